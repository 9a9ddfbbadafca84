// The messages of connectors/wire/src/main/proto/tickpilot/wire.proto that a terminal needs, with its field numbers.
#property strict
#include <Tickpilot/Protobuf.mqh>

#define MAX_EXITS 8
#define BUY 1
#define SELL (-1)

// ClientMessage
#define BODY_HELLO 10
#define BODY_HEARTBEAT 11
#define BODY_TICKS 12
#define BODY_TRADE_REPORT 13
#define BODY_REPLAY 15
#define BODY_RECEIPT 16
#define BODY_POSITION_REPORT 19
#define BODY_ACCOUNT_REPORT 20

// ServerMessage
#define ANSWER_WELCOME 10
#define ANSWER_HEARTBEAT 11
#define ANSWER_ACK 12
#define ANSWER_REPLAYED 13
#define ANSWER_REFUSAL 14
#define ANSWER_HELLO_WANTED 15
#define ANSWER_PUBLISHED 16
#define ANSWER_STANDBY 20
#define ANSWER_SLOW_DOWN 24

// Outbound
#define OUTBOUND_NOTHING 0
#define OUTBOUND_SIGNAL 10
#define OUTBOUND_COMMAND 11
#define OUTBOUND_CLOCK 12

enum ReportStatus {
  REPORT_OPENED = 1,
  REPORT_PARTIALLY_CLOSED = 2,
  REPORT_CLOSED = 3,
  REPORT_MODIFIED = 4,
  REPORT_REJECTED = 5
};

enum ReceiptStage { RECEIPT_RECEIVED = 1, RECEIPT_EXECUTED = 2, RECEIPT_REFUSED = 3 };

enum CommandKind {
  COMMAND_BLOCK_ENTRIES = 5,
  COMMAND_UNBLOCK_ENTRIES = 6,
  COMMAND_TRIP_BREAKER = 7,
  COMMAND_RESET_BREAKER = 8,
  COMMAND_KILL = 9,
  COMMAND_RESUME = 10,
  COMMAND_SET_LIMITS = 11,
  COMMAND_TIGHTEN_STOPS = 13,
  COMMAND_REDUCE_POSITIONS = 14,
  COMMAND_CLOSE_POSITIONS = 15,
  COMMAND_REPORT_POSITIONS = 16
};

struct Plan {
  double entry;
  double stop;
  double target1;
  double target2;
  double lots;
  double trail;
  int exits;
  double exitPrice[MAX_EXITS];
  double exitFraction[MAX_EXITS];
  bool exitBreakEven[MAX_EXITS];
};

struct Signal {
  string id;
  int side;
  long createdMicros;
  long validUntilMicros;
  bool paper;
  string strategy;
  string symbol;
  double atr;
  Plan plan;
};

struct Command {
  string symbol;
  long eventMicros;
  int kind;
  string target;
  string argument;
  string source;
  long sequence;
};

struct TradeReport {
  string symbol;
  long eventMicros;
  int status;
  string strategy;
  string signalId;
  long ticket;
  long originTicket;
  int side;
  double lots;
  double remainingLots;
  double price;
  double profit;
  double commission;
  string reason;
  long sequence;
};

struct Quote {
  string symbol;
  long micros;
  double bid;
  double ask;
  long sequence;
};

// What came over the stream of signals and commands.
struct Outbound {
  int epoch;
  long sequence;
  int kind;
  long clockMicros;
  Signal signal;
  Command command;
};

struct Answer {
  long request;
  int kind;
  int streamEpoch;
  long nextSequence;
  long clientSend;
  long bridgeReceive;
  long bridgeSend;
  int accepted;
  int waitMillis;
  string text;
  Outbound outbound;
};

int WireSide(const int side) {
  return side > 0 ? 2 : 1;
}

int SideOfWire(const long wire) {
  return wire == 2 ? BUY : wire == 1 ? SELL : 0;
}

void WriteReport(ProtoWriter &out, const TradeReport &report, const string account, const string source) {
  int mark = out.Begin(BODY_TRADE_REPORT);
  out.Text(1, report.symbol);
  out.Number(2, report.eventMicros);
  out.Number(3, report.status);
  out.Text(4, account);
  out.Text(5, report.strategy);
  out.Text(6, report.signalId);
  out.Number(7, report.ticket);
  out.Number(8, report.originTicket);
  out.Number(9, WireSide(report.side));
  out.Real(10, report.lots);
  out.Real(11, report.remainingLots);
  out.Real(12, report.price);
  out.Real(13, report.profit);
  out.Real(14, report.commission);
  out.Text(15, report.reason);
  out.Text(16, source);
  out.Number(17, report.sequence);
  out.End(mark);
}

void WriteQuote(ProtoWriter &out, const Quote &quote, const string source) {
  int mark = out.Begin(1);
  out.Text(1, quote.symbol);
  out.Number(2, quote.micros);
  out.Real(3, quote.bid);
  out.Real(4, quote.ask);
  out.Text(7, source);
  out.Number(8, quote.sequence);
  out.End(mark);
}

void ClearSignal(Signal &signal) {
  signal.id = "";
  signal.side = 0;
  signal.createdMicros = 0;
  signal.validUntilMicros = 0;
  signal.paper = false;
  signal.strategy = "";
  signal.symbol = "";
  signal.atr = 0;
  ClearPlan(signal.plan);
}

void ClearPlan(Plan &plan) {
  plan.entry = 0;
  plan.stop = 0;
  plan.target1 = 0;
  plan.target2 = 0;
  plan.lots = 0;
  plan.trail = 0;
  plan.exits = 0;
  for (int i = 0; i < MAX_EXITS; i++) {
    plan.exitPrice[i] = 0;
    plan.exitFraction[i] = 0;
    plan.exitBreakEven[i] = false;
  }
}

void ReadExit(const uchar &data[], ProtoReader &in, Plan &plan) {
  double price = 0;
  double fraction = 0;
  bool breakEven = false;
  while (in.Next(data)) {
    switch (in.field) {
      case 1: price = in.Real(data); break;
      case 2: fraction = in.Real(data); break;
      case 3: breakEven = in.Number(data) != 0; break;
      default: in.Skip(data);
    }
  }
  if (plan.exits >= MAX_EXITS) {
    in.ok = false;
    return;
  }
  plan.exitPrice[plan.exits] = price;
  plan.exitFraction[plan.exits] = fraction;
  plan.exitBreakEven[plan.exits] = breakEven;
  plan.exits++;
}

void ReadPlan(const uchar &data[], ProtoReader &in, Plan &plan) {
  ProtoReader inner;
  while (in.Next(data)) {
    switch (in.field) {
      case 1: plan.entry = in.Real(data); break;
      case 2: plan.stop = in.Real(data); break;
      case 3: plan.target1 = in.Real(data); break;
      case 4: plan.target2 = in.Real(data); break;
      case 5: plan.lots = in.Real(data); break;
      case 6: plan.trail = in.Real(data); break;
      case 7:
        in.Nested(data, inner);
        ReadExit(data, inner, plan);
        in.Join(inner);
        break;
      default: in.Skip(data);
    }
  }
}

// Of the decision only what a terminal uses; its votes are passed over.
void ReadDecision(const uchar &data[], ProtoReader &in, Signal &signal) {
  while (in.Next(data)) {
    switch (in.field) {
      case 1: signal.strategy = in.Text(data); break;
      case 2: signal.symbol = in.Text(data); break;
      case 11: signal.atr = in.Real(data); break;
      default: in.Skip(data);
    }
  }
}

void ReadSignal(const uchar &data[], ProtoReader &in, Signal &signal) {
  ProtoReader inner;
  ClearSignal(signal);
  while (in.Next(data)) {
    switch (in.field) {
      case 1: signal.id = in.Text(data); break;
      case 2: signal.side = SideOfWire(in.Number(data)); break;
      case 3: signal.createdMicros = in.Number(data); break;
      case 4: signal.validUntilMicros = in.Number(data); break;
      case 5:
        in.Nested(data, inner);
        ReadPlan(data, inner, signal.plan);
        in.Join(inner);
        break;
      case 6: signal.paper = in.Number(data) != 0; break;
      case 7:
        in.Nested(data, inner);
        ReadDecision(data, inner, signal);
        in.Join(inner);
        break;
      default: in.Skip(data);
    }
  }
}

void ClearCommand(Command &command) {
  command.symbol = "";
  command.eventMicros = 0;
  command.kind = 0;
  command.target = "";
  command.argument = "";
  command.source = "";
  command.sequence = 0;
}

void ReadCommand(const uchar &data[], ProtoReader &in, Command &command) {
  ClearCommand(command);
  while (in.Next(data)) {
    switch (in.field) {
      case 1: command.symbol = in.Text(data); break;
      case 2: command.eventMicros = in.Number(data); break;
      case 3: command.kind = (int)in.Number(data); break;
      case 4: command.target = in.Text(data); break;
      case 5: command.argument = in.Text(data); break;
      case 8: command.source = in.Text(data); break;
      case 9: command.sequence = in.Number(data); break;
      default: in.Skip(data);
    }
  }
}

void ReadClock(const uchar &data[], ProtoReader &in, Outbound &out) {
  while (in.Next(data)) {
    if (in.field == 1) {
      out.clockMicros = in.Number(data);
    } else {
      in.Skip(data);
    }
  }
}

void ClearOutbound(Outbound &out) {
  out.epoch = 0;
  out.sequence = 0;
  out.kind = OUTBOUND_NOTHING;
  out.clockMicros = 0;
  ClearSignal(out.signal);
  ClearCommand(out.command);
}

void ReadOutbound(const uchar &data[], ProtoReader &in, Outbound &out) {
  ProtoReader inner;
  ClearOutbound(out);
  while (in.Next(data)) {
    if (in.field == 1) {
      out.epoch = (int)in.Number(data);
    } else if (in.field == 2) {
      out.sequence = in.Number(data);
    } else if (in.field == OUTBOUND_SIGNAL || in.field == OUTBOUND_COMMAND || in.field == OUTBOUND_CLOCK) {
      out.kind = in.field;
      in.Nested(data, inner);
      if (out.kind == OUTBOUND_SIGNAL) {
        ReadSignal(data, inner, out.signal);
      } else if (out.kind == OUTBOUND_COMMAND) {
        ReadCommand(data, inner, out.command);
      } else {
        ReadClock(data, inner, out);
      }
      in.Join(inner);
    } else {
      in.Skip(data);
    }
  }
}

void ClearAnswer(Answer &answer) {
  answer.request = 0;
  answer.kind = 0;
  answer.streamEpoch = 0;
  answer.nextSequence = 0;
  answer.clientSend = 0;
  answer.bridgeReceive = 0;
  answer.bridgeSend = 0;
  answer.accepted = 0;
  answer.waitMillis = 0;
  answer.text = "";
  ClearOutbound(answer.outbound);
}

void ReadAnswerBody(const uchar &data[], ProtoReader &in, Answer &answer) {
  if (answer.kind == ANSWER_REPLAYED || answer.kind == ANSWER_PUBLISHED) {
    ReadOutbound(data, in, answer.outbound);
    return;
  }
  while (in.Next(data)) {
    if (answer.kind == ANSWER_WELCOME && in.field == 1) {
      answer.streamEpoch = (int)in.Number(data);
    } else if (answer.kind == ANSWER_WELCOME && in.field == 2) {
      answer.nextSequence = in.Number(data);
    } else if (answer.kind == ANSWER_HEARTBEAT && in.field == 1) {
      answer.clientSend = in.Number(data);
    } else if (answer.kind == ANSWER_HEARTBEAT && in.field == 2) {
      answer.bridgeReceive = in.Number(data);
    } else if (answer.kind == ANSWER_HEARTBEAT && in.field == 3) {
      answer.bridgeSend = in.Number(data);
    } else if (answer.kind == ANSWER_ACK && in.field == 1) {
      answer.accepted = (int)in.Number(data);
    } else if (answer.kind == ANSWER_REFUSAL && in.field == 1) {
      answer.text = in.Text(data);
    } else if (answer.kind == ANSWER_SLOW_DOWN && in.field == 1) {
      answer.waitMillis = (int)in.Number(data);
    } else {
      in.Skip(data);
    }
  }
}

// False when the bytes are no ServerMessage.
bool ReadAnswer(const uchar &data[], const int size, Answer &answer) {
  ProtoReader in;
  ProtoReader inner;
  ClearAnswer(answer);
  in.Over(0, size);
  while (in.Next(data)) {
    if (in.field == 1) {
      answer.request = in.Number(data);
    } else if (in.wire == WIRE_BYTES) {
      answer.kind = in.field;
      in.Nested(data, inner);
      ReadAnswerBody(data, inner, answer);
      in.Join(inner);
    } else {
      in.Skip(data);
    }
  }
  return in.ok;
}
