// What the EA tells beside trades: the account, at most once a second, and all positions of a symbol when asked or after a start.
#property strict
#include <Tickpilot/Link.mqh>
#include <Tickpilot/TradeBook.mqh>

#define ACCOUNT_LEAST_MICROS 1000000
#define ACCOUNT_MOST_MICROS 10000000

class Reports {
 public:
  void Start() {
    accountAt = Monotonic() - ACCOUNT_MOST_MICROS;
    lastEquity = 0;
    lastBalance = 0;
    lastMargin = 0;
    greeted = false;
  }

  // What is due.
  void Look() {
    if (!link.IsAlive()) {
      return;
    }
    if (!greeted) {
      greeted = true;
      AllPositions();
    }
    long waited = Monotonic() - accountAt;
    // A position opened or closed at the present price leaves the equity where it was.
    bool moved = AccountEquity() != lastEquity || AccountBalance() != lastBalance || AccountMargin() != lastMargin;
    if ((moved && waited >= ACCOUNT_LEAST_MICROS) || waited >= ACCOUNT_MOST_MICROS) {
      SendAccount();
    }
  }

  // * for every symbol the EA has to do with.
  void Positions(const string symbol) {
    if (symbol == "*") {
      AllPositions();
    } else {
      SendPositions(symbol);
    }
  }

 private:
  long accountAt;
  double lastEquity;
  double lastBalance;
  double lastMargin;
  bool greeted;

  void AllPositions() {
    string chart = symbolNames.ToTickpilot(Symbol());
    SendPositions(chart);
    for (int i = 0; i < ArraySize(state.trades); i++) {
      bool first = state.trades[i].symbol != chart;
      for (int k = 0; k < i && first; k++) {
        first = state.trades[k].symbol != state.trades[i].symbol;
      }
      if (first) {
        SendPositions(state.trades[i].symbol);
      }
    }
  }

  void SendPositions(const string symbol) {
    ProtoWriter out;
    out.Reset();
    int mark = out.Begin(BODY_POSITION_REPORT);
    out.Text(1, symbol);
    out.Number(2, bridgeClock.Now());
    out.Text(3, link.name);
    for (int i = 0; i < ArraySize(state.trades); i++) {
      if (state.trades[i].symbol == symbol) {
        WritePosition(out, state.trades[i]);
      }
    }
    out.Text(5, link.name);
    out.Number(6, state.TakeSequence());
    out.End(mark);
    link.SendBody(out);
  }

  void WritePosition(ProtoWriter &out, const Trade &trade) {
    int mark = out.Begin(4);
    out.Number(1, trade.ticket);
    out.Number(2, trade.origin);
    out.Text(3, trade.strategy);
    out.Text(4, trade.signalId);
    out.Number(5, WireSide(trade.side));
    out.Real(6, trade.lots);
    out.Real(7, trade.entry);
    out.Real(8, trade.stop);
    out.Real(9, trade.target);
    out.Number(10, bridgeClock.TimeOf(trade.openedMicros));
    out.End(mark);
  }

  void SendAccount() {
    accountAt = Monotonic();
    lastEquity = AccountEquity();
    lastBalance = AccountBalance();
    lastMargin = AccountMargin();
    ProtoWriter out;
    out.Reset();
    int mark = out.Begin(BODY_ACCOUNT_REPORT);
    out.Text(1, "*");
    out.Number(2, bridgeClock.Now());
    out.Text(3, link.name);
    out.Text(4, AccountCurrency());
    out.Real(5, lastBalance);
    out.Real(6, lastEquity);
    out.Real(7, lastMargin);
    out.Real(8, AccountFreeMargin());
    out.Real(9, AccountLeverage());
    out.Number(10, state.dayStartMicros);
    out.Real(11, state.dayEquity);
    out.Flag(12, !IsDemo());
    out.Text(13, link.name);
    out.Number(14, state.TakeSequence());
    out.End(mark);
    link.SendBody(out);
  }
};

Reports reports;
