//+------------------------------------------------------------------+
//| Tickpilot: trades the signals of a Tickpilot bridge              |
//+------------------------------------------------------------------+
#property copyright "Tickpilot"
#property version "1.00"
#property description "Trades the signals of a Tickpilot bridge and tells it what became of them."
#property strict

#include <Tickpilot/Commands.mqh>
#include <Tickpilot/Integrity.mqh>
#include <Tickpilot/Panel.mqh>
#include <Tickpilot/Preflight.mqh>
#include <Tickpilot/TesterFeed.mqh>

bool started = false;
bool linked = false;

int OnInit() {
  started = false;
  linked = false;
  string fault = InputFault();
  if (fault == "" && !IsTesting()) {
    fault = LibraryFault();
  }
  if (fault != "") {
    return Refuse(fault);
  }
  bridgeClock.Start();
  symbolNames.Load();
  state.Load();
  seenSignals.Load();
  breakers.filesChanged = false;
  fault = IsTesting() ? StartTester() : StartLive();
  if (fault != "") {
    return Refuse(fault);
  }
  breakers.Start();
  orderQueue.Start();
  tradeBook.Start();
  RememberIds();
  reports.Start();
  panel.Start();
  started = true;
  return INIT_SUCCEEDED;
}

void OnDeinit(const int reason) {
  EventKillTimer();
  if (started) {
    Keep();
    panel.Stop();
  }
  // Where libraries may not be called it was never opened.
  if (linked) {
    link.Stop();
  }
  linked = false;
  started = false;
}

void OnTimer() {
  Step(true);
}

void OnTick() {
  Step(false);
}

void OnChartEvent(const int id, const long &lparam, const double &dparam, const string &sparam) {
  if (started && id == CHARTEVENT_OBJECT_CLICK && sparam == PANEL_KILL) {
    bool server = breakers.IsKilled("*") && !breakers.IsButtonKilled();
    panel.notice = server || KillSwitch ? "killed by the server or the input: resume it there" : "";
    if (panel.notice == "") {
      breakers.ToggleKill();
    }
  }
}

// Ends the start with a line that says what to do.
int Refuse(const string fault) {
  Alert("Tickpilot cannot start: ", fault);
  Print("Tickpilot cannot start: ", fault);
  return INIT_FAILED;
}

string StartTester() {
  testerFeed.Start();
  tickForwarder.Start();
  return "";
}

string StartLive() {
  string fault = secrets.Load();
  if (fault != "") {
    return fault;
  }
  string changed = IntegrityFault();
  breakers.filesChanged = changed != "";
  if (changed != "") {
    Alert("Tickpilot: a file is not what it was: ", changed);
  }
  string warning = PermissionWarning();
  if (warning != "") {
    Print("Tickpilot: ", warning);
  }
  return Connect();
}

string Connect() {
  link.zeroMq.serverKey = secrets.serverKey;
  link.zeroMq.publicKey = secrets.publicKey;
  link.zeroMq.secretKey = secrets.secretKey;
  link.webSocket.token = secrets.webSocketToken;
  if (!link.webSocket.Configure(WebSocketAddress)) {
    return "WebSocketAddress must be ws://, an IPv4 address in digits and a port: " + WebSocketAddress;
  }
  tickForwarder.Start();
  linked = true;
  if (!link.Start(AccountName == "" ? "mt4-" + IntegerToString(AccountNumber()) : AccountName)) {
    return "no connection can be made: see the lines above";
  }
  if (!EventSetMillisecondTimer(TimerMillis)) {
    link.Stop();
    return "no timer: close another EA of this chart or restart the terminal";
  }
  return "";
}

// What the state tells of signals and commands is known, also when their lines in the journal of ids are lost.
void RememberIds() {
  for (int i = 0; i < ArraySize(state.trades); i++) {
    Remember(state.trades[i].signalId);
  }
  for (int i = 0; i < ArraySize(state.outbox); i++) {
    Remember(state.outbox[i].signalId);
  }
  Remember(state.intent.signal.id);
  for (int i = 0; i < ArraySize(state.causes); i++) {
    Remember(state.causes[i]);
  }
}

void Remember(const string id) {
  if (id != "" && !seenSignals.Knows(id)) {
    seenSignals.Add(id, bridgeClock.Now() + COMMAND_KEPT_MICROS);
  }
}

// One turn: receive, look at the market, decide, trade, tell.
void Step(const bool timer) {
  if (!started) {
    return;
  }
  RefreshRates();
  breakers.Look();
  if (IsTesting()) {
    TakeTesterSignals();
  } else {
    bridgeClock.CheckJump();
    link.Receive(timer);
    TakeReceived();
    tickForwarder.Look();
  }
  orderQueue.Run();
  tradeBook.Reconcile();
  KeepLimits();
  tradeManager.Look();
  orderQueue.Run();
  if (IsTesting()) {
    testerFeed.KeepReports();
  } else {
    reports.Look();
    Keep();
    link.Send();
  }
  panel.Look();
}

// What happened is on disk before the ids of what caused it.
void Keep() {
  if (state.Save() && seenSignals.Flush()) {
    state.ClearCauses();
  }
  seenSignals.Look();
}

void TakeReceived() {
  Outbound out;
  while (link.Take(out)) {
    if (out.kind == OUTBOUND_SIGNAL) {
      TakeSignal(out.signal);
    } else {
      Obey(out);
    }
  }
}

void TakeTesterSignals() {
  Signal signal;
  while (testerFeed.Take(bridgeClock.Now(), signal)) {
    TakeSignal(signal);
  }
}

// Each id once.
void TakeSignal(const Signal &signal) {
  if (signal.id == "" || seenSignals.Knows(signal.id) || orderQueue.HasSignal(signal.id)) {
    return;
  }
  string fault = SignalFault(signal);
  panel.Mark(signal, fault);
  panel.notice = "signal   " + signal.symbol + (signal.side > 0 ? " buy" : " sell") + (fault == "" ? "" : ": " + fault);
  if (fault == "") {
    orderQueue.Open(signal);
  } else {
    orderQueue.Refuse(signal, fault);
  }
}

// What a tripped limit does with open positions.
void KeepLimits() {
  if (CloseOnDailyLoss && state.dayLost) {
    tradeManager.CloseAll("*", "*", "daily-loss");
  }
  if (KillCloses && (KillSwitch || breakers.IsButtonKilled())) {
    tradeManager.CloseAll("*", "*", "kill");
  }
}
