// Commands of the server, each once: what they forbid outlives the EA, what they do comes back as reports named command:ID.
#property strict
#include <Tickpilot/Reports.mqh>
#include <Tickpilot/TradeManager.mqh>

#define COMMAND_KEPT_MICROS 86400000000

// Value of a key in "key=value;key=value"; `otherwise` when it is not there.
string ArgumentOf(const string argument, const string key, const string otherwise) {
  string pairs[];
  int count = StringSplit(argument, ';', pairs);
  for (int i = 0; i < count; i++) {
    if (StringFind(pairs[i], key + "=") == 0) {
      return StringSubstr(pairs[i], StringLen(key) + 1);
    }
  }
  return otherwise;
}

double NumberOf(const string argument, const string key, const double otherwise) {
  string value = ArgumentOf(argument, key, "");
  return value == "" ? otherwise : StringToDouble(value);
}

long MicrosOf(const string argument, const string key) {
  return StringToInteger(ArgumentOf(argument, key, "0"));
}

bool IsOwnAccount(const string target) {
  return target == "*" || target == "account:" + link.name;
}

// Strategy that a target means: * when it means this account, or all.
string StrategyMeant(const string target) {
  return IsOwnAccount(target) ? "*" : StringFind(target, "strategy:") == 0 ? StringSubstr(target, 9) : target;
}

void Obey(const Command &command) {
  string id = "command:" + command.source + ":" + IntegerToString(command.sequence) + ":" + command.symbol;
  bool foreign = StringFind(command.target, "account:") == 0 && !IsOwnAccount(command.target);
  if (foreign || seenSignals.Knows(id)) {
    return;
  }
  Print("Tickpilot: command ", command.kind, " ", command.symbol, " ", command.target, " ", command.argument);
  Forbid(command);
  Act(command);
  seenSignals.Add(id, bridgeClock.Now() + COMMAND_KEPT_MICROS);
}

// Commands that change what may be opened.
void Forbid(const Command &command) {
  switch (command.kind) {
    case COMMAND_KILL:
      PutHoldOf(command, "kill", "", 0);
      if (KillCloses) {
        tradeManager.CloseAll(command.symbol, "*", "kill");
      }
      break;
    case COMMAND_RESUME: state.TakeHolds("kill", command.symbol, "", ""); break;
    case COMMAND_TRIP_BREAKER: {
      long cooldown = MicrosOf(command.argument, "cooldown");
      PutHoldOf(command, "breaker", ArgumentOf(command.argument, "cause", "command"),
                cooldown > 0 ? bridgeClock.Now() + cooldown : 0);
      break;
    }
    case COMMAND_RESET_BREAKER: state.TakeHolds("breaker", command.symbol, command.target, ""); break;
    case COMMAND_BLOCK_ENTRIES:
      PutHoldOf(command, "block", ArgumentOf(command.argument, "id", ""), MicrosOf(command.argument, "until"));
      break;
    case COMMAND_UNBLOCK_ENTRIES:
      state.TakeHolds("block", command.symbol, command.target, ArgumentOf(command.argument, "id", ""));
      break;
    case COMMAND_SET_LIMITS: SetLimits(command); break;
  }
}

void PutHoldOf(const Command &command, const string kind, const string id, const long until) {
  Hold hold;
  hold.kind = kind;
  hold.symbol = command.symbol;
  hold.target = command.target;
  hold.id = id;
  hold.until = until;
  state.PutHold(hold);
}

void SetLimits(const Command &command) {
  Limit limit;
  limit.symbol = command.symbol;
  limit.riskBudget = NumberOf(command.argument, "risk-budget", 0);
  limit.maxLots = NumberOf(command.argument, "max-lots", 0);
  limit.maxExposure = NumberOf(command.argument, "max-exposure", 0);
  limit.riskScale = NumberOf(command.argument, "risk-scale", 1);
  limit.headroom = NumberOf(command.argument, "headroom", 0);
  limit.until = MicrosOf(command.argument, "until");
  state.PutLimit(limit);
}

// Commands that do something with open positions.
void Act(const Command &command) {
  string strategy = StrategyMeant(command.target);
  string reason = "command:" + ArgumentOf(command.argument, "id", IntegerToString(command.sequence));
  switch (command.kind) {
    case COMMAND_CLOSE_POSITIONS: tradeManager.CloseAll(command.symbol, strategy, reason); break;
    case COMMAND_REDUCE_POSITIONS:
      tradeManager.Reduce(command.symbol, strategy, NumberOf(command.argument, "fraction", 0), reason);
      break;
    case COMMAND_TIGHTEN_STOPS:
      tradeManager.Tighten(command.symbol, strategy, NumberOf(command.argument, "atr", 0), reason);
      break;
    case COMMAND_REPORT_POSITIONS: reports.Positions(command.symbol); break;
  }
}
