// Signals for the Strategy Tester, which has no timer and another time: a file of one JSON signal a line, in the order they were
// made. What the EA would report goes to a file of the same form.
#property strict
#include <Tickpilot/Json.mqh>
#include <Tickpilot/SeenSignals.mqh>
#include <Tickpilot/State.mqh>

#define TESTER_REPORTS "Tickpilot\\tester-reports.jsonl"

class TesterFeed {
 public:
  void Start() {
    jsonSchema.Load();
    at = 0;
    count = 0;
    loaded = false;
    uchar bytes[];
    FileDelete(TESTER_REPORTS);
    if (ReadBytes(TesterSignals, bytes)) {
      count = StringSplit(BytesToText(bytes, 0, ArraySize(bytes)), '\n', lines);
    } else {
      Print("Tickpilot: no signals to test with: MQL4/Files/", TesterSignals, " (in the tester: tester/files)");
    }
  }

  // The next signal that was made by then; false when none was.
  bool Take(const long now, Signal &signal) {
    if (!loaded && !LoadNext()) {
      return false;
    }
    if (next.createdMicros > now) {
      return false;
    }
    signal = next;
    loaded = false;
    return true;
  }

  void KeepReports() {
    for (int i = 0; i < ArraySize(state.outbox); i++) {
      ProtoWriter out;
      out.Reset();
      WriteReport(out, state.outbox[i], AccountName, "tester");
      ProtoReader in;
      in.Over(0, out.size);
      AppendText(TESTER_REPORTS, JsonObject("ClientMessage", out.bytes, in) + "\n");
    }
    ArrayResize(state.outbox, 0);
    ArrayResize(state.underWay, 0);
  }

 private:
  string lines[];
  int count;
  int at;
  bool loaded;
  Signal next;

  bool LoadNext() {
    while (at < count && !loaded) {
      loaded = Read(lines[at]);
      at++;
    }
    return loaded;
  }

  bool Read(const string line) {
    uchar json[];
    ProtoWriter out;
    JsonReader reader;
    ProtoReader in;
    out.Reset();
    int size = TextToBytes(line, json);
    if (size < 2 || !reader.ToProto("Signal", json, size, out)) {
      return false;
    }
    in.Over(0, out.size);
    ReadSignal(out.bytes, in, next);
    return in.ok;
  }
};

TesterFeed testerFeed;
