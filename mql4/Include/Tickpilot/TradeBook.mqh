// The EA's positions against the terminal's pool of orders: opened, partly closed under a new ticket, closed by whomever. Every change
// becomes a report. After a restart it is rebuilt from the state file, else from the terminal's global variables, else from the pool.
#property strict
#include <Tickpilot/Clock.mqh>
#include <Tickpilot/Keepsakes.mqh>
#include <Tickpilot/Market.mqh>
#include <Tickpilot/State.mqh>
#include <Tickpilot/Symbols.mqh>

#define REST_MICROS 10000000
#define VANISHED_MICROS 60000000
#define ORPHAN_MICROS 10000000
#define SETTLED_MICROS 3000000

class TradeBook {
 public:
  int opened;
  int closed;
  int refused;

  // After the state was loaded.
  void Start() {
    opened = 0;
    closed = 0;
    refused = 0;
    orphansAt = Monotonic();
    connectedAt = Monotonic();
    interrupted = state.intent.active;
    for (int i = 0; i < ArraySize(state.trades); i++) {
      state.trades[i].doing = IsOpen(state.trades[i].ticket) ? "" : state.trades[i].doing;
    }
    Reconcile();
    if (!state.intent.active) {
      AdoptOrphans();
    }
  }

  // Looks at every position; what the broker or a person did is reported.
  void Reconcile() {
    for (int i = ArraySize(state.trades) - 1; i >= 0; i--) {
      ReconcileOne(i);
    }
    if (interrupted) {
      AdoptIntent();
    }
    if (Monotonic() - orphansAt > ORPHAN_MICROS && !state.intent.active) {
      orphansAt = Monotonic();
      AdoptOrphans();
    }
  }

  // The order under way was filled.
  void Opened(const int ticket) {
    interrupted = false;
    if (!OrderSelect(ticket, SELECT_BY_TICKET)) {
      Print("Tickpilot: order ", ticket, " cannot be selected");
      return;
    }
    Trade trade;
    ClearTrade(trade);
    FromPool(trade);
    FromSignal(state.intent.signal, trade);
    trade.openedMicros = bridgeClock.Stamp(0);
    state.AddTrade(trade);
    state.ClearIntent();
    Report(trade, REPORT_OPENED, trade.lots, trade.entry, 0, 0, "signal");
    KeepTrade(trade);
    opened++;
  }

  // Ticket of the order under way, when it is in the pool or was already closed; 0 when it is not there.
  int FindIntent() const {
    for (int i = OrdersTotal() - 1; i >= 0; i--) {
      if (OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && IsIntent()) {
        return OrderTicket();
      }
    }
    for (int i = OrdersHistoryTotal() - 1; i >= 0; i--) {
      if (OrderSelect(i, SELECT_BY_POS, MODE_HISTORY) && IsIntent()) {
        return OrderTicket();
      }
    }
    return 0;
  }

  void Refuse(const Signal &signal, const string reason) {
    TradeReport report;
    report.symbol = signal.symbol;
    report.eventMicros = bridgeClock.Stamp(0);
    report.status = REPORT_REJECTED;
    report.strategy = signal.strategy;
    report.signalId = signal.id;
    report.ticket = 0;
    report.originTicket = 0;
    report.side = signal.side;
    report.lots = signal.plan.lots;
    report.remainingLots = 0;
    report.price = EntryPrice(symbolNames.ToBroker(signal.symbol), signal.side);
    report.profit = 0;
    report.commission = 0;
    report.reason = reason;
    state.AddReport(report);
    refused++;
    Print("Tickpilot: signal ", signal.id, " ", signal.symbol, " refused: ", reason);
  }

  // Money is what the broker booked; commission is a cost and above 0.
  void Report(const Trade &trade, const int status, const double lots, const double price, const double profit,
              const double commission, const string reason) {
    TradeReport report;
    report.symbol = trade.symbol;
    report.eventMicros = bridgeClock.Stamp(0);
    report.status = status;
    report.strategy = trade.strategy;
    report.signalId = trade.signalId;
    report.ticket = trade.ticket;
    report.originTicket = trade.origin;
    report.side = trade.side;
    report.lots = lots;
    report.remainingLots = status == REPORT_CLOSED ? 0 : status == REPORT_PARTIALLY_CLOSED ? trade.lots - lots : trade.lots;
    report.remainingLots = NormalizeDouble(report.remainingLots, 8);
    report.price = price;
    report.profit = profit;
    report.commission = commission;
    report.reason = reason;
    state.AddReport(report);
  }

  int CountIn(const string brokerSymbol) const {
    int count = 0;
    for (int i = 0; i < ArraySize(state.trades); i++) {
      count += state.trades[i].brokerSymbol == brokerSymbol ? 1 : 0;
    }
    return count;
  }

  double Lots() const {
    double lots = 0;
    for (int i = 0; i < ArraySize(state.trades); i++) {
      lots += state.trades[i].lots;
    }
    return lots;
  }

 private:
  long orphansAt;
  long connectedAt;
  bool interrupted;  // the EA was stopped while the order under way was not known to be filled

  bool IsOpen(const int ticket) const {
    return OrderSelect(ticket, SELECT_BY_TICKET) && OrderCloseTime() == 0;
  }

  // Whether the selected order is the one under way, not known under another name.
  bool IsIntent() const {
    return IsOwnPosition() && OrderTicket() > state.intent.lastTicket && OrderSymbol() == state.intent.brokerSymbol
           && SelectedSide() == state.intent.signal.side && (long)OrderOpenTime() >= state.intent.brokerTime
           && state.TradeByTicket(OrderTicket()) < 0 && StringFind(OrderComment(), "from #") < 0;
  }

  // An EA that was stopped right after it had sent an order finds it again, or tells that it was not filled. A terminal that has just
  // connected may not have its orders yet.
  void AdoptIntent() {
    int ticket = FindIntent();
    if (ticket > 0) {
      Print("Tickpilot: order ", ticket, " was filled before the restart");
      Opened(ticket);
      return;
    }
    connectedAt = IsConnected() ? connectedAt : Monotonic();
    if (Monotonic() - connectedAt > SETTLED_MICROS) {
      interrupted = false;
      Refuse(state.intent.signal, "interrupted");
      state.ClearIntent();
    }
  }

  // Positions with this EA's magic number that the state file does not know.
  void AdoptOrphans() {
    for (int i = OrdersTotal() - 1; i >= 0; i--) {
      bool own = OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && IsOwnPosition();
      if (own && state.TradeByTicket(OrderTicket()) < 0 && !IsRest()) {
        Adopt();
      }
    }
  }

  // Whether the selected order may be the rest that a partly closed position waits for.
  bool IsRest() const {
    for (int i = 0; i < ArraySize(state.trades); i++) {
      bool waits = state.trades[i].awaitUntil != 0 && state.trades[i].brokerSymbol == OrderSymbol();
      if (waits && state.trades[i].entry == OrderOpenPrice()) {
        return true;
      }
    }
    return false;
  }

  // Takes the selected order. Without its plan its stop and target stand and no part of it is closed.
  void Adopt() {
    Trade trade;
    ClearTrade(trade);
    FromPool(trade);
    trade.sure = RecallTrade(trade.ticket, trade);
    bool even = trade.stop != 0 && trade.side * (trade.stop - trade.entry) >= 0;
    trade.stopReason = even ? "break-even" : "stop";
    state.AddTrade(trade);
    Print("Tickpilot: position ", trade.ticket, trade.sure ? " found again" : " adopted without its plan");
  }

  // What the selected order tells.
  void FromPool(Trade &trade) const {
    trade.ticket = OrderTicket();
    trade.origin = OrderTicket();
    trade.brokerSymbol = OrderSymbol();
    trade.symbol = symbolNames.ToTickpilot(OrderSymbol());
    trade.side = SelectedSide();
    trade.firstLots = OrderLots();
    trade.lots = OrderLots();
    trade.entry = OrderOpenPrice();
    trade.stop = OrderStopLoss();
    trade.target = OrderTakeProfit();
    trade.openedMicros = bridgeClock.Stamp(((long)TimeCurrent() - (long)OrderOpenTime()) * MICROS_PER_SECOND);
  }

  void FromSignal(const Signal &signal, Trade &trade) const {
    trade.signalId = signal.id;
    trade.strategy = signal.strategy;
    trade.symbol = signal.symbol;
    trade.stop = trade.stop == 0 ? signal.plan.stop : trade.stop;
    trade.trail = signal.plan.trail;
    trade.atr = signal.atr;
    trade.exits = signal.plan.exits;
    for (int i = 0; i < trade.exits; i++) {
      trade.exitPrice[i] = signal.plan.exitPrice[i];
      trade.exitFraction[i] = signal.plan.exitFraction[i];
      trade.exitBreakEven[i] = signal.plan.exitBreakEven[i];
    }
  }

  void ReconcileOne(const int at) {
    if (!OrderSelect(state.trades[at].ticket, SELECT_BY_TICKET)) {
      Vanished(at);
      return;
    }
    if (OrderCloseTime() == 0) {
      StillOpen(at);
      return;
    }
    double part = OrderLots();
    if (part >= state.trades[at].lots - LOT_ROUNDING) {
      Closed(at);
      return;
    }
    int rest = FindRest(at, part);
    if (rest > 0) {
      PartlyClosed(at, rest);
    } else if (state.trades[at].awaitUntil == 0) {
      state.trades[at].awaitUntil = Monotonic() + REST_MICROS;
    } else if (Monotonic() > state.trades[at].awaitUntil && OrderSelect(state.trades[at].ticket, SELECT_BY_TICKET)) {
      Print("Tickpilot: rest of position ", state.trades[at].ticket, " is not in the pool");
      Closed(at);
    }
  }

  // Stops may have been moved by a person; some brokers let a partial close keep its ticket.
  void StillOpen(const int at) {
    state.trades[at].awaitUntil = 0;
    if (state.trades[at].stop != OrderStopLoss() || state.trades[at].target != OrderTakeProfit()) {
      state.trades[at].stop = OrderStopLoss();
      state.trades[at].target = OrderTakeProfit();
      state.dirty = true;
    }
    if (OrderLots() < state.trades[at].lots - LOT_ROUNDING) {
      PartlyClosed(at, state.trades[at].ticket);
    }
  }

  // The rest of the selected order: same side, open price and time under a ticket the book does not know.
  int FindRest(const int at, const double part) const {
    double lots = state.trades[at].lots - part;
    datetime openTime = OrderOpenTime();
    string named = "#" + IntegerToString(state.trades[at].ticket);
    int found = 0;
    for (int i = OrdersTotal() - 1; i >= 0; i--) {
      bool own = OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && IsOwnPosition() && state.TradeByTicket(OrderTicket()) < 0;
      bool same = own && OrderSymbol() == state.trades[at].brokerSymbol && SelectedSide() == state.trades[at].side
                  && OrderOpenTime() == openTime && SameLots(OrderLots(), lots)
                  && MathAbs(OrderOpenPrice() - state.trades[at].entry) < PointOf(OrderSymbol()) / 2;
      if (same && StringFind(OrderComment(), named) >= 0) {
        return OrderTicket();
      }
      found = same ? OrderTicket() : found;
    }
    return found;
  }

  void PartlyClosed(const int at, const int rest) {
    Trade trade = state.trades[at];
    double price = trade.entry;
    double profit = 0;
    double commission = 0;
    double part = 0;
    if (rest != trade.ticket && OrderSelect(trade.ticket, SELECT_BY_TICKET)) {
      part = OrderLots();
      price = OrderClosePrice();
      profit = OrderProfit() + OrderSwap() + OrderCommission();
      commission = -OrderCommission();
    } else {
      part = trade.lots - OrderLots();
      price = ExitPrice(trade.brokerSymbol, trade.side);
    }
    string reason = trade.doing == "" ? "manual" : trade.doing;
    Report(trade, REPORT_PARTIALLY_CLOSED, part, price, profit, commission, reason);
    ForgetTrade(trade.ticket);
    trade.wishLots = reason == trade.wishReason ? NormalizeDouble(MathMax(0, trade.wishLots - part), 8) : trade.wishLots;
    trade.exitsDone += StringFind(reason, "exit-") == 0 && trade.exitsDone < trade.exits ? 1 : 0;
    trade.ticket = rest;
    trade.lots = NormalizeDouble(trade.lots - part, 8);
    trade.doing = "";
    trade.awaitUntil = 0;
    state.trades[at] = trade;
    state.dirty = true;
    KeepTrade(trade);
  }

  // The selected order was closed whole.
  void Closed(const int at) {
    Trade trade = state.trades[at];
    double profit = OrderProfit() + OrderSwap() + OrderCommission();
    Report(trade, REPORT_CLOSED, OrderLots(), OrderClosePrice(), profit, -OrderCommission(), CloseReason(trade));
    ForgetTrade(trade.ticket);
    state.RemoveTrade(at);
    closed++;
  }

  string CloseReason(const Trade &trade) const {
    string comment = OrderComment();
    double near = 2 * PointOf(trade.brokerSymbol);
    if (StringFind(comment, "[sl]") >= 0) {
      return trade.stopReason;
    }
    if (StringFind(comment, "[tp]") >= 0) {
      return "target";
    }
    if (StringFind(comment, "so:") == 0) {
      return "stop-out";
    }
    if (trade.doing != "") {
      return trade.doing;
    }
    if (trade.stop != 0 && MathAbs(OrderClosePrice() - trade.stop) < near) {
      return trade.stopReason;
    }
    return trade.target != 0 && MathAbs(OrderClosePrice() - trade.target) < near ? "target" : "manual";
  }

  // Neither open nor in the history the terminal shows.
  void Vanished(const int at) {
    if (state.trades[at].awaitUntil == 0) {
      state.trades[at].awaitUntil = Monotonic() + VANISHED_MICROS;
    } else if (Monotonic() > state.trades[at].awaitUntil && IsConnected()) {
      Trade trade = state.trades[at];
      Print("Tickpilot: position ", trade.ticket, " is gone; show the whole account history in the terminal");
      Report(trade, REPORT_CLOSED, trade.lots, ExitPrice(trade.brokerSymbol, trade.side), 0, 0, "vanished");
      ForgetTrade(trade.ticket);
      state.RemoveTrade(at);
      closed++;
    }
  }
};

TradeBook tradeBook;
