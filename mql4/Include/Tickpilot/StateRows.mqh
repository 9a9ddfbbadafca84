// What the state keeps, and its rows in the state's file.
#property strict
#include <Tickpilot/Messages.mqh>
#include <Tickpilot/Rows.mqh>

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

void WriteReport(RowWriter &out, const TradeReport &report) {
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

void ReadReport(RowReader &row, TradeReport &report) {
  report.sequence = row.Long();
  report.symbol = row.Text();
  report.eventMicros = row.Long();
  report.status = (int)row.Long();
  report.strategy = row.Text();
  report.signalId = row.Text();
  report.ticket = row.Long();
  report.originTicket = row.Long();
  report.side = (int)row.Long();
  report.lots = row.Real();
  report.remainingLots = row.Real();
  report.price = row.Real();
  report.profit = row.Real();
  report.commission = row.Real();
  report.reason = row.Text();
}

void WriteHold(RowWriter &out, const Hold &hold) {
  out.Begin("hold");
  out.Text(hold.kind);
  out.Text(hold.symbol);
  out.Text(hold.target);
  out.Text(hold.id);
  out.Long(hold.until);
  out.End();
}

void ReadHold(RowReader &row, Hold &hold) {
  hold.kind = row.Text();
  hold.symbol = row.Text();
  hold.target = row.Text();
  hold.id = row.Text();
  hold.until = row.Long();
}

void WriteLimit(RowWriter &out, const Limit &limit) {
  out.Begin("limit");
  out.Text(limit.symbol);
  out.Real(limit.riskBudget);
  out.Real(limit.maxLots);
  out.Real(limit.maxExposure);
  out.Real(limit.riskScale);
  out.Real(limit.headroom);
  out.Long(limit.until);
  out.End();
}

void ReadLimit(RowReader &row, Limit &limit) {
  limit.symbol = row.Text();
  limit.riskBudget = row.Real();
  limit.maxLots = row.Real();
  limit.maxExposure = row.Real();
  limit.riskScale = row.Real();
  limit.headroom = row.Real();
  limit.until = row.Long();
}

void WriteIntent(RowWriter &out, const Intent &intent) {
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

void ReadIntent(RowReader &row, Intent &intent) {
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
