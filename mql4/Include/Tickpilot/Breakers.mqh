// What keeps the EA from opening positions, with or without the bridge: kill switches, the day's loss, a stale feed, a silent bridge,
// changed files, and what was forbidden by command. Open positions go on being managed.
#property strict
#include <Tickpilot/Clock.mqh>
#include <Tickpilot/Keepsakes.mqh>
#include <Tickpilot/Link.mqh>
#include <Tickpilot/State.mqh>
#include <Tickpilot/Symbols.mqh>

#define KILL_GLOBAL "TICKPILOT_KILL"
#define SECONDS_PER_DAY 86400

class Breakers {
 public:
  bool filesChanged;

  void Start() {
    lastServerTime = 0;
    serverTimeAt = Monotonic();
    Recall();
  }

  // At every look at the market.
  void Look() {
    if ((long)TimeCurrent() != lastServerTime) {
      lastServerTime = (long)TimeCurrent();
      serverTimeAt = Monotonic();
    }
    KeepDay();
  }

  // Why nothing may be opened for this symbol and strategy now; empty: nothing speaks against it.
  string Fault(const string symbol, const string strategy) {
    if (IsKilled(symbol)) {
      return "kill";
    }
    if (filesChanged && RefuseChangedFiles) {
      return "files-changed";
    }
    if (state.dayLost) {
      return "daily-loss";
    }
    if (!IsTesting() && !link.IsAlive()) {
      return "link";
    }
    if (IsStale(symbolNames.ToBroker(symbol))) {
      return "stale-feed";
    }
    string held = HeldBy(symbol, strategy);
    return held != "" ? held : LimitFault(symbol);
  }

  // By input, terminal global, button or command. * as symbol: any.
  bool IsKilled(const string symbol) const {
    if (KillSwitch || IsButtonKilled()) {
      return true;
    }
    for (int i = 0; i < ArraySize(state.holds); i++) {
      bool here = state.holds[i].symbol == "*" || state.holds[i].symbol == symbol || symbol == "*";
      if (state.holds[i].kind == "kill" && here) {
        return true;
      }
    }
    return false;
  }

  // The chart's button and other programs of the terminal set the same variable.
  bool IsButtonKilled() const {
    return GlobalVariableCheck(KILL_GLOBAL) && GlobalVariableGet(KILL_GLOBAL) != 0;
  }

  void ToggleKill() {
    GlobalVariableSet(KILL_GLOBAL, IsButtonKilled() ? 0 : 1);
    GlobalVariablesFlush();
    Print("Tickpilot: kill switch is ", IsButtonKilled() ? "on" : "off");
  }

  // Loss of the broker's day as a share of its first equity, in percent; below 0: a gain.
  double DailyLossPercent() const {
    return state.dayEquity > 0 ? (state.dayEquity - AccountEquity()) / state.dayEquity * 100 : 0;
  }

  bool IsStale(const string brokerSymbol) const {
    if (!IsConnected() && !IsTesting()) {
      return true;
    }
    long quoted = (long)MarketInfo(brokerSymbol, MODE_TIME);
    bool silent = !IsTesting() && Monotonic() - serverTimeAt > (long)StaleFeedSeconds * MICROS_PER_SECOND;
    return silent || (quoted > 0 && (long)TimeCurrent() - quoted > StaleFeedSeconds);
  }

  // Of the account in this symbol; row of the state's limits or -1.
  int LimitOf(const string symbol) const {
    int any = -1;
    for (int i = 0; i < ArraySize(state.limits); i++) {
      if (state.limits[i].symbol == symbol) {
        return i;
      }
      any = state.limits[i].symbol == "*" ? i : any;
    }
    return any;
  }

 private:
  long lastServerTime;
  long serverTimeAt;

  string LimitFault(const string symbol) const {
    int limit = LimitOf(symbol);
    bool stale = limit >= 0 && state.limits[limit].until > 0 && state.limits[limit].until < bridgeClock.Now();
    return stale ? "limits-stale" : "";
  }

  // A breaker that was tripped or a block, by command, that still stands.
  string HeldBy(const string symbol, const string strategy) const {
    for (int i = 0; i < ArraySize(state.holds); i++) {
      bool here = state.holds[i].symbol == "*" || state.holds[i].symbol == symbol;
      bool over = state.holds[i].until > 0 && state.holds[i].until < bridgeClock.Now();
      if (!here || over || state.holds[i].kind == "kill") {
        continue;
      }
      string target = state.holds[i].target;
      bool breaker = state.holds[i].kind == "breaker";
      bool meant = breaker ? StringFind(target, "strategy:") != 0 || target == "strategy:" + strategy
                           : target == "*" || target == strategy;
      if (meant) {
        return breaker ? "breaker:" + target : "blocked:" + state.holds[i].id;
      }
    }
    return "";
  }

  // Where the state file was lost, the terminal's global variables still know the day.
  void Recall() {
    string dayName = KeepsakeName(0, "day");
    string equityName = KeepsakeName(0, "dayEquity");
    if (state.day == 0 && GlobalVariableCheck(dayName) && GlobalVariableCheck(equityName)) {
      state.day = (long)GlobalVariableGet(dayName);
      state.dayEquity = GlobalVariableGet(equityName);
      state.dayLost = GlobalVariableCheck(KeepsakeName(0, "dayLost"));
    }
  }

  // The broker's day begins at its midnight, by the time of its quotes.
  void KeepDay() {
    long now = (long)TimeCurrent();
    double equity = AccountEquity();
    if (now == 0 || equity <= 0) {
      return;
    }
    if (now / SECONDS_PER_DAY > state.day) {
      state.day = now / SECONDS_PER_DAY;
      state.dayEquity = equity;
      state.dayLost = false;
      state.dayStartMicros = 0;
      state.dirty = true;
      GlobalVariableSet(KeepsakeName(0, "day"), (double)state.day);
      GlobalVariableSet(KeepsakeName(0, "dayEquity"), equity);
      GlobalVariableDel(KeepsakeName(0, "dayLost"));
      GlobalVariablesFlush();
    }
    if (state.dayStartMicros == 0 && bridgeClock.Known()) {
      state.dayStartMicros = bridgeClock.Now() - (now % SECONDS_PER_DAY) * MICROS_PER_SECOND;
      state.dirty = true;
    }
    if (!state.dayLost && DailyLossPercent() >= MaxDailyLossPercent) {
      state.dayLost = true;
      state.dirty = true;
      GlobalVariableSet(KeepsakeName(0, "dayLost"), 1);
      GlobalVariablesFlush();
      Alert("Tickpilot: today's loss has reached ", DoubleToString(MaxDailyLossPercent, 2), " %: no entry until tomorrow");
    }
  }
};

Breakers breakers;
