// Files and libraries outside of MQL4/Files, by way of Windows.
#property strict
#include <Tickpilot/Bytes.mqh>

#import "kernel32.dll"
int LoadLibraryW(string path);
int CreateFileW(string path, uint access, uint share, int security, uint disposition, uint flags, int like);
int ReadFile(int handle, uchar &buffer[], int size, uint &read[], int overlapped);
int CloseHandle(int handle);
#import

#define GENERIC_READ 0x80000000
#define SHARE_ALL 7
#define OPEN_EXISTING 3
#define FILE_READ_MOST 33554432

// Path of a file in the terminal's MQL4 folder; names are given with forward slashes.
string TerminalPath(const string name) {
  string path = TerminalInfoString(TERMINAL_DATA_PATH) + "\\MQL4\\" + name;
  StringReplace(path, "/", "\\");
  return path;
}

// False when there is no such file.
bool ReadTerminalFile(const string name, uchar &bytes[]) {
  ArrayResize(bytes, 0);
  int handle = CreateFileW(TerminalPath(name), GENERIC_READ, SHARE_ALL, 0, OPEN_EXISTING, 0, 0);
  if (handle == -1) {
    return false;
  }
  uchar chunk[65536];
  uint read[1];
  int size = 0;
  read[0] = 1;
  while (read[0] > 0 && size < FILE_READ_MOST) {
    read[0] = 0;
    if (ReadFile(handle, chunk, ArraySize(chunk), read, 0) == 0) {
      break;
    }
    ArrayResize(bytes, size + (int)read[0], 1048576);
    CopyBytes(bytes, chunk, size, 0, (int)read[0]);
    size += (int)read[0];
  }
  CloseHandle(handle);
  return true;
}

bool LibraryLoads(const string path) {
  return LoadLibraryW(path) != 0;
}
