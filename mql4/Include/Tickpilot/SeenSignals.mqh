// Ids of signals that were taken up, in a file, so that a restarted EA trades none again. A line an id with the end of its validity;
// a line that a crash has cut is passed over. Ids are forgotten ten minutes after their signal expired.
#property strict
#include <Tickpilot/Files.mqh>

#define SEEN_KEPT 4096
#define SEEN_MICROS 600000000

class SeenSignals {
 public:
  void Load() {
    ArrayResize(ids, 0);
    ArrayResize(until, 0);
    size = 0;
    lines = 0;
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
    for (int i = size - 1; i >= 0; i--) {
      if (ids[i] == id) {
        return true;
      }
    }
    return false;
  }

  // On disk when this returns true.
  bool Add(const string id, const long validUntil, const long now) {
    if (size >= SEEN_KEPT || lines > 2 * SEEN_KEPT) {
      Forget(now);
      Rewrite();
    }
    Keep(id, validUntil);
    lines++;
    return IsTesting() || AppendText(FileNameOf("seen.txt"), Line(size - 1));
  }

 private:
  string ids[];
  long until[];
  int size;
  int lines;

  void Keep(const string id, const long validUntil) {
    if (size >= ArraySize(ids)) {
      ArrayResize(ids, 2 * size + 64);
      ArrayResize(until, 2 * size + 64);
    }
    ids[size] = id;
    until[size] = validUntil;
    size++;
  }

  void Read(const string row) {
    int space = StringFind(row, " ");
    int end = StringFind(row, ";");
    if (space > 0 && end > space && !Knows(StringSubstr(row, 0, space))) {
      Keep(StringSubstr(row, 0, space), StringToInteger(StringSubstr(row, space + 1, end - space - 1)));
    }
  }

  string Line(const int index) const {
    return ids[index] + " " + IntegerToString(until[index]) + ";\n";
  }

  // The expired, and where that is not enough the oldest half.
  void Forget(const long now) {
    int drop = 0;
    for (int i = 0; i < size; i++) {
      drop += until[i] < now - SEEN_MICROS ? 1 : 0;
    }
    bool oldest = size - drop >= SEEN_KEPT;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      bool stays = oldest ? i >= size / 2 : until[i] >= now - SEEN_MICROS;
      if (stays) {
        ids[kept] = ids[i];
        until[kept] = until[i];
        kept++;
      }
    }
    size = kept;
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
