// What a position's plan wants at the present price: partial exits, then break-even, then a trailing stop, and a longest time to
// hold. Looks at levels, not at crossings: what a restart or a refusal left undone is wanted again.
#property strict
#include <Tickpilot/OrderQueue.mqh>

class TradeManager {
 public:
  void Look() {
    for (int i = 0; i < ArraySize(state.trades); i++) {
      Trade trade = state.trades[i];
      bool busy = orderQueue.HasTrade(trade.origin) || trade.awaitUntil != 0 || Monotonic() < trade.retryAt;
      double price = ExitPrice(trade.brokerSymbol, trade.side);
      if (!busy && price > 0) {
        Manage(i, trade, price);
      }
    }
  }

  // All positions of a symbol and a strategy; * for any of either. Stays wanted until it is done, also over a restart.
  void CloseAll(const string symbol, const string strategy, const string reason) {
    for (int i = 0; i < ArraySize(state.trades); i++) {
      if (!IsToClose(state.trades[i]) && IsMeant(state.trades[i], symbol, strategy)) {
        Wish(i, state.trades[i].lots, reason);
      }
    }
  }

  bool IsMeant(const Trade &trade, const string symbol, const string strategy) const {
    return (symbol == "*" || symbol == trade.symbol) && (strategy == "*" || strategy == trade.strategy);
  }

  void Reduce(const string symbol, const string strategy, const double fraction, const string reason) {
    for (int i = 0; i < ArraySize(state.trades); i++) {
      double part = PartToReduce(state.trades[i].brokerSymbol, state.trades[i].lots, fraction);
      if (part > 0 && !IsToClose(state.trades[i]) && IsMeant(state.trades[i], symbol, strategy)) {
        Wish(i, MathMin(state.trades[i].lots, state.trades[i].wishLots + part), reason);
      }
    }
  }

  // A stop so many average ranges from the present price, where that is nearer. Stays wanted in the same way.
  void Tighten(const string symbol, const string strategy, const double atrs, const string reason) {
    for (int i = 0; i < ArraySize(state.trades); i++) {
      Trade trade = state.trades[i];
      if (!IsMeant(trade, symbol, strategy) || trade.wishStopReason == reason) {
        continue;
      }
      double atr = trade.atr > 0 ? trade.atr : AtrOf(trade.brokerSymbol);
      double price = ExitPrice(trade.brokerSymbol, trade.side);
      double stop = Allowed(trade, price, price - trade.side * atrs * atr);
      if (IsBetter(trade, stop) && (trade.wishStop == 0 || trade.side * (stop - trade.wishStop) > 0)) {
        WishStop(i, stop, reason);
      }
    }
  }

 private:
  void Wish(const int at, const double lots, const string reason) {
    state.trades[at].wishLots = lots;
    state.trades[at].wishReason = reason;
    state.dirty = true;
  }

  void WishStop(const int at, const double stop, const string reason) {
    state.trades[at].wishStop = stop;
    state.trades[at].wishStopReason = reason;
    state.dirty = true;
  }

  void Manage(const int at, const Trade &trade, const double price) {
    if (trade.wishLots > 0) {
      FulfilWish(at, trade);
      return;
    }
    if (MaxHoldMinutes > 0 && HeldSeconds(trade) >= (long)MaxHoldMinutes * 60) {
      orderQueue.Close(trade, trade.lots, "time");
      return;
    }
    if (TakeExit(at, trade, price) || FulfilStop(at, trade, price)) {
      return;
    }
    double even = EvenStop(trade);
    if (even != 0 && IsBetter(trade, even)) {
      double level = StopLevel(trade.brokerSymbol) + PointOf(trade.brokerSymbol) / 2;
      if (trade.side * (price - even) >= level) {
        orderQueue.Modify(trade, even, "break-even");
      }
      return;
    }
    Trail(trade, price);
  }

  bool IsToClose(const Trade &trade) const {
    return trade.wishLots >= trade.lots - LOT_ROUNDING;
  }

  void FulfilWish(const int at, const Trade &trade) {
    double part = IsToClose(trade) ? trade.lots : PartToClose(trade.brokerSymbol, trade.lots, trade.wishLots);
    if (part > 0) {
      orderQueue.Close(trade, part, trade.wishReason);
    } else {
      Wish(at, 0, "");
    }
  }

  // Whether the stop a command wants is being set. What is as near already needs its report only; what is nearer is not wanted any more.
  bool FulfilStop(const int at, const Trade &trade, const double price) {
    if (trade.wishStop == 0) {
      return false;
    }
    bool wanted = IsBetter(trade, trade.wishStop);
    if (!wanted && MathAbs(trade.stop - trade.wishStop) > PointOf(trade.brokerSymbol) / 2) {
      WishStop(at, 0, "");
      return false;
    }
    double stop = wanted ? Allowed(trade, price, trade.wishStop) : trade.wishStop;
    if (wanted && !IsBetter(trade, stop)) {
      return false;
    }
    orderQueue.Modify(trade, stop, trade.wishStopReason);
    return true;
  }

  // By the broker's clock, which neither a wrong PC nor a silent bridge changes.
  long HeldSeconds(const Trade &trade) const {
    return OrderSelect(trade.ticket, SELECT_BY_TICKET) ? (long)TimeCurrent() - (long)OrderOpenTime() : 0;
  }

  // Whether an exit's price is reached that was not taken. One whose part is too small is left in the position.
  bool TakeExit(const int at, const Trade &trade, const double price) {
    int next = trade.exitsDone;
    if (!trade.sure || next >= trade.exits || trade.side * (price - trade.exitPrice[next]) < 0) {
      return false;
    }
    double wanted = StepLots(trade.brokerSymbol, trade.firstLots * trade.exitFraction[next]);
    double part = PartToClose(trade.brokerSymbol, trade.lots, wanted);
    if (part > 0) {
      orderQueue.Close(trade, part, "exit-" + IntegerToString(next + 1));
      return true;
    }
    state.trades[at].exitsDone = next + 1;
    state.dirty = true;
    KeepTrade(state.trades[at]);
    return true;
  }

  // The entry, once an exit was taken that says so; 0 before.
  double EvenStop(const Trade &trade) const {
    for (int i = 0; i < trade.exitsDone; i++) {
      if (trade.exitBreakEven[i]) {
        return trade.entry;
      }
    }
    return 0;
  }

  void Trail(const Trade &trade, const double price) {
    double distance = TrailBy == TRAIL_TERMINAL ? TrailAtr * AtrOf(trade.brokerSymbol) : trade.trail;
    if (!trade.sure || trade.exitsDone < trade.exits || distance <= 0) {
      return;
    }
    double stop = Allowed(trade, price, price - trade.side * distance);
    double step = MathMax(TrailStepPoints, 1) * PointOf(trade.brokerSymbol);
    if (IsBetter(trade, stop) && (trade.stop == 0 || trade.side * (stop - trade.stop) >= step - PointOf(trade.brokerSymbol) / 2)) {
      orderQueue.Modify(trade, stop, "trail");
    }
  }

  // As near to the price as the broker takes.
  double Allowed(const Trade &trade, const double price, const double stop) const {
    double nearest = price - trade.side * StopLevel(trade.brokerSymbol);
    return ToPoint(trade.brokerSymbol, trade.side * (nearest - stop) < 0 ? nearest : stop);
  }

  bool IsBetter(const Trade &trade, const double stop) const {
    double least = PointOf(trade.brokerSymbol) / 2;
    return trade.stop == 0 || trade.side * (stop - trade.stop) > least;
  }
};

TradeManager tradeManager;
