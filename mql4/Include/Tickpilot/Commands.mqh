// Commands of the server: what they forbid outlives the EA, what they do is done once and comes back as reports named command:ID.
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

// Whether a command is to be done once; all others say what is in force.
bool IsMomentary(const int kind) {
  return kind == COMMAND_TIGHTEN_STOPS || kind == COMMAND_REDUCE_POSITIONS || kind == COMMAND_CLOSE_POSITIONS
         || kind == COMMAND_REPORT_POSITIONS;
}

// What a command is about: of two with the same subject the later one in the stream is in force.
string SubjectOf(const Command &command) {
  string about = " " + command.symbol + " " + command.target;
  switch (command.kind) {
    case COMMAND_KILL:
    case COMMAND_RESUME: return "kill" + about;
    case COMMAND_TRIP_BREAKER:
    case COMMAND_RESET_BREAKER: return "breaker" + about;
    case COMMAND_BLOCK_ENTRIES:
    case COMMAND_UNBLOCK_ENTRIES: return "block" + about + " " + ArgumentOf(command.argument, "id", "");
  }
  return "limits" + about;
}

// The last command about each subject by its place in the stream, so that one asked for again does not undo a later one.
class StandingCommands {
 public:
  // False for a command that a later one has replaced.
  bool Take(const string subject, const int epoch, const long sequence) {
    int at = 0;
    while (at < ArraySize(subjects) && subjects[at] != subject) {
      at++;
    }
    if (at == ArraySize(subjects)) {
      ArrayResize(subjects, at + 1);
      ArrayResize(epochs, at + 1);
      ArrayResize(sequences, at + 1);
    } else if (epoch < epochs[at] || (epoch == epochs[at] && sequence < sequences[at])) {
      return false;
    }
    subjects[at] = subject;
    epochs[at] = epoch;
    sequences[at] = sequence;
    return true;
  }

 private:
  string subjects[];
  int epochs[];
  long sequences[];
};

StandingCommands standingCommands;

// Commands in force come anew with every stream, those to be done once are known by their source's number.
void Obey(const Outbound &out) {
  bool foreign = StringFind(out.command.target, "account:") == 0 && !IsOwnAccount(out.command.target);
  if (foreign) {
    return;
  }
  if (!IsMomentary(out.command.kind)) {
    if (standingCommands.Take(SubjectOf(out.command), out.epoch, out.sequence)) {
      Tell(out.command);
      Forbid(out.command);
    }
    return;
  }
  string id = "command:" + out.command.source + ":" + IntegerToString(out.command.sequence) + ":" + out.command.symbol;
  if (!seenSignals.Knows(id)) {
    Tell(out.command);
    Act(out.command);
    state.AddCause(id);
    seenSignals.Add(id, bridgeClock.Now() + COMMAND_KEPT_MICROS);
  }
}

void Tell(const Command &command) {
  Print("Tickpilot: command ", command.kind, " ", command.symbol, " ", command.target, " ", command.argument);
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
    case COMMAND_RESUME: state.TakeHolds("kill", command.symbol, command.target, ""); break;
    case COMMAND_TRIP_BREAKER: {
      long cooldown = MicrosOf(command.argument, "cooldown");
      state.TakeHolds("breaker", command.symbol, command.target, "");
      PutHoldOf(command, "breaker", ArgumentOf(command.argument, "cause", "command"),
                cooldown > 0 ? command.eventMicros + cooldown : 0);
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
