// kernel32.dll: libraries, clocks, memory, and files of the terminal's folder for reading.
#include "windows.hpp"

#include "text.hpp"
#include "terminal.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>

namespace mql {

namespace {

constexpr int ERROR_FILE_NOT_FOUND = 2, ERROR_ACCESS_DENIED = 5, ERROR_INVALID_HANDLE = 6, ERROR_MOD_NOT_FOUND = 126;
constexpr long long TICKS_TO_1970 = 116444736000000000LL;

int last_error = 0;
std::map<int, std::FILE*> files;

std::string utf8(const char16_t* text) { return String(std::u16string(text)).utf8(); }

int get_last_error() { return last_error; }

int load_library(const char16_t* name) {
  std::string path = utf8(name);
  std::string file = path.substr(path.find_last_of("\\/") + 1);
  if (library_exists(file)) return 0x10000000 + static_cast<int>(file.size());
  last_error = ERROR_MOD_NOT_FOUND;
  return 0;
}
int free_library(int) { return 1; }

void move_memory(void* to, const void* from, intptr_t count) {
  if (to && from && count > 0) std::memmove(to, from, count);
}
int length_of(const char* text) { return text ? static_cast<int>(std::strlen(text)) : 0; }

int tick_count() { return static_cast<int>(terminal().clock().running_micros() / 1000); }
int performance_counter(long long* value) {
  *value = terminal().clock().running_micros();
  return 1;
}
int performance_frequency(long long* value) {
  *value = 1000000;
  return 1;
}
void file_time(long long* value) { *value = terminal().clock().local_micros() * 10 + TICKS_TO_1970; }

// Opens for reading what lies in the terminal's folder; anything else is denied.
int create_file(const char16_t* name, unsigned access, int, int, int, int, int) {
  constexpr unsigned GENERIC_WRITE = 0x40000000;
  std::string path = utf8(name);
  std::replace(path.begin(), path.end(), '\\', '/');
  std::string clean = std::filesystem::path(path).lexically_normal();
  bool inside = clean.compare(0, terminal().data_folder().size() + 1, terminal().data_folder() + "/") == 0;
  if (!inside || (access & GENERIC_WRITE)) {
    last_error = ERROR_ACCESS_DENIED;
    return -1;
  }
  std::FILE* file = std::filesystem::is_regular_file(clean) ? std::fopen(clean.c_str(), "rb") : nullptr;
  if (!file) {
    last_error = ERROR_FILE_NOT_FOUND;
    return -1;
  }
  static int next = 100;
  files[next] = file;
  return next++;
}

int read_file(int handle, void* to, int count, unsigned* read, void*) {
  auto found = files.find(handle);
  if (found == files.end()) {
    last_error = ERROR_INVALID_HANDLE;
    return 0;
  }
  *read = static_cast<unsigned>(std::fread(to, 1, count, found->second));
  return 1;
}

int file_size(int handle, void*) {
  auto found = files.find(handle);
  if (found == files.end()) return -1;
  long at = std::ftell(found->second);
  std::fseek(found->second, 0, 2);
  long size = std::ftell(found->second);
  std::fseek(found->second, at, 0);
  return static_cast<int>(size);
}

int close_handle(int handle) {
  auto found = files.find(handle);
  if (found == files.end()) return 0;
  std::fclose(found->second);
  files.erase(found);
  return 1;
}

}  // namespace

void set_windows_error(int code) { last_error = code; }
int windows_error() { return last_error; }

void* kernel_function(const std::string& function) {
  static const std::map<std::string, void*> table{
      {"GetLastError", reinterpret_cast<void*>(get_last_error)},
      {"LoadLibraryW", reinterpret_cast<void*>(load_library)},
      {"FreeLibrary", reinterpret_cast<void*>(free_library)},
      {"RtlMoveMemory", reinterpret_cast<void*>(move_memory)},
      {"lstrlenA", reinterpret_cast<void*>(length_of)},
      {"lstrlen", reinterpret_cast<void*>(length_of)},
      {"GetTickCount", reinterpret_cast<void*>(tick_count)},
      {"QueryPerformanceCounter", reinterpret_cast<void*>(performance_counter)},
      {"QueryPerformanceFrequency", reinterpret_cast<void*>(performance_frequency)},
      {"GetSystemTimeAsFileTime", reinterpret_cast<void*>(file_time)},
      {"CreateFileW", reinterpret_cast<void*>(create_file)},
      {"ReadFile", reinterpret_cast<void*>(read_file)},
      {"GetFileSize", reinterpret_cast<void*>(file_size)},
      {"CloseHandle", reinterpret_cast<void*>(close_handle)},
  };
  auto found = table.find(function);
  return found == table.end() ? nullptr : found->second;
}

void* windows_function(const std::string& library, const std::string& function) {
  if (library == "ws2_32.dll") return socket_function(function);
  return library == "kernel32.dll" ? kernel_function(function) : nullptr;
}

}  // namespace mql
