// A copy of what a position's management needs in the terminal's global variables, by its ticket: found when the state file is lost.
// MetaTrader drops variables that nobody used for four weeks.
#property strict
#include <Tickpilot/State.mqh>

string KeepsakeName(const long ticket, const string what) {
  return "TP." + IntegerToString(Magic) + "." + IntegerToString(ticket) + "." + what;
}

void PutKeepsake(const long ticket, const string what, const double value) {
  GlobalVariableSet(KeepsakeName(ticket, what), value);
}

double GetKeepsake(const long ticket, const string what) {
  string name = KeepsakeName(ticket, what);
  return GlobalVariableCheck(name) ? GlobalVariableGet(name) : 0;
}

// A signal's id has 32 hexadecimal digits; a double holds 12 of them exactly.
double HexPart(const string id, const int from) {
  double value = 0;
  for (int i = from; i < from + 12 && i < StringLen(id); i++) {
    int digit = HexDigit(StringGetCharacter(id, i));
    value = value * 16 + (digit < 0 ? 0 : digit);
  }
  return value;
}

string HexOfPart(const double part, const int digits) {
  long value = (long)part;
  string hex = "";
  for (int i = 0; i < digits; i++) {
    hex = StringSubstr("0123456789abcdef", (int)(value % 16), 1) + hex;
    value /= 16;
  }
  return hex;
}

bool IsHexId(const string id) {
  bool hex = StringLen(id) == 32;
  for (int i = 0; i < 32 && hex; i++) {
    hex = HexDigit(StringGetCharacter(id, i)) >= 0;
  }
  return hex;
}

void KeepTrade(const Trade &trade) {
  if (!trade.sure) {
    return;
  }
  PutKeepsake(trade.ticket, "origin", (double)trade.origin);
  PutKeepsake(trade.ticket, "first", trade.firstLots);
  PutKeepsake(trade.ticket, "done", trade.exitsDone);
  PutKeepsake(trade.ticket, "trail", trade.trail);
  PutKeepsake(trade.ticket, "atr", trade.atr);
  PutKeepsake(trade.ticket, "opened", (double)trade.openedMicros);
  PutKeepsake(trade.ticket, "exits", trade.exits);
  for (int i = 0; i < trade.exits; i++) {
    string at = IntegerToString(i);
    PutKeepsake(trade.ticket, "price" + at, trade.exitPrice[i]);
    PutKeepsake(trade.ticket, "part" + at, trade.exitFraction[i]);
    PutKeepsake(trade.ticket, "even" + at, trade.exitBreakEven[i] ? 1 : 0);
  }
  if (IsHexId(trade.signalId)) {
    PutKeepsake(trade.ticket, "id0", HexPart(trade.signalId, 0));
    PutKeepsake(trade.ticket, "id1", HexPart(trade.signalId, 12));
    PutKeepsake(trade.ticket, "id2", HexPart(trade.signalId, 24));
  }
  GlobalVariablesFlush();
}

void ForgetTrade(const long ticket) {
  GlobalVariablesDeleteAll(KeepsakeName(ticket, ""));
}

// False when nothing was kept of this ticket.
bool RecallTrade(const long ticket, Trade &trade) {
  if (!GlobalVariableCheck(KeepsakeName(ticket, "origin"))) {
    return false;
  }
  trade.origin = (long)GetKeepsake(ticket, "origin");
  trade.firstLots = GetKeepsake(ticket, "first");
  trade.exitsDone = (int)GetKeepsake(ticket, "done");
  trade.trail = GetKeepsake(ticket, "trail");
  trade.atr = GetKeepsake(ticket, "atr");
  trade.openedMicros = (long)GetKeepsake(ticket, "opened");
  trade.exits = (int)MathMin(GetKeepsake(ticket, "exits"), MAX_EXITS);
  for (int i = 0; i < trade.exits; i++) {
    string at = IntegerToString(i);
    trade.exitPrice[i] = GetKeepsake(ticket, "price" + at);
    trade.exitFraction[i] = GetKeepsake(ticket, "part" + at);
    trade.exitBreakEven[i] = GetKeepsake(ticket, "even" + at) != 0;
  }
  if (GlobalVariableCheck(KeepsakeName(ticket, "id0"))) {
    trade.signalId = HexOfPart(GetKeepsake(ticket, "id0"), 12) + HexOfPart(GetKeepsake(ticket, "id1"), 12)
                     + HexOfPart(GetKeepsake(ticket, "id2"), 8);
  }
  return true;
}
