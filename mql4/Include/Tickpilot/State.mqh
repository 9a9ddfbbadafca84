// All that must outlive the EA, in one file that is replaced as a whole: open trades, the order under way, reports the bridge has not
// journaled yet, the day's equity, and what was forbidden by command.
#property strict
#include <Tickpilot/Clock.mqh>
#include <Tickpilot/Files.mqh>
#include <Tickpilot/StateRows.mqh>

#define SLACK_MICROS 1000000
#define SEQUENCE_ROOM 1000
#define STATE_VERSION "tickpilot-state 1"

class State {
 public:
  Trade trades[];
  TradeReport outbox[];
  bool underWay[];  // of each report in the outbox: is in a request
  Intent intent;
  Hold holds[];
  Limit limits[];
  string causes[];  // ids of commands that were done and may not be in the journal of ids yet
  long nextSequence;
  long day;
  long dayStartMicros;
  double dayEquity;
  bool dayLost;
  bool dirty;
  bool slack;     // an acknowledged report is still in the file: worth a write now and then
  bool inMemory;  // Strategy Tester: every run begins anew

  // False when there was no readable file.
  bool Load() {
    inMemory = IsTesting();
    ArrayResize(trades, 0);
    ArrayResize(outbox, 0);
    ArrayResize(underWay, 0);
    ArrayResize(holds, 0);
    ArrayResize(limits, 0);
    ArrayResize(causes, 0);
    ClearIntent();
    nextSequence = 0;
    day = 0;
    dayStartMicros = 0;
    dayEquity = 0;
    dayLost = false;
    dirty = false;
    slack = false;
    savedAt = Monotonic();
    sequenceSure = false;
    sequencesKept = 0;
    string text = "";
    if (inMemory || !ReadText(FileNameOf("state.txt"), text)) {
      return false;
    }
    string lines[];
    int count = StringSplit(text, '\n', lines);
    if (count == 0 || lines[0] != STATE_VERSION) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      ReadLine(lines[i]);
    }
    return true;
  }

  // Writes when something has changed.
  bool Save() {
    bool due = dirty || (slack && Monotonic() - savedAt > SLACK_MICROS);
    if (!due || inMemory) {
      return true;
    }
    RowWriter out;
    out.text = STATE_VERSION + "\n";
    out.Begin("day");
    out.Long(day);
    out.Long(dayStartMicros);
    out.Real(dayEquity);
    out.Long(dayLost);
    out.Long(nextSequence + SEQUENCE_ROOM);
    out.End();
    for (int i = 0; i < ArraySize(trades); i++) {
      WriteTrade(out, trades[i]);
    }
    for (int i = 0; i < ArraySize(outbox); i++) {
      WriteReport(out, outbox[i]);
    }
    for (int i = 0; i < ArraySize(holds); i++) {
      WriteHold(out, holds[i]);
    }
    for (int i = 0; i < ArraySize(limits); i++) {
      WriteLimit(out, limits[i]);
    }
    for (int i = 0; i < ArraySize(causes); i++) {
      out.Begin("cause");
      out.Text(causes[i]);
      out.End();
    }
    if (intent.active) {
      WriteIntent(out, intent);
    }
    savedAt = Monotonic();
    dirty = !ReplaceText(FileNameOf("state.txt"), out.text);
    slack = false;
    sequencesKept = dirty ? sequencesKept : nextSequence + SEQUENCE_ROOM;
    return !dirty;
  }

  void AddTrade(const Trade &trade) {
    int count = ArraySize(trades);
    ArrayResize(trades, count + 1);
    trades[count] = trade;
    dirty = true;
  }

  void RemoveTrade(const int index) {
    int last = ArraySize(trades) - 1;
    for (int i = index; i < last; i++) {
      trades[i] = trades[i + 1];
    }
    ArrayResize(trades, last);
    dirty = true;
  }

  int TradeByTicket(const int ticket) const {
    for (int i = 0; i < ArraySize(trades); i++) {
      if (trades[i].ticket == ticket) {
        return i;
      }
    }
    return -1;
  }

  int TradeByOrigin(const long origin) const {
    for (int i = 0; i < ArraySize(trades); i++) {
      if (trades[i].origin == origin) {
        return i;
      }
    }
    return -1;
  }

  // Gives the report its place and keeps it until the bridge has it in its journal.
  void AddReport(TradeReport &report) {
    report.sequence = TakeSequence();
    int count = ArraySize(outbox);
    ArrayResize(outbox, count + 1);
    ArrayResize(underWay, count + 1);
    outbox[count] = report;
    underWay[count] = false;
    dirty = true;
  }

  void RemoveReport(const long sequence) {
    int kept = 0;
    for (int i = 0; i < ArraySize(outbox); i++) {
      if (outbox[i].sequence != sequence) {
        outbox[kept] = outbox[i];
        underWay[kept] = underWay[i];
        kept++;
      }
    }
    slack = slack || kept < ArraySize(outbox);
    ArrayResize(outbox, kept);
    ArrayResize(underWay, kept);
  }

  // Rises over restarts: the file names one that none has reached yet; where it was lost or is old, the clock helps.
  long TakeSequence() {
    long wall = nextSequence == 0 || !sequenceSure ? bridgeClock.Wall() : 0;
    nextSequence = wall > nextSequence ? wall : nextSequence;
    sequenceSure = true;
    dirty = dirty || nextSequence >= sequencesKept;
    return nextSequence++;
  }

  void ClearIntent() {
    intent.active = false;
    ClearSignal(intent.signal);
    intent.brokerSymbol = "";
    intent.lots = 0;
    intent.brokerTime = 0;
    intent.lastTicket = 0;
    dirty = true;
  }

  // Replaces one of the same kind, symbol, target and id.
  void PutHold(const Hold &hold) {
    TakeHolds(hold.kind, hold.symbol, hold.target, hold.id);
    int count = ArraySize(holds);
    ArrayResize(holds, count + 1);
    holds[count] = hold;
    dirty = true;
  }

  // Removes those that match; * as symbol and an empty target or id mean any.
  void TakeHolds(const string kind, const string symbol, const string target, const string id) {
    int kept = 0;
    for (int i = 0; i < ArraySize(holds); i++) {
      bool same = holds[i].kind == kind && (symbol == "*" || holds[i].symbol == symbol)
                  && (target == "" || holds[i].target == target) && (id == "" || holds[i].id == id);
      if (!same) {
        holds[kept] = holds[i];
        kept++;
      }
    }
    dirty = dirty || kept < ArraySize(holds);
    ArrayResize(holds, kept);
  }

  // In one write with what the command did.
  void AddCause(const string id) {
    int count = ArraySize(causes);
    ArrayResize(causes, count + 1);
    causes[count] = id;
    dirty = true;
  }

  void ClearCauses() {
    slack = slack || ArraySize(causes) > 0;
    ArrayResize(causes, 0);
  }

  void PutLimit(const Limit &limit) {
    int at = 0;
    while (at < ArraySize(limits) && limits[at].symbol != limit.symbol) {
      at++;
    }
    if (at == ArraySize(limits)) {
      ArrayResize(limits, at + 1);
    }
    limits[at] = limit;
    dirty = true;
  }

 private:
  long savedAt;
  bool sequenceSure;
  long sequencesKept;  // the file says that those below may have been given

  void ReadLine(const string line) {
    RowReader row;
    row.Over(line);
    string kind = row.Text();
    if (kind == "day") {
      day = row.Long();
      dayStartMicros = row.Long();
      dayEquity = row.Real();
      dayLost = row.Long() != 0;
      nextSequence = row.Long();
    } else if (kind == "trade") {
      Trade trade;
      ReadTrade(row, trade);
      AddTrade(trade);
    } else if (kind == "report") {
      int count = ArraySize(outbox);
      ArrayResize(outbox, count + 1);
      ArrayResize(underWay, count + 1);
      ReadReport(row, outbox[count]);
      underWay[count] = false;
    } else if (kind == "hold") {
      Hold hold;
      ReadHold(row, hold);
      PutHold(hold);
    } else if (kind == "limit") {
      Limit limit;
      ReadLimit(row, limit);
      PutLimit(limit);
    } else if (kind == "cause") {
      AddCause(row.Text());
    } else if (kind == "intent") {
      ClearIntent();
      ReadIntent(row, intent);
    }
    dirty = false;
  }
};

State state;
