// All that must outlive the EA, in one file that is replaced as a whole: open trades, the order under way, reports the bridge has not
// journaled yet, the day's equity, and what was forbidden by command.
#property strict
#include <Tickpilot/Clock.mqh>
#include <Tickpilot/Files.mqh>
#include <Tickpilot/Messages.mqh>
#include <Tickpilot/Rows.mqh>

#define SLACK_MICROS 1000000
#define SEQUENCE_ROOM 1000
#define STATE_VERSION "tickpilot-state 1"

// A position the EA looks after. Prices in the broker's quote, times in microseconds.
struct Trade {
  long origin;        // first ticket
  int ticket;         // now
  string signalId;
  string strategy;
  string symbol;      // Tickpilot's name
  string brokerSymbol;
  int side;
  double firstLots;
  double lots;
  double entry;
  double stop;
  double target;
  double trail;
  double atr;
  int exits;
  double exitPrice[MAX_EXITS];
  double exitFraction[MAX_EXITS];
  bool exitBreakEven[MAX_EXITS];
  int exitsDone;
  long openedMicros;
  bool sure;          // false: plan unknown, no more partial exits
  string stopReason;  // stop, break-even or trail
  string doing;       // why the close under way is done; empty: none is
  double wishLots;    // to be closed by command or limit, as soon as the broker lets it; 0: none
  string wishReason;
  double wishStop;    // a nearer stop by command, as soon as the broker lets it; 0: none
  string wishStopReason;
  long awaitUntil;    // for the rest of a partial close to appear; 0: nothing awaited
  long retryAt;       // no new attempt before
};

// An order that was sent and is not known to be filled.
struct Intent {
  bool active;
  Signal signal;
  string brokerSymbol;
  double lots;
  long brokerTime;
  int lastTicket;
};

// Something forbidden by command: kill, breaker or block.
struct Hold {
  string kind;
  string symbol;
  string target;
  string id;
  long until;
};

// Of an account in one symbol, by command. 0: not given.
struct Limit {
  string symbol;
  double riskBudget;
  double maxLots;
  double maxExposure;
  double riskScale;
  double headroom;
  long until;
};

class State {
 public:
  Trade trades[];
  TradeReport outbox[];
  bool underWay[];  // of each report in the outbox: is in a request
  Intent intent;
  Hold holds[];
  Limit limits[];
  long nextSequence;
  long day;
  long dayStartMicros;
  double dayEquity;
  bool dayLost;
  bool dirty;
  bool slack;     // an acknowledged report is still in the file: worth a write now and then
  bool inMemory;  // Strategy Tester: every run begins anew

  // False when there was no readable file.
  bool Load() {
    inMemory = IsTesting();
    ArrayResize(trades, 0);
    ArrayResize(outbox, 0);
    ArrayResize(underWay, 0);
    ArrayResize(holds, 0);
    ArrayResize(limits, 0);
    ClearIntent();
    nextSequence = 0;
    day = 0;
    dayStartMicros = 0;
    dayEquity = 0;
    dayLost = false;
    dirty = false;
    slack = false;
    savedAt = Monotonic();
    sequenceSure = false;
    sequencesKept = 0;
    string text = "";
    if (inMemory || !ReadText(FileNameOf("state.txt"), text)) {
      return false;
    }
    string lines[];
    int count = StringSplit(text, '\n', lines);
    if (count == 0 || lines[0] != STATE_VERSION) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      ReadLine(lines[i]);
    }
    return true;
  }

  // Writes when something has changed.
  bool Save() {
    bool due = dirty || (slack && Monotonic() - savedAt > SLACK_MICROS);
    if (!due || inMemory) {
      return true;
    }
    RowWriter out;
    out.text = STATE_VERSION + "\n";
    out.Begin("day");
    out.Long(day);
    out.Long(dayStartMicros);
    out.Real(dayEquity);
    out.Long(dayLost);
    out.Long(nextSequence + SEQUENCE_ROOM);
    out.End();
    for (int i = 0; i < ArraySize(trades); i++) {
      WriteTrade(out, trades[i]);
    }
    for (int i = 0; i < ArraySize(outbox); i++) {
      WriteRow(out, outbox[i]);
    }
    WriteHolds(out);
    if (intent.active) {
      WriteIntent(out);
    }
    savedAt = Monotonic();
    dirty = !ReplaceText(FileNameOf("state.txt"), out.text);
    slack = false;
    sequencesKept = dirty ? sequencesKept : nextSequence + SEQUENCE_ROOM;
    return !dirty;
  }

  void AddTrade(const Trade &trade) {
    int count = ArraySize(trades);
    ArrayResize(trades, count + 1);
    trades[count] = trade;
    dirty = true;
  }

  void RemoveTrade(const int index) {
    int last = ArraySize(trades) - 1;
    for (int i = index; i < last; i++) {
      trades[i] = trades[i + 1];
    }
    ArrayResize(trades, last);
    dirty = true;
  }

  int TradeByTicket(const int ticket) const {
    for (int i = 0; i < ArraySize(trades); i++) {
      if (trades[i].ticket == ticket) {
        return i;
      }
    }
    return -1;
  }

  int TradeByOrigin(const long origin) const {
    for (int i = 0; i < ArraySize(trades); i++) {
      if (trades[i].origin == origin) {
        return i;
      }
    }
    return -1;
  }

  // Gives the report its place and keeps it until the bridge has it in its journal.
  void AddReport(TradeReport &report) {
    report.sequence = TakeSequence();
    int count = ArraySize(outbox);
    ArrayResize(outbox, count + 1);
    ArrayResize(underWay, count + 1);
    outbox[count] = report;
    underWay[count] = false;
    dirty = true;
  }

  void RemoveReport(const long sequence) {
    int kept = 0;
    for (int i = 0; i < ArraySize(outbox); i++) {
      if (outbox[i].sequence != sequence) {
        outbox[kept] = outbox[i];
        underWay[kept] = underWay[i];
        kept++;
      }
    }
    slack = slack || kept < ArraySize(outbox);
    ArrayResize(outbox, kept);
    ArrayResize(underWay, kept);
  }

  // Rises over restarts: the file names one that none has reached yet; where it was lost or is old, the clock helps.
  long TakeSequence() {
    long wall = nextSequence == 0 || !sequenceSure ? bridgeClock.Wall() : 0;
    nextSequence = wall > nextSequence ? wall : nextSequence;
    sequenceSure = true;
    dirty = dirty || nextSequence >= sequencesKept;
    return nextSequence++;
  }

  void ClearIntent() {
    intent.active = false;
    ClearSignal(intent.signal);
    intent.brokerSymbol = "";
    intent.lots = 0;
    intent.brokerTime = 0;
    intent.lastTicket = 0;
    dirty = true;
  }

  // Replaces one of the same kind, symbol, target and id.
  void PutHold(const Hold &hold) {
    TakeHolds(hold.kind, hold.symbol, hold.target, hold.id);
    int count = ArraySize(holds);
    ArrayResize(holds, count + 1);
    holds[count] = hold;
    dirty = true;
  }

  // Removes those that match; * as symbol and an empty target or id mean any.
  void TakeHolds(const string kind, const string symbol, const string target, const string id) {
    int kept = 0;
    for (int i = 0; i < ArraySize(holds); i++) {
      bool same = holds[i].kind == kind && (symbol == "*" || holds[i].symbol == symbol)
                  && (target == "" || holds[i].target == target) && (id == "" || holds[i].id == id);
      if (!same) {
        holds[kept] = holds[i];
        kept++;
      }
    }
    dirty = dirty || kept < ArraySize(holds);
    ArrayResize(holds, kept);
  }

  void PutLimit(const Limit &limit) {
    int at = 0;
    while (at < ArraySize(limits) && limits[at].symbol != limit.symbol) {
      at++;
    }
    if (at == ArraySize(limits)) {
      ArrayResize(limits, at + 1);
    }
    limits[at] = limit;
    dirty = true;
  }

 private:
  long savedAt;
  bool sequenceSure;
  long sequencesKept;  // the file says that those below may have been given

  void ReadLine(const string line) {
    RowReader row;
    row.Over(line);
    string kind = row.Text();
    if (kind == "day") {
      day = row.Long();
      dayStartMicros = row.Long();
      dayEquity = row.Real();
      dayLost = row.Long() != 0;
      nextSequence = row.Long();
    } else if (kind == "trade") {
      Trade trade;
      ReadTrade(row, trade);
      AddTrade(trade);
    } else if (kind == "report") {
      ReadReport(row);
    } else if (kind == "hold") {
      Hold hold;
      hold.kind = row.Text();
      hold.symbol = row.Text();
      hold.target = row.Text();
      hold.id = row.Text();
      hold.until = row.Long();
      PutHold(hold);
    } else if (kind == "limit") {
      ReadLimit(row);
    } else if (kind == "intent") {
      ReadIntent(row);
    }
    dirty = false;
  }

  void WriteTrade(RowWriter &out, const Trade &trade) {
    out.Begin("trade");
    out.Long(trade.origin);
    out.Long(trade.ticket);
    out.Text(trade.signalId);
    out.Text(trade.strategy);
    out.Text(trade.symbol);
    out.Text(trade.brokerSymbol);
    out.Long(trade.side);
    out.Real(trade.firstLots);
    out.Real(trade.lots);
    out.Real(trade.entry);
    out.Real(trade.stop);
    out.Real(trade.target);
    out.Real(trade.trail);
    out.Real(trade.atr);
    out.Long(trade.exitsDone);
    out.Long(trade.openedMicros);
    out.Long(trade.sure);
    out.Text(trade.stopReason);
    out.Text(trade.doing);
    out.Long(trade.exits);
    for (int i = 0; i < trade.exits; i++) {
      out.Real(trade.exitPrice[i]);
      out.Real(trade.exitFraction[i]);
      out.Long(trade.exitBreakEven[i]);
    }
    out.Real(trade.wishLots);
    out.Text(trade.wishReason);
    out.Real(trade.wishStop);
    out.Text(trade.wishStopReason);
    out.End();
  }

  void ReadTrade(RowReader &row, Trade &trade) {
    ClearTrade(trade);
    trade.origin = row.Long();
    trade.ticket = (int)row.Long();
    trade.signalId = row.Text();
    trade.strategy = row.Text();
    trade.symbol = row.Text();
    trade.brokerSymbol = row.Text();
    trade.side = (int)row.Long();
    trade.firstLots = row.Real();
    trade.lots = row.Real();
    trade.entry = row.Real();
    trade.stop = row.Real();
    trade.target = row.Real();
    trade.trail = row.Real();
    trade.atr = row.Real();
    trade.exitsDone = (int)row.Long();
    trade.openedMicros = row.Long();
    trade.sure = row.Long() != 0;
    trade.stopReason = row.Text();
    trade.doing = row.Text();
    trade.exits = (int)MathMin(row.Long(), MAX_EXITS);
    for (int i = 0; i < trade.exits; i++) {
      trade.exitPrice[i] = row.Real();
      trade.exitFraction[i] = row.Real();
      trade.exitBreakEven[i] = row.Long() != 0;
    }
    trade.wishLots = row.Real();
    trade.wishReason = row.Text();
    trade.wishStop = row.Real();
    trade.wishStopReason = row.Text();
  }

  void WriteRow(RowWriter &out, const TradeReport &report) {
    out.Begin("report");
    out.Long(report.sequence);
    out.Text(report.symbol);
    out.Long(report.eventMicros);
    out.Long(report.status);
    out.Text(report.strategy);
    out.Text(report.signalId);
    out.Long(report.ticket);
    out.Long(report.originTicket);
    out.Long(report.side);
    out.Real(report.lots);
    out.Real(report.remainingLots);
    out.Real(report.price);
    out.Real(report.profit);
    out.Real(report.commission);
    out.Text(report.reason);
    out.End();
  }

  void ReadReport(RowReader &row) {
    int count = ArraySize(outbox);
    ArrayResize(outbox, count + 1);
    ArrayResize(underWay, count + 1);
    underWay[count] = false;
    outbox[count].sequence = row.Long();
    outbox[count].symbol = row.Text();
    outbox[count].eventMicros = row.Long();
    outbox[count].status = (int)row.Long();
    outbox[count].strategy = row.Text();
    outbox[count].signalId = row.Text();
    outbox[count].ticket = row.Long();
    outbox[count].originTicket = row.Long();
    outbox[count].side = (int)row.Long();
    outbox[count].lots = row.Real();
    outbox[count].remainingLots = row.Real();
    outbox[count].price = row.Real();
    outbox[count].profit = row.Real();
    outbox[count].commission = row.Real();
    outbox[count].reason = row.Text();
  }

  void WriteHolds(RowWriter &out) {
    for (int i = 0; i < ArraySize(holds); i++) {
      out.Begin("hold");
      out.Text(holds[i].kind);
      out.Text(holds[i].symbol);
      out.Text(holds[i].target);
      out.Text(holds[i].id);
      out.Long(holds[i].until);
      out.End();
    }
    for (int i = 0; i < ArraySize(limits); i++) {
      out.Begin("limit");
      out.Text(limits[i].symbol);
      out.Real(limits[i].riskBudget);
      out.Real(limits[i].maxLots);
      out.Real(limits[i].maxExposure);
      out.Real(limits[i].riskScale);
      out.Real(limits[i].headroom);
      out.Long(limits[i].until);
      out.End();
    }
  }

  void ReadLimit(RowReader &row) {
    Limit limit;
    limit.symbol = row.Text();
    limit.riskBudget = row.Real();
    limit.maxLots = row.Real();
    limit.maxExposure = row.Real();
    limit.riskScale = row.Real();
    limit.headroom = row.Real();
    limit.until = row.Long();
    PutLimit(limit);
  }

  void WriteIntent(RowWriter &out) {
    out.Begin("intent");
    out.Text(intent.brokerSymbol);
    out.Real(intent.lots);
    out.Long(intent.brokerTime);
    out.Long(intent.lastTicket);
    out.Text(intent.signal.id);
    out.Long(intent.signal.side);
    out.Text(intent.signal.strategy);
    out.Text(intent.signal.symbol);
    out.Real(intent.signal.atr);
    out.Real(intent.signal.plan.entry);
    out.Real(intent.signal.plan.stop);
    out.Real(intent.signal.plan.target2);
    out.Real(intent.signal.plan.lots);
    out.Real(intent.signal.plan.trail);
    out.Long(intent.signal.plan.exits);
    for (int i = 0; i < intent.signal.plan.exits; i++) {
      out.Real(intent.signal.plan.exitPrice[i]);
      out.Real(intent.signal.plan.exitFraction[i]);
      out.Long(intent.signal.plan.exitBreakEven[i]);
    }
    out.End();
  }

  void ReadIntent(RowReader &row) {
    ClearIntent();
    intent.active = true;
    intent.brokerSymbol = row.Text();
    intent.lots = row.Real();
    intent.brokerTime = row.Long();
    intent.lastTicket = (int)row.Long();
    intent.signal.id = row.Text();
    intent.signal.side = (int)row.Long();
    intent.signal.strategy = row.Text();
    intent.signal.symbol = row.Text();
    intent.signal.atr = row.Real();
    intent.signal.plan.entry = row.Real();
    intent.signal.plan.stop = row.Real();
    intent.signal.plan.target2 = row.Real();
    intent.signal.plan.lots = row.Real();
    intent.signal.plan.trail = row.Real();
    intent.signal.plan.exits = (int)MathMin(row.Long(), MAX_EXITS);
    for (int i = 0; i < intent.signal.plan.exits; i++) {
      intent.signal.plan.exitPrice[i] = row.Real();
      intent.signal.plan.exitFraction[i] = row.Real();
      intent.signal.plan.exitBreakEven[i] = row.Long() != 0;
    }
  }
};

void ClearTrade(Trade &trade) {
  trade.origin = 0;
  trade.ticket = 0;
  trade.signalId = "";
  trade.strategy = "";
  trade.symbol = "";
  trade.brokerSymbol = "";
  trade.side = 0;
  trade.firstLots = 0;
  trade.lots = 0;
  trade.entry = 0;
  trade.stop = 0;
  trade.target = 0;
  trade.trail = 0;
  trade.atr = 0;
  trade.exits = 0;
  trade.exitsDone = 0;
  trade.openedMicros = 0;
  trade.sure = true;
  trade.stopReason = "stop";
  trade.doing = "";
  trade.wishLots = 0;
  trade.wishReason = "";
  trade.wishStop = 0;
  trade.wishStopReason = "";
  trade.awaitUntil = 0;
  trade.retryAt = 0;
  for (int i = 0; i < MAX_EXITS; i++) {
    trade.exitPrice[i] = 0;
    trade.exitFraction[i] = 0;
    trade.exitBreakEven[i] = false;
  }
}

State state;
