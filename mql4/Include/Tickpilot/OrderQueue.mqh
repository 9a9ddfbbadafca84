// Everything that is asked of the broker, one at a time because a terminal has one trade context: closes before changes before new
// positions. Nothing sleeps: who must try again is due later, with a fresh price and a fresh check.
#property strict
#include <Tickpilot/Errors.mqh>
#include <Tickpilot/SeenSignals.mqh>
#include <Tickpilot/SignalCheck.mqh>

#define LOOKS 3
#define JOBS_IN_STEP 4
#define GAVE_UP_MICROS 5000000
#define CLOSED_MARKET_MICROS 30000000

enum JobKind { JOB_CLOSE = 0, JOB_MODIFY = 1, JOB_OPEN = 2 };

struct Job {
  int kind;
  long origin;    // of the trade; 0 for an open
  double lots;    // to close
  double stop;    // to set
  string reason;
  Signal signal;  // to open
  int attempts;
  int looks;      // left, after an attempt of unknown outcome
  long dueAt;
};

class OrderQueue {
 public:
  long lastOrderMicros;  // from a signal's creation to its order being filled

  void Start() {
    ArrayResize(jobs, 0);
    lastOrderMicros = -1;
  }

  void Close(const Trade &trade, const double lots, const string reason) {
    Job job;
    ClearJob(job, JOB_CLOSE, trade.origin, reason);
    job.lots = lots;
    Put(job);
  }

  void Modify(const Trade &trade, const double stop, const string reason) {
    Job job;
    ClearJob(job, JOB_MODIFY, trade.origin, reason);
    job.stop = stop;
    Put(job);
  }

  void Open(const Signal &signal) {
    Job job;
    ClearJob(job, JOB_OPEN, 0, "signal");
    job.signal = signal;
    Put(job);
  }

  // Tells the bridge that a signal is not traded. It is known from then on.
  void Refuse(const Signal &signal, const string reason) {
    tradeBook.Refuse(signal, reason);
    if (!seenSignals.Knows(signal.id)) {
      seenSignals.Add(signal.id, signal.validUntilMicros);
    }
    link.SendReceipt(signal.id, RECEIPT_REFUSED, reason);
  }

  bool HasTrade(const long origin) const {
    for (int i = 0; i < ArraySize(jobs); i++) {
      if (jobs[i].kind != JOB_OPEN && jobs[i].origin == origin) {
        return true;
      }
    }
    return false;
  }

  bool HasSignal(const string id) const {
    for (int i = 0; i < ArraySize(jobs); i++) {
      if (jobs[i].kind == JOB_OPEN && jobs[i].signal.id == id) {
        return true;
      }
    }
    return false;
  }

  int Count() const {
    return ArraySize(jobs);
  }

  // Does what is due, a few of them at most.
  void Run() {
    for (int i = 0; i < JOBS_IN_STEP && !IsTradeContextBusy(); i++) {
      int next = Next(Monotonic());
      if (next < 0) {
        return;
      }
      Job job = jobs[next];
      Remove(next);
      if (!Do(job)) {
        Put(job);
      }
    }
  }

 private:
  Job jobs[];

  void ClearJob(Job &job, const int kind, const long origin, const string reason) {
    job.kind = kind;
    job.origin = origin;
    job.lots = 0;
    job.stop = 0;
    job.reason = reason;
    ClearSignal(job.signal);
    job.attempts = 0;
    job.looks = 0;
    job.dueAt = 0;
  }

  void Put(const Job &job) {
    int count = ArraySize(jobs);
    ArrayResize(jobs, count + 1);
    jobs[count] = job;
  }

  void Remove(const int at) {
    int last = ArraySize(jobs) - 1;
    for (int i = at; i < last; i++) {
      jobs[i] = jobs[i + 1];
    }
    ArrayResize(jobs, last);
  }

  // Of what is due the most urgent kind, the oldest of it. Nothing is opened while the outcome of an order is unknown.
  int Next(const long now) const {
    int best = -1;
    for (int i = 0; i < ArraySize(jobs); i++) {
      bool free = jobs[i].kind != JOB_OPEN || !state.intent.active || state.intent.signal.id == jobs[i].signal.id;
      if (jobs[i].dueAt <= now && free && (best < 0 || jobs[i].kind < jobs[best].kind)) {
        best = i;
      }
    }
    return best;
  }

  // True when the job is over, done or given up; else it is due again.
  bool Do(Job &job) {
    RefreshRates();
    if (job.kind == JOB_OPEN) {
      return DoOpen(job);
    }
    int at = state.TradeByOrigin(job.origin);
    if (at < 0 || !OrderSelect(state.trades[at].ticket, SELECT_BY_TICKET) || OrderCloseTime() != 0) {
      return true;
    }
    if (IsFrozen(state.trades[at])) {
      return Again(job, 145);
    }
    return job.kind == JOB_CLOSE ? DoClose(job, at) : DoModify(job, at);
  }

  // Its stop or target is so near that the broker takes no change.
  bool IsFrozen(const Trade &trade) const {
    double level = FreezeLevel(trade.brokerSymbol);
    double price = ExitPrice(trade.brokerSymbol, trade.side);
    bool stop = OrderStopLoss() != 0 && MathAbs(price - OrderStopLoss()) <= level;
    bool target = OrderTakeProfit() != 0 && MathAbs(price - OrderTakeProfit()) <= level;
    return level > 0 && (stop || target);
  }

  // Why is on disk before the broker is asked, so that a restart knows what became of it.
  bool DoClose(Job &job, const int at) {
    double lots = MathMin(job.lots, OrderLots());
    int ticket = OrderTicket();
    string brokerSymbol = state.trades[at].brokerSymbol;
    if (state.trades[at].doing != job.reason) {
      state.trades[at].doing = job.reason;
      state.dirty = true;
      state.Save();
    }
    job.attempts++;
    double price = ToPoint(brokerSymbol, ExitPrice(brokerSymbol, state.trades[at].side));
    if (OrderClose(ticket, lots, price, SlippagePoints, clrGray)) {
      tradeBook.Reconcile();
      return true;
    }
    int error = GetLastError();
    if (Judge(error) == VERDICT_LOOK) {
      tradeBook.Reconcile();
      int left = state.TradeByOrigin(job.origin);
      if (left < 0 || state.trades[left].ticket != ticket || state.trades[left].awaitUntil != 0) {
        return true;
      }
    }
    return Failed(job, error);
  }

  // What a command wants is on disk before the broker is asked, as above.
  bool DoModify(Job &job, const int at) {
    double stop = ToPoint(state.trades[at].brokerSymbol, job.stop);
    if (MathAbs(stop - OrderStopLoss()) < PointOf(state.trades[at].brokerSymbol) / 2) {
      Modified(job, at, stop);
      return true;
    }
    if (IsCommand(job)) {
      state.Save();
    }
    job.attempts++;
    if (OrderModify(OrderTicket(), OrderOpenPrice(), stop, OrderTakeProfit(), 0, clrGray)) {
      Modified(job, at, stop);
      return true;
    }
    int error = GetLastError();
    if (Judge(error) == VERDICT_DONE) {
      Modified(job, at, stop);
      return true;
    }
    return Failed(job, error);
  }

  bool IsCommand(const Job &job) const {
    return StringFind(job.reason, "command:") == 0;
  }

  void Modified(const Job &job, const int at, const double stop) {
    state.trades[at].stop = stop;
    state.trades[at].stopReason = IsCommand(job) ? "stop" : job.reason;
    state.dirty = true;
    if (state.trades[at].wishStopReason == job.reason) {
      state.trades[at].wishStop = 0;
      state.trades[at].wishStopReason = "";
    }
    if (IsCommand(job)) {
      tradeBook.Report(state.trades[at], REPORT_MODIFIED, state.trades[at].lots, stop, 0, 0, job.reason);
    }
  }

  // A close or change that did not work: again a few times, then after a pause if it is still wanted.
  bool Failed(Job &job, const int error) {
    if (Judge(error) != VERDICT_STOP && job.attempts <= MaxRetries) {
      return Again(job, error);
    }
    int at = state.TradeByOrigin(job.origin);
    if (at >= 0) {
      bool shut = error == 132 || error == 133;
      state.trades[at].doing = "";
      state.trades[at].retryAt = Monotonic() + (shut ? CLOSED_MARKET_MICROS : GAVE_UP_MICROS);
      state.dirty = true;
    }
    PrintFormat("Tickpilot: %s of position %I64d failed: %s", job.reason, job.origin, ErrorText(error));
    return true;
  }

  bool Again(Job &job, const int error) {
    job.dueAt = Monotonic() + (long)RetryDelay(error, job.attempts) * MICROS_PER_MILLI;
    return false;
  }

  bool DoOpen(Job &job) {
    if (state.intent.active && job.looks > 0) {
      return LookForOrder(job);
    }
    string fault = SignalFault(job.signal);
    if (fault == "" && !IsTradeAllowed()) {
      return job.attempts++ > MaxRetries ? GiveUp(job, "trading-off") : Again(job, 146);
    }
    string brokerSymbol = symbolNames.ToBroker(job.signal.symbol);
    double lots = fault == "" ? LotsFor(job.signal, brokerSymbol) : 0;
    if (fault == "" && AccountFreeMarginCheck(brokerSymbol, OrderTypeOf(job.signal.side), lots) <= 0) {
      fault = "money";
    }
    if (fault != "") {
      return GiveUp(job, fault);
    }
    return Send(job, brokerSymbol, lots);
  }

  // The order's intent and the signal's id are on disk before the broker is asked.
  bool Send(Job &job, const string brokerSymbol, const double lots) {
    KeepIntent(job.signal, brokerSymbol, lots);
    if (!state.Save() || !Note(job.signal)) {
      return GiveUp(job, "disk");
    }
    job.attempts++;
    double price = ToPoint(brokerSymbol, EntryPrice(brokerSymbol, job.signal.side));
    double stop = ToPoint(brokerSymbol, job.signal.plan.stop);
    double target = ToPoint(brokerSymbol, job.signal.plan.target2);
    string comment = "tp " + StringSubstr(job.signal.id, 0, 26);
    ResetLastError();
    int ticket = OrderSend(brokerSymbol, OrderTypeOf(job.signal.side), lots, price, SlippagePoints, stop, target, comment,
                           Magic, 0, job.signal.side > 0 ? clrDodgerBlue : clrOrangeRed);
    if (ticket > 0) {
      Filled(job, ticket);
      return true;
    }
    return OpenFailed(job, GetLastError());
  }

  void KeepIntent(const Signal &signal, const string brokerSymbol, const double lots) {
    state.intent.active = true;
    state.intent.signal = signal;
    state.intent.brokerSymbol = brokerSymbol;
    state.intent.lots = lots;
    state.intent.brokerTime = (long)TimeCurrent();
    state.intent.lastTicket = NewestTicket();
    state.dirty = true;
  }

  bool Note(const Signal &signal) {
    if (!seenSignals.Knows(signal.id)) {
      seenSignals.Add(signal.id, signal.validUntilMicros);
    }
    return seenSignals.Flush();
  }

  int NewestTicket() const {
    int newest = 0;
    for (int i = OrdersTotal() - 1; i >= 0; i--) {
      if (OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderTicket() > newest) {
        newest = OrderTicket();
      }
    }
    for (int i = OrdersHistoryTotal() - 1; i >= 0; i--) {
      if (OrderSelect(i, SELECT_BY_POS, MODE_HISTORY) && OrderTicket() > newest) {
        newest = OrderTicket();
      }
    }
    return newest;
  }

  void Filled(const Job &job, const int ticket) {
    lastOrderMicros = bridgeClock.Now() - job.signal.createdMicros;
    tradeBook.Opened(ticket);
    state.Save();
    link.SendReceipt(job.signal.id, RECEIPT_EXECUTED, "");
    int at = state.TradeByTicket(ticket);
    // A broker that fills at the market may have left the stop out.
    if (at >= 0 && OrderSelect(ticket, SELECT_BY_TICKET) && OrderStopLoss() == 0 && OrderCloseTime() == 0) {
      Modify(state.trades[at], job.signal.plan.stop, "stop");
    }
  }

  bool OpenFailed(Job &job, const int error) {
    Verdict verdict = Judge(error);
    PrintFormat("Tickpilot: order for signal %s failed: %s, attempt %d", job.signal.id, ErrorText(error), job.attempts);
    if (verdict == VERDICT_LOOK) {
      job.looks = LOOKS;
      return Again(job, error);
    }
    state.ClearIntent();
    if (verdict == VERDICT_STOP || job.attempts > MaxRetries) {
      return GiveUp(job, ErrorText(error));
    }
    return Again(job, error);
  }

  // After a timeout the order may stand in the pool: it is looked for a few times before it is sent again.
  bool LookForOrder(Job &job) {
    int ticket = tradeBook.FindIntent();
    if (ticket > 0) {
      Filled(job, ticket);
      return true;
    }
    job.looks--;
    if (job.looks > 0) {
      return Again(job, 128);
    }
    state.ClearIntent();
    return job.attempts > MaxRetries ? GiveUp(job, ErrorText(128)) : Again(job, 128);
  }

  bool GiveUp(const Job &job, const string reason) {
    state.ClearIntent();
    Refuse(job.signal, reason);
    return true;
  }
};

OrderQueue orderQueue;
