// The EA's end of the bridge's protocol: greets, sends what happened in order and again until it is acknowledged, follows the stream of
// signals and asks for what it missed, measures the clock, changes between ZeroMQ and WebSocket. One step a timer, none waits.
#property strict
#include <Tickpilot/Clock.mqh>
#include <Tickpilot/Json.mqh>
#include <Tickpilot/LegSwitch.mqh>
#include <Tickpilot/Messages.mqh>
#include <Tickpilot/State.mqh>
#include <Tickpilot/StreamPlace.mqh>
#include <Tickpilot/TickForwarder.mqh>
#include <Tickpilot/Unanswered.mqh>
#include <Tickpilot/WebSocket.mqh>
#include <Tickpilot/ZeroMq.mqh>

#define EA_VERSION "1"
#define RECEIVE_BURST 128
#define SILENT_MICROS 3000000
#define KNOCK_MICROS 100000
#define PATIENCE_MICROS 1000000
#define REVIVE_MICROS 5000000
#define FRUITLESS_ROUNDS 3
#define TICKS_IN_BATCH 128
#define BODIES_WAITING 64

// What goes out once: reports of positions and of the account, receipts.
struct Body {
  bool ordered;
  int size;
  uchar bytes[];
};

class Link {
 public:
  ZeroMqLeg zeroMq;
  WebSocketLeg webSocket;
  LegSwitch legs;
  string name;
  int resent;

  // False when the sockets cannot be made; the reason is in the log.
  bool Start(const string client) {
    name = client;
    long now = Monotonic();
    requests = 0;
    orders = 0;
    resent = 0;
    fruitless = 0;
    welcomed = false;
    turnedAway = false;
    greetedOpening = 0;
    inboxCount = 0;
    inboxTaken = 0;
    bodyFirst = 0;
    bodyCount = 0;
    answeredAt = now - 2 * SILENT_MICROS;
    webSocketAnsweredAt = answeredAt;
    heartbeatAt = answeredAt;
    probedAt = answeredAt;
    holdUntil = 0;
    publishedAt = now;
    switchedAt = now;
    dialedAt = now;
    subscribedAt = now;
    unanswered.Start();
    stream.Start();
    jsonSchema.Load();
    legs.Start(webSocket.IsConfigured(), now);
    return zeroMq.Open(ControlAddresses, SignalAddresses);
  }

  void Stop() {
    zeroMq.Close();
    webSocket.Close();
  }

  // Receives and sends. `wait`: the first receive may wait for a signal.
  void Receive(const bool wait) {
    ReceivePublished(wait && !legs.IsOnWebSocket());
    ReceiveAnswers();
    ReceiveFromWebSocket();
  }

  void Send() {
    long now = Monotonic();
    ChooseLeg(now);
    FindActive(now);
    Revive(now);
    KeepHeartbeat(now);
    if (legs.IsOnWebSocket()) {
      Probe(now);
    }
    bool held = legs.IsOnWebSocket() ? !welcomed : now < holdUntil;
    if (!held) {
      Repeat(now);
      AskForMissing(now);
      SendBodies(now);
      SendReports(now);
      SendTicks(now);
    }
  }

  // Whether the bridge was heard of lately; without it nothing is opened.
  bool IsAlive() const {
    return bridgeClock.Known() && Monotonic() - HeardAt() < SILENT_MICROS;
  }

  int Unacknowledged() const {
    return unanswered.Count() + ArraySize(state.outbox);
  }

  int Gaps() const {
    return stream.gaps;
  }

  // Next of what came over the stream; false when there is none.
  bool Take(Outbound &out) {
    if (inboxTaken >= inboxCount) {
      inboxTaken = 0;
      inboxCount = 0;
      return false;
    }
    out = inbox[inboxTaken++];
    return true;
  }

  void SendReceipt(const string signalId, const int stage, const string reason) {
    ProtoWriter out;
    out.Reset();
    int mark = out.Begin(BODY_RECEIPT);
    out.Text(1, signalId);
    out.Number(2, stage);
    out.Text(3, reason);
    out.Number(4, bridgeClock.Now());
    out.End(mark);
    PutBody(out, false);
  }

  // A report that is not kept: the next one says more.
  void SendBody(const ProtoWriter &out) {
    PutBody(out, true);
  }

 private:
  Unanswered unanswered;
  StreamPlace stream;
  ProtoWriter writer;
  JsonReader jsonReader;
  uchar received[];
  Outbound inbox[];
  int inboxCount;
  int inboxTaken;
  Body bodies[BODIES_WAITING];
  int bodyFirst;
  int bodyCount;
  long requests;
  long orders;
  int fruitless;
  bool welcomed;
  bool turnedAway;
  int greetedOpening;
  long answeredAt;
  long webSocketAnsweredAt;
  long heartbeatAt;
  long probedAt;
  long holdUntil;
  long publishedAt;
  long switchedAt;
  long dialedAt;
  long subscribedAt;

  // When the leg that is used was heard last.
  long HeardAt() const {
    return legs.IsOnWebSocket() ? webSocketAnsweredAt : answeredAt;
  }

  void ReceivePublished(const bool wait) {
    for (int i = 0; i < RECEIVE_BURST; i++) {
      int size = zeroMq.ReceivePublished(received, wait && i == 0);
      if (size == 0) {
        return;
      }
      publishedAt = Monotonic();
      legs.ZeroMqPublished(publishedAt);
      if (legs.IsOnWebSocket()) {
        continue;
      }
      Outbound out;
      ProtoReader in;
      in.Over(0, size);
      ReadOutbound(received, in, out);
      if (in.ok) {
        Published(out);
      } else {
        Print("Tickpilot: published message is malformed and dropped: ", size, " bytes");
      }
    }
  }

  void ReceiveAnswers() {
    for (int i = 0; i < RECEIVE_BURST; i++) {
      int size = zeroMq.ReceiveAnswer(received);
      if (size == 0) {
        return;
      }
      Answer answer;
      if (!ReadAnswer(received, size, answer)) {
        Print("Tickpilot: answer of the bridge is malformed and dropped: ", size, " bytes");
      } else {
        AnsweredOverZeroMq(answer);
      }
    }
  }

  // Only the leg that is used is believed: what the other acknowledges late may be more than the bridge was told over this one.
  void AnsweredOverZeroMq(const Answer &answer) {
    if (answer.kind == ANSWER_STANDBY) {
      welcomed = welcomed && legs.IsOnWebSocket();
      turnedAway = true;
      return;
    }
    answeredAt = Monotonic();
    legs.ZeroMqAnswered(answeredAt);
    if (!legs.IsOnWebSocket()) {
      Answered(answer, answeredAt);
    }
  }

  void ReceiveFromWebSocket() {
    for (int i = 0; i < RECEIVE_BURST; i++) {
      int size = webSocket.Receive(received);
      if (size == 0) {
        return;
      }
      if (!legs.IsOnWebSocket()) {
        continue;
      }
      writer.Reset();
      Answer answer;
      if (!jsonReader.ToProto("ServerMessage", received, size, writer) || !ReadAnswer(writer.bytes, writer.size, answer)) {
        Print("Tickpilot: message over the WebSocket is malformed and dropped: ", size, " bytes");
        continue;
      }
      AnsweredOverWebSocket(answer);
    }
  }

  void AnsweredOverWebSocket(const Answer &answer) {
    if (answer.kind == ANSWER_STANDBY) {
      webSocket.HangUp("bridge stands by");
      return;
    }
    webSocketAnsweredAt = Monotonic();
    legs.WebSocketAnswered(webSocketAnsweredAt);
    if (answer.kind == ANSWER_PUBLISHED) {
      Published(answer.outbound);
    } else {
      Answered(answer, webSocketAnsweredAt);
    }
  }

  void Published(const Outbound &out) {
    if (out.kind == OUTBOUND_CLOCK) {
      stream.Clock(out.epoch, out.sequence);
      bridgeClock.Stream(out.clockMicros);
    } else if (out.kind != OUTBOUND_NOTHING) {
      stream.Published(out.epoch, out.sequence);
      Deliver(out);
    }
  }

  void Deliver(const Outbound &out) {
    if (out.kind == OUTBOUND_NOTHING) {
      return;
    }
    if (inboxCount >= ArraySize(inbox)) {
      ArrayResize(inbox, 2 * inboxCount + 16);
    }
    inbox[inboxCount++] = out;
  }

  void Answered(const Answer &answer, const long now) {
    switch (answer.kind) {
      case ANSWER_WELCOME:
        if (!welcomed) {
          welcomed = true;
          unanswered.DueAt(now);
        }
        stream.Welcome(answer.streamEpoch, answer.nextSequence);
        break;
      case ANSWER_HEARTBEAT:
        bridgeClock.Heartbeat(answer.clientSend, answer.bridgeReceive, answer.bridgeSend);
        break;
      case ANSWER_ACK: Acknowledged(answer, now); break;
      case ANSWER_REPLAYED:
        stream.Replayed(answer.request, answer.outbound.sequence);
        Deliver(answer.outbound);
        break;
      case ANSWER_REFUSAL: Refused(answer, now); break;
      case ANSWER_HELLO_WANTED: welcomed = false; break;
      case ANSWER_SLOW_DOWN:
        holdUntil = now + (long)answer.waitMillis * MICROS_PER_MILLI;
        unanswered.DueAt(holdUntil);
        break;
    }
  }

  void Acknowledged(const Answer &answer, const long now) {
    fruitless = 0;
    int place = unanswered.Answered(answer.request, now);
    if (place < 0) {
      return;
    }
    stream.ReplayEnded(answer.request, answer.accepted);
    if (unanswered.requests[place].report != 0) {
      state.RemoveReport(unanswered.requests[place].report);
    }
  }

  // The bridge will never take it: repeating helps nobody.
  void Refused(const Answer &answer, const long now) {
    int place = unanswered.Answered(answer.request, now);
    if (place < 0) {
      return;
    }
    Print("Tickpilot: bridge refuses: ", answer.text);
    stream.ReplayRefused(answer.request);
    if (unanswered.requests[place].report != 0) {
      state.RemoveReport(unanswered.requests[place].report);
    }
  }

  // Whatever leg is new is greeted before anything is sent over it.
  void ChooseLeg(const long now) {
    webSocket.Tend(legs.WantsWebSocket(now), now);
    bool reopened = legs.IsOnWebSocket() && webSocket.Openings() != greetedOpening;
    if (reopened) {
      legs.WebSocketAnswered(now);
    }
    bool changed = legs.Decide(webSocket.IsOpen(), now);
    if (changed) {
      Print("Tickpilot: now over ", legs.IsOnWebSocket() ? "WebSocket" : "ZeroMQ");
    } else if (webSocket.IsOpen() && legs.IsWebSocketSilent(now)) {
      webSocket.HangUp("silent");
    }
    if (changed || reopened) {
      greetedOpening = webSocket.Openings();
      welcomed = false;
      heartbeatAt = now - (long)HeartbeatMillis * MICROS_PER_MILLI;
    }
  }

  // Goes from a bridge that stands by, or does not answer, to the next.
  void FindActive(const long now) {
    bool silent = now - answeredAt > SILENT_MICROS && now - switchedAt > PATIENCE_MICROS;
    bool leave = silent || (turnedAway && now - switchedAt > KNOCK_MICROS);
    if (leave && zeroMq.ControlCount() > 1) {
      zeroMq.NextControl();
      turnedAway = false;
      welcomed = welcomed && legs.IsOnWebSocket();
      switchedAt = now;
    }
  }

  // Sockets that were refused once, for a key or an address, are made anew while nothing is heard over them.
  void Revive(const long now) {
    long dialed = answeredAt > dialedAt ? answeredAt : dialedAt;
    if (zeroMq.ControlCount() == 1 && now - dialed > REVIVE_MICROS) {
      dialedAt = now;
      zeroMq.NextControl();
    }
    long heard = publishedAt > subscribedAt ? publishedAt : subscribedAt;
    if (now - heard > REVIVE_MICROS) {
      subscribedAt = now;
      zeroMq.Resubscribe();
    }
  }

  void KeepHeartbeat(const long now) {
    if (now - HeardAt() > SILENT_MICROS) {
      welcomed = false;
    }
    long interval = (long)HeartbeatMillis * MICROS_PER_MILLI;
    if (!welcomed && interval > KNOCK_MICROS) {
      interval = KNOCK_MICROS;
    }
    if (now - heartbeatAt < interval) {
      return;
    }
    heartbeatAt = now;
    if (!welcomed) {
      Greet();
    }
    BeginFrame(0);
    WriteHeartbeat();
    Transmit(writer.bytes, writer.size);
  }

  void Greet() {
    BeginFrame(0);
    int mark = writer.Begin(BODY_HELLO);
    writer.Text(1, name);
    writer.Text(2, "terminal");
    writer.Text(3, EA_VERSION);
    writer.Number(4, unanswered.OldestOrder(orders + 1));
    writer.End(mark);
    Transmit(writer.bytes, writer.size);
  }

  void WriteHeartbeat() {
    int mark = writer.Begin(BODY_HEARTBEAT);
    writer.Number(1, bridgeClock.Local());
    writer.Number(2, bridgeClock.RoundTripMicros() > 0 ? bridgeClock.RoundTripMicros() : 0);
    writer.End(mark);
  }

  // Tells whether ZeroMQ is back.
  void Probe(const long now) {
    if (now - probedAt >= (long)HeartbeatMillis * MICROS_PER_MILLI) {
      probedAt = now;
      BeginFrame(0);
      WriteHeartbeat();
      zeroMq.Send(writer.bytes, writer.size);
    }
  }

  // A bridge that answers none of what is repeated has lost the thread and is greeted anew.
  void Repeat(const long now) {
    if (!unanswered.IsDue(now)) {
      return;
    }
    unanswered.Repeated(now);
    fruitless++;
    if (fruitless > FRUITLESS_ROUNDS) {
      fruitless = 0;
      welcomed = false;
    }
    int place = unanswered.Next(0);
    while (place >= 0 && Transmit(unanswered.requests[place].frame, unanswered.requests[place].size)) {
      resent++;
      place = unanswered.Next(unanswered.requests[place].number);
    }
  }

  void AskForMissing(const long now) {
    if (stream.Missing() < 0 || unanswered.IsFull()) {
      return;
    }
    BeginFrame(0);
    int mark = writer.Begin(BODY_REPLAY);
    writer.Number(1, stream.epoch);
    writer.Number(2, stream.Missing());
    writer.End(mark);
    stream.Asked(requests);
    Keep(0, 0, now);
  }

  void SendBodies(const long now) {
    while (bodyCount > 0) {
      bool ordered = bodies[bodyFirst].ordered;
      if (ordered && unanswered.IsFull()) {
        return;
      }
      BeginFrame(ordered ? NextOrder() : 0);
      writer.Raw(bodies[bodyFirst].bytes, bodies[bodyFirst].size);
      bodyFirst = (bodyFirst + 1) % BODIES_WAITING;
      bodyCount--;
      if (ordered) {
        Keep(orders, 0, now);
      } else {
        Transmit(writer.bytes, writer.size);
      }
    }
  }

  void SendReports(const long now) {
    if (!bridgeClock.Known()) {
      return;
    }
    for (int i = 0; i < ArraySize(state.outbox) && !unanswered.IsFull(); i++) {
      if (!state.underWay[i]) {
        BeginFrame(NextOrder());
        state.outbox[i].eventMicros = bridgeClock.TimeOf(state.outbox[i].eventMicros);
        WriteReport(writer, state.outbox[i], name, name);
        state.underWay[i] = true;
        Keep(orders, state.outbox[i].sequence, now);
      }
    }
  }

  void SendTicks(const long now) {
    Quote quote;
    while (tickForwarder.Waiting() > 0 && !unanswered.IsFull()) {
      BeginFrame(NextOrder());
      int mark = writer.Begin(BODY_TICKS);
      for (int i = 0; i < TICKS_IN_BATCH && tickForwarder.Waiting() > 0; i++) {
        tickForwarder.Take(quote);
        WriteQuote(writer, quote, name);
      }
      writer.End(mark);
      Keep(orders, 0, now);
    }
  }

  long NextOrder() {
    orders++;
    return orders;
  }

  void BeginFrame(const long order) {
    requests++;
    writer.Reset();
    writer.Number(1, requests);
    writer.Number(2, order);
  }

  // Sends what is written, and again until it is answered.
  void Keep(const long order, const long report, const long now) {
    unanswered.Add(requests, order, report, writer.bytes, writer.size, now);
    Transmit(writer.bytes, writer.size);
  }

  bool Transmit(const uchar &frame[], const int size) {
    if (!legs.IsOnWebSocket()) {
      return zeroMq.Send(frame, size);
    }
    ProtoReader in;
    in.Over(0, size);
    return webSocket.Send(JsonObject("ClientMessage", frame, in));
  }

  // The oldest gives way when the bridge is away for long.
  void PutBody(const ProtoWriter &out, const bool ordered) {
    if (bodyCount == BODIES_WAITING) {
      bodyFirst = (bodyFirst + 1) % BODIES_WAITING;
      bodyCount--;
    }
    int place = (bodyFirst + bodyCount) % BODIES_WAITING;
    bodies[place].ordered = ordered;
    bodies[place].size = out.size;
    ArrayResize(bodies[place].bytes, out.size);
    CopyBytes(bodies[place].bytes, out.bytes, 0, 0, out.size);
    bodyCount++;
  }
};

Link link;
