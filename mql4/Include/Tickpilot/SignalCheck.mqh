// Whether a signal may be traded here and now; asked again before every attempt.
#property strict
#include <Tickpilot/Sizing.mqh>

// Why not, in the words of the reports; empty: it may.
string SignalFault(const Signal &signal) {
  string brokerSymbol = symbolNames.ToBroker(signal.symbol);
  string fault = PermissionFault(signal);
  if (fault == "") {
    fault = TimeFault(signal);
  }
  if (fault == "") {
    fault = breakers.Fault(signal.symbol, signal.strategy);
  }
  if (fault == "") {
    fault = MarketFault(signal, brokerSymbol);
  }
  if (fault == "") {
    fault = PlanFault(signal, brokerSymbol);
  }
  if (fault == "" && LotsFor(signal, brokerSymbol) <= 0) {
    fault = "lots";
  }
  return fault;
}

// Paper signals are for demo accounts, live ones for whoever has allowed them.
string PermissionFault(const Signal &signal) {
  bool demo = IsDemo() || IsTesting();
  if (signal.paper && !demo) {
    return "paper";
  }
  if (!signal.paper && !demo && !AllowLive) {
    return "live-not-allowed";
  }
  return IsExpertEnabled() || IsTesting() ? "" : "trading-off";
}

string TimeFault(const Signal &signal) {
  if (!IsTesting() && !bridgeClock.Known()) {
    return "clock";
  }
  long now = bridgeClock.Now();
  if (signal.validUntilMicros < now) {
    return "expired";
  }
  return now - signal.createdMicros > (long)MaxSignalAgeMillis * MICROS_PER_MILLI ? "age" : "";
}

string MarketFault(const Signal &signal, const string brokerSymbol) {
  if (!SymbolSelect(brokerSymbol, true) || PointOf(brokerSymbol) <= 0) {
    return "unknown-symbol";
  }
  if (EntryPrice(brokerSymbol, signal.side) <= 0) {
    return "no-quote";
  }
  if (MarketInfo(brokerSymbol, MODE_TRADEALLOWED) == 0) {
    return "trade-disabled";
  }
  if (SpreadPoints(brokerSymbol) > MaxSpreadPoints + 0.5) {
    return "spread";
  }
  if (ArraySize(state.trades) >= MaxPositions || tradeBook.CountIn(brokerSymbol) >= MaxPositionsPerSymbol) {
    return "max-open";
  }
  return VolatilityFault(brokerSymbol);
}

string VolatilityFault(const string brokerSymbol) {
  double atr = InPoints(brokerSymbol, iATR(brokerSymbol, PERIOD_M1, 14, 1));
  if ((MinAtrPoints > 0 && atr < MinAtrPoints) || (MaxAtrPoints > 0 && atr > MaxAtrPoints)) {
    return "volatility";
  }
  double range = InPoints(brokerSymbol, iHigh(brokerSymbol, PERIOD_M1, 0) - iLow(brokerSymbol, PERIOD_M1, 0));
  return MaxBarAtr > 0 && atr > 0 && range > MaxBarAtr * atr ? "volatility" : "";
}

string PlanFault(const Signal &signal, const string brokerSymbol) {
  Plan plan = signal.plan;
  double price = EntryPrice(brokerSymbol, signal.side);
  double point = PointOf(brokerSymbol);
  bool sound = signal.side != 0 && plan.stop > 0 && plan.target2 > 0 && plan.lots > 0;
  if (!sound || signal.side * (plan.target2 - plan.stop) <= 0) {
    return "plan";
  }
  if (signal.side * (price - plan.entry) > (MaxDeviationPoints + 0.5) * point) {
    return "deviation";
  }
  if (signal.side * (price - plan.stop) <= 0) {
    return "stop-passed";
  }
  if (signal.side * (plan.target2 - price) <= 0) {
    return "target-passed";
  }
  double exit = ExitPrice(brokerSymbol, signal.side);
  double near = StopLevel(brokerSymbol) - point / 2;
  bool tooNear = signal.side * (exit - plan.stop) < near || signal.side * (plan.target2 - exit) < near;
  return tooNear ? "stop-level" : "";
}
