// Text files below MQL4/Files/Tickpilot that are replaced as a whole: who is killed in between finds the old text or the new one.
#property strict
#include <Tickpilot/Bytes.mqh>

#define FOLDER "Tickpilot"

// Of one EA among several in a terminal.
string FileNameOf(const string what) {
  return FOLDER + "\\" + IntegerToString(Magic) + "-" + what;
}

bool ReadBytes(const string name, uchar &bytes[]) {
  ArrayResize(bytes, 0);
  if (!FileIsExist(name)) {
    return false;
  }
  int handle = FileOpen(name, FILE_READ | FILE_BIN | FILE_SHARE_READ);
  if (handle == INVALID_HANDLE) {
    return false;
  }
  int size = (int)FileSize(handle);
  if (size > 0) {
    ArrayResize(bytes, size);
    size = (int)FileReadArray(handle, bytes, 0, size);
    ArrayResize(bytes, size);
  }
  FileClose(handle);
  return true;
}

bool WriteBytes(const string name, const uchar &bytes[], const int count) {
  FolderCreate(FOLDER);
  int handle = FileOpen(name, FILE_WRITE | FILE_BIN);
  if (handle == INVALID_HANDLE) {
    Print("Tickpilot: file cannot be written: ", name, " (error ", GetLastError(), ")");
    return false;
  }
  bool written = count == 0 || (int)FileWriteArray(handle, bytes, 0, count) == count;
  FileFlush(handle);
  FileClose(handle);
  return written;
}

bool AppendText(const string name, const string text) {
  uchar bytes[];
  int count = TextToBytes(text, bytes);
  FolderCreate(FOLDER);
  int handle = FileOpen(name, FILE_READ | FILE_WRITE | FILE_BIN);
  if (handle == INVALID_HANDLE) {
    Print("Tickpilot: file cannot be written: ", name, " (error ", GetLastError(), ")");
    return false;
  }
  FileSeek(handle, 0, SEEK_END);
  bool written = (int)FileWriteArray(handle, bytes, 0, count) == count;
  FileFlush(handle);
  FileClose(handle);
  return written;
}

// The text and, as its last line, its hash.
bool ReplaceText(const string name, const string text) {
  uchar bytes[];
  int count = TextToBytes(text + "sha256 " + Sha256OfText(text) + "\n", bytes);
  string draft = name + ".draft";
  if (!WriteBytes(draft, bytes, count)) {
    return false;
  }
  if (!FileMove(draft, 0, name, FILE_REWRITE)) {
    Print("Tickpilot: file cannot be replaced: ", name, " (error ", GetLastError(), ")");
    return false;
  }
  return true;
}

// False when the file is missing or was cut or changed.
bool ReadSealedText(const string name, string &text) {
  uchar bytes[];
  text = "";
  if (!ReadBytes(name, bytes)) {
    return false;
  }
  string all = BytesToText(bytes, 0, ArraySize(bytes));
  int seal = StringLen(all) - 72;
  if (seal < 0 || StringSubstr(all, seal, 7) != "sha256 ") {
    return false;
  }
  text = Piece(all, 0, seal);
  return Sha256OfText(text) == StringSubstr(all, seal + 7, 64);
}

// What ReplaceText wrote last, even when it was stopped before the old text was replaced.
bool ReadText(const string name, string &text) {
  return ReadSealedText(name, text) || ReadSealedText(name + ".draft", text);
}
