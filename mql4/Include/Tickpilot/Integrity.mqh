// Whether the EA's own files are what they were: the source as packaged, and program and libraries as the trader first ran them. The
// list is kept with an HMAC. It shows accidents and careless tampering; who can change this program can change its list.
#property strict
#include <Tickpilot/Secrets.mqh>
#include <Tickpilot/Windows.mqh>

#define OWN_INCLUDES "Breakers,Bytes,Clock,Commands,Errors,Files,Inputs,Integrity,Json,Keepsakes,LegSwitch,Link,Market,Messages,OrderQueue,Panel,Preflight,Protobuf,Reports,Rows,Secrets,SeenSignals,SignalCheck,Sizing,State,StateRows,StreamPlace,Symbols,TesterFeed,TickForwarder,TradeBook,TradeManager,Unanswered,WebSocket,Windows,ZeroMq"
#define OWN_OTHERS "Experts/Tickpilot.mq4,Experts/Tickpilot.ex4,Libraries/libzmq.dll,Libraries/libsodium.dll"

// Lines of hash and name of every file that is there.
string HashesOfFiles() {
  string names[];
  string others[];
  string text = "";
  int count = StringSplit(OWN_INCLUDES, ',', names);
  for (int i = 0; i < count; i++) {
    text += HashLine("Include/Tickpilot/" + names[i] + ".mqh");
  }
  count = StringSplit(OWN_OTHERS, ',', others);
  for (int i = 0; i < count; i++) {
    text += HashLine(others[i]);
  }
  return text;
}

string HashLine(const string name) {
  uchar bytes[];
  return ReadTerminalFile(name, bytes) ? Sha256(bytes) + " " + name + "\n" : "";
}

// First file whose line in one list is not in the other; empty when there is none.
string FirstMissing(const string lines, const string among) {
  string rows[];
  int count = StringSplit(lines, '\n', rows);
  for (int i = 0; i < count; i++) {
    bool row = StringLen(rows[i]) > 65;
    if (row && StringFind(among, rows[i]) < 0) {
      return StringSubstr(rows[i], 65);
    }
  }
  return "";
}

string SealOf(const string text) {
  uchar bytes[];
  uchar mac[];
  int count = TextToBytes(text, bytes);
  return secrets.Mac(bytes, count, mac) ? ToHex(mac) : "";
}

// Empty when nothing has changed since the files were accepted; the first run accepts those that the package's list names.
string IntegrityFault() {
  string name = FOLDER + "\\integrity.txt";
  string now = HashesOfFiles();
  string kept = "";
  bool known = FileIsExist(name);
  if (known && !AcceptChangedFiles) {
    if (!ReadSealedText(name, kept)) {
      return name + " was changed";
    }
    int seal = StringFind(kept, "hmac ");
    if (seal < 0 || SealOf(Piece(kept, 0, seal)) != StringSubstr(kept, seal + 5, 64)) {
      return name + " was changed or has another passphrase";
    }
    kept = Piece(kept, 0, seal);
    string changed = FirstMissing(now, kept);
    return changed == "" ? FirstMissing(kept, now) : changed;
  }
  string fault = AcceptChangedFiles ? "" : PackageFault(now);
  if (fault == "") {
    ReplaceText(name, now + "hmac " + SealOf(now) + "\n");
  }
  return fault;
}

// A file that is not as the package had it.
string PackageFault(const string now) {
  uchar bytes[];
  if (!ReadBytes(FOLDER + "\\manifest.txt", bytes)) {
    return "";
  }
  string packaged = BytesToText(bytes, 0, ArraySize(bytes));
  StringReplace(packaged, "\r", "");
  return FirstMissing(packaged, now);
}
