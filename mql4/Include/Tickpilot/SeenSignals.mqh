// Ids of signals and commands that were taken up, in a file, so that none is traded again, also by a restarted EA. An id is kept until ten
// minutes after its signal expired, however many there are. A line an id with the end of its validity; one that a crash has cut is
// passed over.
#property strict
#include <Tickpilot/Clock.mqh>
#include <Tickpilot/Files.mqh>

#define SEEN_MICROS 600000000
#define SEEN_LOOK_MICROS 60000000
#define SEEN_FEWEST 1024

class SeenSignals {
 public:
  void Load() {
    size = 0;
    lines = 0;
    unwritten = "";
    lookedAt = Monotonic();
    Rehash(SEEN_FEWEST);
    uchar bytes[];
    if (!IsTesting() && ReadBytes(FileNameOf("seen.txt"), bytes)) {
      string rows[];
      int count = StringSplit(BytesToText(bytes, 0, ArraySize(bytes)), '\n', rows);
      for (int i = 0; i < count; i++) {
        Read(rows[i]);
      }
      Rewrite();
    }
  }

  bool Knows(const string id) const {
    int at = heads[Bucket(id)];
    while (at >= 0 && ids[at] != id) {
      at = following[at];
    }
    return at >= 0;
  }

  // On disk after the next Flush.
  void Add(const string id, const long validUntil) {
    Keep(id, validUntil);
    unwritten += Line(size - 1);
    lines++;
  }

  // False when the disk does not take it.
  bool Flush() {
    if (unwritten == "" || IsTesting()) {
      unwritten = "";
      return true;
    }
    bool written = AppendText(FileNameOf("seen.txt"), unwritten);
    unwritten = written ? "" : unwritten;
    return written;
  }

  // Forgets, now and then, what expired long ago by the bridge's clock.
  void Look() {
    if (Monotonic() - lookedAt < SEEN_LOOK_MICROS || !bridgeClock.Known()) {
      return;
    }
    lookedAt = Monotonic();
    Forget(bridgeClock.Now() - SEEN_MICROS);
    if (lines > 2 * size + SEEN_FEWEST && Flush()) {
      Rewrite();
    }
  }

 private:
  string ids[];
  long until[];
  int following[];  // next of the same bucket; -1: none
  int heads[];
  int size;
  int lines;
  long lookedAt;
  string unwritten;

  int Bucket(const string id) const {
    uint hash = 2166136261;
    for (int i = 0; i < StringLen(id); i++) {
      hash = (hash ^ (uint)StringGetCharacter(id, i)) * 16777619;
    }
    return (int)(hash % (uint)ArraySize(heads));
  }

  void Keep(const string id, const long validUntil) {
    if (size >= ArraySize(ids)) {
      Rehash(2 * size);
    }
    ids[size] = id;
    until[size] = validUntil;
    int bucket = Bucket(id);
    following[size] = heads[bucket];
    heads[bucket] = size;
    size++;
  }

  // Room for so many.
  void Rehash(const int room) {
    ArrayResize(ids, room);
    ArrayResize(until, room);
    ArrayResize(following, room);
    ArrayResize(heads, room);
    ArrayInitialize(heads, -1);
    for (int i = 0; i < size; i++) {
      int bucket = Bucket(ids[i]);
      following[i] = heads[bucket];
      heads[bucket] = i;
    }
  }

  void Read(const string row) {
    int space = StringFind(row, " ");
    int end = StringFind(row, ";");
    if (space > 0 && end > space && !Knows(StringSubstr(row, 0, space))) {
      Keep(StringSubstr(row, 0, space), StringToInteger(Piece(row, space + 1, end - space - 1)));
    }
  }

  string Line(const int index) const {
    return ids[index] + " " + IntegerToString(until[index]) + ";\n";
  }

  void Forget(const long before) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (until[i] >= before) {
        ids[kept] = ids[i];
        until[kept] = until[i];
        kept++;
      }
    }
    size = kept;
    Rehash(ArraySize(ids));
  }

  // As a whole, by way of a draft.
  void Rewrite() {
    lines = size;
    if (IsTesting()) {
      return;
    }
    string text = "";
    for (int i = 0; i < size; i++) {
      text += Line(i);
    }
    uchar bytes[];
    int count = TextToBytes(text, bytes);
    string draft = FileNameOf("seen.txt.draft");
    if (WriteBytes(draft, bytes, count)) {
      FileMove(draft, 0, FileNameOf("seen.txt"), FILE_REWRITE);
    }
  }
};

SeenSignals seenSignals;
