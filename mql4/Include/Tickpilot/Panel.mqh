// The EA on the chart: status, connection, day, positions, a few timeframes, the levels of open positions, signals and a kill button.
#property strict
#include <Tickpilot/Breakers.mqh>
#include <Tickpilot/Link.mqh>
#include <Tickpilot/OrderQueue.mqh>
#include <Tickpilot/TradeBook.mqh>

#define PANEL_PREFIX "Tickpilot."
#define PANEL_KILL "Tickpilot.kill"
#define PANEL_MICROS 500000
#define PANEL_ROWS 12
#define PANEL_LEFT 12
#define PANEL_TOP 22
#define PANEL_LINE 16
#define PANEL_WIDTH 430
#define PANEL_MARKS 200

class Panel {
 public:
  string notice;  // shown until there is a newer one

  void Start() {
    shownAt = 0;
    notice = "";
    nextMark = 0;
    for (int i = 0; i < PANEL_MARKS; i++) {
      marks[i] = "";
    }
    // Of an EA that was ended without a word.
    Stop();
    if (!ShowPanel) {
      return;
    }
    Rectangle(PANEL_PREFIX + "back", PANEL_LEFT - 6, PANEL_TOP - 6, PANEL_WIDTH, (PANEL_ROWS + 2) * PANEL_LINE + 14);
    for (int i = 0; i < PANEL_ROWS; i++) {
      Label(RowName(i), PANEL_LEFT, PANEL_TOP + i * PANEL_LINE);
    }
    Button();
  }

  void Stop() {
    ObjectsDeleteAll(0, PANEL_PREFIX);
  }

  void Look() {
    if (!ShowPanel || Monotonic() - shownAt < PANEL_MICROS) {
      return;
    }
    shownAt = Monotonic();
    ShowStatus();
    ShowTimeframes();
    ShowLevels();
    ShowButton();
    ChartRedraw();
  }

  // An arrow where a signal of this chart's symbol came, grey when it was refused. The oldest goes.
  void Mark(const Signal &signal, const string refusal) {
    if (!ShowPanel || symbolNames.ToBroker(signal.symbol) != Symbol()) {
      return;
    }
    string name = PANEL_PREFIX + "signal." + StringSubstr(signal.id, 0, 32);
    if (marks[nextMark] != "") {
      ObjectDelete(0, marks[nextMark]);
    }
    marks[nextMark] = name;
    nextMark = (nextMark + 1) % PANEL_MARKS;
    ObjectCreate(0, name, signal.side > 0 ? OBJ_ARROW_BUY : OBJ_ARROW_SELL, 0, TimeCurrent(), signal.plan.entry);
    color shade = refusal != "" ? clrGray : signal.side > 0 ? clrDodgerBlue : clrOrangeRed;
    ObjectSetInteger(0, name, OBJPROP_COLOR, shade);
    ObjectSetString(0, name, OBJPROP_TOOLTIP, signal.strategy + " " + (refusal == "" ? "taken" : refusal));
  }

 private:
  long shownAt;
  string marks[PANEL_MARKS];  // names of the arrows on the chart
  int nextMark;

  string RowName(const int row) const {
    return PANEL_PREFIX + "row" + IntegerToString(row);
  }

  void Row(const int row, const string text, const color shade) {
    ObjectSetString(0, RowName(row), OBJPROP_TEXT, text == "" ? " " : text);
    ObjectSetInteger(0, RowName(row), OBJPROP_COLOR, shade);
  }

  void ShowStatus() {
    string fault = breakers.Fault(symbolNames.ToTickpilot(Symbol()), "");
    bool ready = fault == "" && IsTradeAllowed();
    string status = ready ? "ready" : fault != "" ? "no entries: " + fault : "no entries: trading is off";
    Row(0, "Tickpilot  " + link.name + "  " + status, ready ? clrLimeGreen : clrOrange);
    string way = link.legs.IsOnWebSocket() ? "WebSocket" : "ZeroMQ";
    long trip = bridgeClock.RoundTripMicros();
    Row(1, link.IsAlive() ? StringFormat("bridge   %s, %.1f ms there and back, clock %+.1f ms", way, trip / 1000.0,
                                         bridgeClock.OffsetMicros() / 1000.0)
                          : "bridge   silent", link.IsAlive() ? clrSilver : clrOrange);
    Row(2, StringFormat("sent     %d unacknowledged, %d repeated, %d gaps", link.Unacknowledged(), link.resent, link.Gaps()),
        clrSilver);
    Row(3, StringFormat("market   spread %.0f points, ATR %.0f", SpreadPoints(Symbol()), InPoints(Symbol(), AtrOf(Symbol()))),
        clrSilver);
    double loss = breakers.DailyLossPercent();
    Row(4, StringFormat("today    %+.2f %%, stops at -%.2f %%", 0 - loss, MaxDailyLossPercent), loss > 0 ? clrOrange : clrSilver);
    Row(5, StringFormat("trades   %d open with %.2f lots, %d opened, %d closed, %d refused", ArraySize(state.trades),
                        tradeBook.Lots(), tradeBook.opened, tradeBook.closed, tradeBook.refused), clrSilver);
    Row(6, orderQueue.lastOrderMicros < 0 ? "latency  no order yet"
                                          : StringFormat("latency  %.1f ms from signal to order, %d waiting",
                                                         orderQueue.lastOrderMicros / 1000.0, orderQueue.Count()), clrSilver);
    Row(7, notice, clrKhaki);
  }

  void ShowTimeframes() {
    Timeframe(8, "M1 ", PERIOD_M1);
    Timeframe(9, "M5 ", PERIOD_M5);
    Timeframe(10, "M15", PERIOD_M15);
    Timeframe(11, "H1 ", PERIOD_H1);
  }

  void Timeframe(const int row, const string name, const int timeframe) {
    double fast = iMA(Symbol(), timeframe, 9, 0, MODE_EMA, PRICE_CLOSE, 0);
    double slow = iMA(Symbol(), timeframe, 21, 0, MODE_EMA, PRICE_CLOSE, 0);
    double strength = iRSI(Symbol(), timeframe, 14, PRICE_CLOSE, 0);
    double range = InPoints(Symbol(), iATR(Symbol(), timeframe, 14, 0));
    string trend = fast > slow ? "up  " : fast < slow ? "down" : "flat";
    color shade = fast > slow ? clrDodgerBlue : fast < slow ? clrOrangeRed : clrSilver;
    Row(row, StringFormat("%s      %s  RSI %.0f  ATR %.0f", name, trend, strength, range), shade);
  }

  // Stop, target and next exit of each position of this chart; lines of closed ones go.
  void ShowLevels() {
    for (int i = ObjectsTotal() - 1; i >= 0; i--) {
      string name = ObjectName(i);
      if (StringFind(name, PANEL_PREFIX + "level.") == 0 && !IsLevelOfOpen(name)) {
        ObjectDelete(0, name);
      }
    }
    for (int i = 0; i < ArraySize(state.trades); i++) {
      if (state.trades[i].brokerSymbol == Symbol()) {
        ShowLevelsOf(state.trades[i]);
      }
    }
  }

  bool IsLevelOfOpen(const string name) const {
    string parts[];
    int count = StringSplit(name, '.', parts);
    return count >= 3 && state.TradeByOrigin(StringToInteger(parts[2])) >= 0;
  }

  void ShowLevelsOf(const Trade &trade) {
    string base = PANEL_PREFIX + "level." + IntegerToString(trade.origin) + ".";
    double next = trade.sure && trade.exitsDone < trade.exits ? trade.exitPrice[trade.exitsDone] : 0;
    Level(base + "entry", trade.entry, clrSilver, "entry");
    Level(base + "stop", trade.stop, clrOrangeRed, trade.stopReason);
    Level(base + "target", trade.target, clrLimeGreen, "target");
    Level(base + "exit", next, clrKhaki, "exit " + IntegerToString(trade.exitsDone + 1));
  }

  void Level(const string name, const double price, const color shade, const string what) {
    if (price == 0) {
      ObjectDelete(0, name);
      return;
    }
    if (ObjectFind(0, name) < 0) {
      ObjectCreate(0, name, OBJ_HLINE, 0, 0, price);
      ObjectSetInteger(0, name, OBJPROP_STYLE, STYLE_DOT);
      ObjectSetInteger(0, name, OBJPROP_COLOR, shade);
      ObjectSetInteger(0, name, OBJPROP_SELECTABLE, false);
    }
    ObjectSetDouble(0, name, OBJPROP_PRICE, price);
    ObjectSetString(0, name, OBJPROP_TOOLTIP, what);
  }

  void Rectangle(const string name, const int x, const int y, const int width, const int height) {
    ObjectCreate(0, name, OBJ_RECTANGLE_LABEL, 0, 0, 0);
    Place(name, x, y);
    ObjectSetInteger(0, name, OBJPROP_XSIZE, width);
    ObjectSetInteger(0, name, OBJPROP_YSIZE, height);
    ObjectSetInteger(0, name, OBJPROP_BGCOLOR, C'20,24,32');
    ObjectSetInteger(0, name, OBJPROP_BORDER_TYPE, BORDER_FLAT);
    ObjectSetInteger(0, name, OBJPROP_COLOR, clrDimGray);
  }

  void Label(const string name, const int x, const int y) {
    ObjectCreate(0, name, OBJ_LABEL, 0, 0, 0);
    Place(name, x, y);
    ObjectSetString(0, name, OBJPROP_FONT, "Consolas");
    ObjectSetInteger(0, name, OBJPROP_FONTSIZE, 9);
    ObjectSetString(0, name, OBJPROP_TEXT, " ");
  }

  void Button() {
    ObjectCreate(0, PANEL_KILL, OBJ_BUTTON, 0, 0, 0);
    Place(PANEL_KILL, PANEL_LEFT, PANEL_TOP + PANEL_ROWS * PANEL_LINE + 6);
    ObjectSetInteger(0, PANEL_KILL, OBJPROP_XSIZE, PANEL_WIDTH - 12);
    ObjectSetInteger(0, PANEL_KILL, OBJPROP_YSIZE, 24);
    ObjectSetInteger(0, PANEL_KILL, OBJPROP_FONTSIZE, 9);
    ObjectSetInteger(0, PANEL_KILL, OBJPROP_COLOR, clrWhite);
    ShowButton();
  }

  void ShowButton() {
    bool killed = breakers.IsKilled("*");
    ObjectSetString(0, PANEL_KILL, OBJPROP_TEXT, killed ? "KILLED - press to resume" : "KILL: stop all entries");
    ObjectSetInteger(0, PANEL_KILL, OBJPROP_BGCOLOR, killed ? clrFireBrick : clrDarkSlateGray);
    ObjectSetInteger(0, PANEL_KILL, OBJPROP_STATE, false);
  }

  void Place(const string name, const int x, const int y) {
    ObjectSetInteger(0, name, OBJPROP_CORNER, CORNER_LEFT_UPPER);
    ObjectSetInteger(0, name, OBJPROP_XDISTANCE, x);
    ObjectSetInteger(0, name, OBJPROP_YDISTANCE, y);
    ObjectSetInteger(0, name, OBJPROP_SELECTABLE, false);
    ObjectSetInteger(0, name, OBJPROP_HIDDEN, true);
  }
};

Panel panel;
