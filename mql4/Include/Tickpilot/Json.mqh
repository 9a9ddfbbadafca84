// Messages as JSON and back, by protobuf's own mapping: what goes over the WebSocket. The rest of the EA knows protobuf only; this
// file turns one form into the other by a table of the schema.
#property strict
#include <Tickpilot/Protobuf.mqh>

#define JSON_DEPTH 16

// Rows of the schema: message, field number, name, type. A * before the type: repeated.
class JsonSchema {
 public:
  void Load() {
    count = 0;
    Message("ClientMessage", "1 request long,2 order long,10 hello Hello,11 heartbeat Heartbeat,12 ticks TickBatch,"
            + "13 tradeReport TradeReport,15 replay ReplayRequest,16 receipt SignalReceipt,19 positionReport PositionReport,"
            + "20 accountReport AccountReport");
    Message("Hello", "1 client text,2 role text,3 version text,4 resumeOrder long");
    Message("Heartbeat", "1 clientSendMicros long,2 lastRoundTripMicros long");
    Message("TickBatch", "1 ticks *Tick");
    Message("Tick", "1 symbol text,2 eventTimeMicros long,3 bid real,4 ask real,7 source text,8 sourceSequence long");
    Message("TradeReport", "1 symbol text,2 eventTimeMicros long,3 status Status,4 account text,5 strategy text,"
            + "6 signalId text,7 ticket long,8 originTicket long,9 side Side,10 lots real,11 remainingLots real,12 price real,"
            + "13 profit real,14 commission real,15 reason text,16 source text,17 sourceSequence long");
    Message("PositionReport", "1 symbol text,2 eventTimeMicros long,3 account text,4 positions *HeldPosition,5 source text,"
            + "6 sourceSequence long");
    Message("HeldPosition", "1 ticket long,2 originTicket long,3 strategy text,4 signalId text,5 side Side,6 lots real,"
            + "7 openPrice real,8 stop real,9 target real,10 openTimeMicros long");
    Message("AccountReport", "1 symbol text,2 eventTimeMicros long,3 account text,4 currency text,5 balance real,"
            + "6 equity real,7 margin real,8 freeMargin real,9 leverage real,10 dayStartMicros long,11 dayStartEquity real,"
            + "12 live flag,13 source text,14 sourceSequence long");
    Message("ReplayRequest", "1 streamEpoch int,2 fromSequence long");
    Message("SignalReceipt", "1 signalId text,2 stage Stage,3 reason text,4 clientMicros long");
    Message("ServerMessage", "1 request long,10 welcome Welcome,11 heartbeat HeartbeatReply,12 ack Ack,13 replayed Outbound,"
            + "14 refusal Refusal,15 helloWanted HelloWanted,16 published Outbound,20 standby Standby,24 slowDown SlowDown");
    Message("Welcome", "1 streamEpoch int,2 nextStreamSequence long");
    Message("HeartbeatReply", "1 clientSendMicros long,2 bridgeReceiveMicros long,3 bridgeSendMicros long");
    Message("Ack", "1 accepted int,2 duplicates int");
    Message("Refusal", "1 reason text");
    Message("SlowDown", "1 waitMillis int,2 cause text");
    Message("Outbound", "1 streamEpoch int,2 streamSequence long,10 signal Signal,11 command Command,12 clock StreamClock");
    Message("StreamClock", "1 timeMicros long");
    Message("Signal", "1 id text,2 side Side,3 createdMicros long,4 validUntilMicros long,5 plan Plan,6 paper flag,"
            + "7 decision Decision");
    Message("Plan", "1 entry real,2 stop real,3 target1 real,4 target2 real,5 lots real,6 trailDistance real,7 exits *Exit");
    Message("Exit", "1 price real,2 fraction real,3 breakEven flag");
    Message("Decision", "1 strategy text,2 symbol text,11 atr real");
    Message("Command", "1 symbol text,2 eventTimeMicros long,3 kind Kind,4 target text,5 argument text,6 issuedBy text,"
            + "7 why text,8 source text,9 sourceSequence long");
  }

  // Row of a field, or -1.
  int ByName(const string message, const string name) const {
    for (int i = 0; i < count; i++) {
      if (names[i] == name && messages[i] == message) {
        return i;
      }
    }
    return -1;
  }

  int ByNumber(const string message, const int number) const {
    for (int i = 0; i < count; i++) {
      if (numbers[i] == number && messages[i] == message) {
        return i;
      }
    }
    return -1;
  }

  int Number(const int row) const {
    return numbers[row];
  }

  string Name(const int row) const {
    return names[row];
  }

  string Type(const int row) const {
    return types[row];
  }

  bool IsRepeated(const int row) const {
    return repeated[row];
  }

 private:
  int count;
  string messages[];
  int numbers[];
  string names[];
  string types[];
  bool repeated[];

  void Message(const string message, const string rows) {
    string fields[];
    string parts[];
    int found = StringSplit(rows, ',', fields);
    for (int i = 0; i < found; i++) {
      StringSplit(fields[i], ' ', parts);
      ArrayResize(messages, count + 1);
      ArrayResize(numbers, count + 1);
      ArrayResize(names, count + 1);
      ArrayResize(types, count + 1);
      ArrayResize(repeated, count + 1);
      messages[count] = message;
      numbers[count] = (int)StringToInteger(parts[0]);
      names[count] = parts[1];
      repeated[count] = StringSubstr(parts[2], 0, 1) == "*";
      types[count] = repeated[count] ? StringSubstr(parts[2], 1) : parts[2];
      count++;
    }
  }
};

JsonSchema jsonSchema;

// Constants of an enum in the order of their numbers; empty for what is no enum.
string EnumNames(const string type) {
  if (type == "Side") {
    return "SIDE_UNSPECIFIED,SIDE_SELL,SIDE_BUY";
  }
  if (type == "Status") {
    return "STATUS_UNSPECIFIED,OPENED,PARTIALLY_CLOSED,CLOSED,MODIFIED,REJECTED";
  }
  if (type == "Stage") {
    return "STAGE_UNSPECIFIED,RECEIVED,EXECUTED,REFUSED";
  }
  if (type == "Kind") {
    return "KIND_UNSPECIFIED,PAUSE_STRATEGY,RESUME_STRATEGY,DISABLE_AGENT,ENABLE_AGENT,BLOCK_ENTRIES,UNBLOCK_ENTRIES,"
           + "TRIP_BREAKER,RESET_BREAKER,KILL,RESUME,SET_LIMITS,SET_RATE,TIGHTEN_STOPS,REDUCE_POSITIONS,CLOSE_POSITIONS,"
           + "REPORT_POSITIONS";
  }
  return "";
}

// Reads one JSON text into protobuf. Unknown names and constants are passed over.
class JsonReader {
 public:
  // False when the text is malformed.
  bool ToProto(const string message, const uchar &json[], const int size, ProtoWriter &out) {
    ArrayResize(text, size);
    CopyBytes(text, json, 0, 0, size);
    at = 0;
    ok = true;
    Object(message, out, 0);
    Space();
    return ok && at == ArraySize(text);
  }

 private:
  uchar text[];
  int at;
  bool ok;

  void Space() {
    while (at < ArraySize(text) && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
  }

  // Next character that is no space; 0 at the end.
  int Peek() {
    Space();
    return at < ArraySize(text) ? (int)text[at] : 0;
  }

  bool Take(const int character) {
    if (Peek() != character) {
      return false;
    }
    at++;
    return true;
  }

  void Want(const int character) {
    ok = ok && Take(character);
  }

  void Object(const string message, ProtoWriter &out, const int depth) {
    Want('{');
    ok = ok && depth < JSON_DEPTH;
    if (!ok || Take('}')) {
      return;
    }
    do {
      string name = Quoted();
      Want(':');
      int row = jsonSchema.ByName(message, name);
      if (row < 0 || Peek() == 'n') {
        SkipValue(depth + 1);
      } else {
        Field(row, out, depth);
      }
    } while (ok && Take(','));
    Want('}');
  }

  void Field(const int row, ProtoWriter &out, const int depth) {
    if (!jsonSchema.IsRepeated(row)) {
      Value(row, out, depth);
      return;
    }
    Want('[');
    if (!ok || Take(']')) {
      return;
    }
    do {
      Value(row, out, depth);
    } while (ok && Take(','));
    Want(']');
  }

  void Value(const int row, ProtoWriter &out, const int depth) {
    string type = jsonSchema.Type(row);
    int number = jsonSchema.Number(row);
    if (type == "text") {
      out.Text(number, Quoted());
    } else if (type == "long" || type == "int") {
      out.Number(number, StringToInteger(Scalar()));
    } else if (type == "real") {
      Real(number, Scalar(), out);
    } else if (type == "flag") {
      out.Flag(number, Scalar() == "true");
    } else if (EnumNames(type) != "") {
      out.Number(number, Constant(type, Scalar()));
    } else {
      int mark = out.Begin(number);
      Object(type, out, depth + 1);
      out.End(mark);
    }
  }

  void Real(const int number, const string value, ProtoWriter &out) {
    if (value == "NaN" || value == "Infinity" || value == "-Infinity") {
      out.Fixed64(number, (ulong)0x7FF8000000000000);
    } else {
      out.Real(number, StringToDouble(value));
    }
  }

  long Constant(const string type, const string value) {
    string names[];
    int count = StringSplit(EnumNames(type), ',', names);
    for (int i = 0; i < count; i++) {
      if (names[i] == value) {
        return i;
      }
    }
    return StringToInteger(value);
  }

  // A number, constant, true or false, quoted or not.
  string Scalar() {
    if (Peek() == '"') {
      return Quoted();
    }
    int from = at;
    while (at < ArraySize(text) && text[at] != ',' && text[at] != '}' && text[at] != ']' && text[at] > ' ') {
      at++;
    }
    ok = ok && at > from;
    return BytesToText(text, from, at - from);
  }

  string Quoted() {
    string value = "";
    Want('"');
    int from = at;
    while (ok && at < ArraySize(text) && text[at] != '"') {
      if (text[at] == '\\') {
        value += BytesToText(text, from, at - from);
        value += Escape();
        from = at;
      } else {
        at++;
      }
    }
    value += BytesToText(text, from, at - from);
    Want('"');
    return value;
  }

  string Escape() {
    if (at + 1 >= ArraySize(text)) {
      ok = false;
      return "";
    }
    int kind = text[at + 1];
    at += 2;
    switch (kind) {
      case 'n': return "\n";
      case 'r': return "\r";
      case 't': return "\t";
      case 'b': return ShortToString(8);
      case 'f': return ShortToString(12);
      case 'u': return Unicode();
      default: return ShortToString((ushort)kind);
    }
  }

  string Unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < ArraySize(text) ? HexDigit(text[at]) : -1;
      ok = ok && digit >= 0;
      value = value * 16 + digit;
      at++;
    }
    return ok && value != 0 ? ShortToString((ushort)value) : "";
  }

  void SkipValue(const int depth) {
    int first = Peek();
    ok = ok && depth < JSON_DEPTH;
    if (!ok) {
      return;
    }
    if (first != '{' && first != '[') {
      Scalar();
      return;
    }
    int close = first == '{' ? '}' : ']';
    at++;
    if (Take(close)) {
      return;
    }
    do {
      if (first == '{') {
        Quoted();
        Want(':');
      }
      SkipValue(depth + 1);
    } while (ok && Take(','));
    Want(close);
  }
};

string JsonQuoted(const string value) {
  string text = "\"";
  for (int i = 0; i < StringLen(value); i++) {
    int character = StringGetCharacter(value, i);
    if (character == '"' || character == '\\') {
      text += "\\" + ShortToString((ushort)character);
    } else if (character < 32) {
      text += StringFormat("\\u%04x", character);
    } else {
      text += ShortToString((ushort)character);
    }
  }
  return text + "\"";
}

string JsonValue(const int row, const uchar &data[], ProtoReader &in) {
  string type = jsonSchema.Type(row);
  if (type == "text") {
    return JsonQuoted(in.Text(data));
  }
  if (type == "real") {
    return NumberText(in.Real(data));
  }
  if (type == "flag") {
    return in.Number(data) != 0 ? "true" : "false";
  }
  if (type == "long" || type == "int") {
    return "\"" + IntegerToString(in.Number(data)) + "\"";
  }
  if (EnumNames(type) != "") {
    return IntegerToString(in.Number(data));
  }
  ProtoReader inner;
  in.Nested(data, inner);
  string text = JsonObject(type, data, inner);
  in.Join(inner);
  return text;
}

// A message of protobuf as JSON; fields of one number stand together in it.
string JsonObject(const string message, const uchar &data[], ProtoReader &in) {
  string text = "{";
  int open = -1;
  while (in.Next(data)) {
    int row = jsonSchema.ByNumber(message, in.field);
    if (row < 0) {
      in.Skip(data);
      continue;
    }
    bool again = row == open;
    if (open >= 0 && !again) {
      text += "]";
      open = -1;
    }
    text += text == "{" ? "" : ",";
    if (!again) {
      text += "\"" + jsonSchema.Name(row) + "\":";
    }
    if (jsonSchema.IsRepeated(row) && !again) {
      text += "[";
      open = row;
    }
    text += JsonValue(row, data, in);
  }
  return text + (open >= 0 ? "]" : "") + "}";
}
