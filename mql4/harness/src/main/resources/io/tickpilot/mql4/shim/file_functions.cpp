#include "file_functions.hpp"

#include "files.hpp"
#include "string_functions.hpp"
#include "terminal.hpp"
#include "time_functions.hpp"

#include <cstring>
#include <filesystem>
#include <fnmatch.h>

namespace mql {

namespace {

namespace fs = std::filesystem;

constexpr char16_t BYTE_ORDER_MARK = 0xFEFF;

bool is_common(int flags) { return (flags & FILE_COMMON) != 0; }

// The next character of a text file, or -1.
int next_unit(OpenFile& file) {
  int low = std::fgetc(file.stream);
  if (low == EOF || !file.is_wide()) return low;
  int high = std::fgetc(file.stream);
  return high == EOF ? EOF : low | high << 8;
}

void step_back(OpenFile& file) { std::fseek(file.stream, file.is_wide() ? -2 : -1, SEEK_CUR); }

// MetaTrader reads up to the end of the line, in CSV up to the delimiter.
String read_text(OpenFile& file) {
  std::u16string wide;
  std::string narrow;
  file.row_ended = false;
  int unit;
  while ((unit = next_unit(file)) != EOF) {
    if (unit == BYTE_ORDER_MARK) continue;
    if (unit == '\r') {
      if (next_unit(file) != '\n') step_back(file);
      file.row_ended = true;
      break;
    }
    bool ended = unit == '\n';
    if (ended || ((file.flags & FILE_CSV) && unit == file.delimiter)) {
      file.row_ended = ended;
      break;
    }
    if (file.is_wide()) {
      wide += static_cast<char16_t>(unit);
    } else {
      narrow += static_cast<char>(unit);
    }
  }
  if (file.is_wide()) return String(wide);
  if (file.code_page == CP_UTF8) return String(narrow);
  for (char byte : narrow) wide += static_cast<UChar>(byte);
  return String(wide);
}

UInt write_text(OpenFile& file, const String& text) {
  std::string bytes;
  if (file.is_wide()) {
    if (file.is_text() && std::ftell(file.stream) == 0) bytes += "\xFF\xFE";
    for (char16_t unit : text.units()) {
      bytes += static_cast<char>(unit & 0xFF);
      bytes += static_cast<char>(unit >> 8);
    }
  } else if (file.code_page == CP_UTF8) {
    bytes = text.utf8();
  } else {
    for (char16_t unit : text.units()) bytes += unit < 0x100 ? static_cast<char>(unit) : '?';
  }
  return static_cast<UInt>(std::fwrite(bytes.data(), 1, bytes.size(), file.stream));
}

template <class T>
T read_value(int handle) {
  T value{};
  read_bytes(handle, &value, sizeof value);
  return value;
}

struct Search {
  std::vector<std::string> names;
  size_t next = 0;
};
std::map<Long, Search> searches;

}  // namespace

int FileOpen(const String& name, int flags, Short delimiter, UInt code_page) {
  return files().open(name.utf8(), flags, static_cast<char16_t>(delimiter), code_page);
}
int FileOpen(const String& name, int flags, const String& delimiter, UInt code_page) {
  return files().open(name.utf8(), flags, delimiter.length() > 0 ? delimiter.units()[0] : u'\t', code_page);
}
void FileClose(int handle) { files().close(handle); }
void FileFlush(int handle) {
  if (OpenFile* file = files().find(handle)) std::fflush(file->stream);
}

bool FileDelete(const String& name, int common) {
  std::string path = Files::path(name.utf8(), is_common(common));
  if (path.empty()) return false;
  std::error_code error;
  if (fs::is_regular_file(path) && fs::remove(path, error)) return true;
  terminal().set_error(fs::exists(path) ? ERR_FILE_CANNOT_DELETE : ERR_FILE_NOT_EXIST);
  return false;
}

bool FileIsExist(const String& name, int common) {
  std::string path = Files::path(name.utf8(), is_common(common));
  if (!path.empty() && fs::is_regular_file(path)) return true;
  terminal().set_error(fs::is_directory(path) ? ERR_FILE_IS_DIRECTORY : ERR_FILE_NOT_EXIST);
  return false;
}

namespace {
bool transfer(const String& from, int common, const String& to, int mode, bool move) {
  std::string source = Files::path(from.utf8(), is_common(common));
  std::string target = Files::path(to.utf8(), is_common(mode));
  if (source.empty() || target.empty()) return false;
  if (!fs::is_regular_file(source)) {
    terminal().set_error(ERR_FILE_NOT_EXIST);
    return false;
  }
  if (fs::exists(target) && (mode & FILE_REWRITE) == 0) {
    terminal().set_error(ERR_FILE_CANNOT_REWRITE);
    return false;
  }
  std::error_code error;
  fs::create_directories(fs::path(target).parent_path(), error);
  if (move) {
    fs::rename(source, target, error);
  } else {
    fs::copy_file(source, target, fs::copy_options::overwrite_existing, error);
  }
  if (error) terminal().set_error(ERR_FILE_CANNOT_REWRITE);
  return !error;
}
}  // namespace

bool FileMove(const String& from, int common, const String& to, int mode) { return transfer(from, common, to, mode, true); }
bool FileCopy(const String& from, int common, const String& to, int mode) { return transfer(from, common, to, mode, false); }

bool FolderCreate(const String& name, int common) {
  std::string path = Files::path(name.utf8(), is_common(common));
  std::error_code error;
  return !path.empty() && (fs::create_directories(path, error) || fs::is_directory(path));
}
bool FolderDelete(const String& name, int common) {
  std::string path = Files::path(name.utf8(), is_common(common));
  std::error_code error;
  return !path.empty() && fs::is_directory(path) && fs::remove(path, error);
}
bool FolderClean(const String& name, int common) {
  std::string path = Files::path(name.utf8(), is_common(common));
  if (path.empty() || !fs::is_directory(path)) return false;
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.is_regular_file()) fs::remove(entry.path());
  }
  return true;
}

Long FileFindFirst(const String& filter, String& name, int common) {
  std::string path = Files::path(filter.utf8(), is_common(common));
  if (path.empty()) return INVALID_HANDLE;
  fs::path pattern(path);
  Search search;
  if (fs::is_directory(pattern.parent_path())) {
    for (const auto& entry : fs::directory_iterator(pattern.parent_path())) {
      std::string found = entry.path().filename().string();
      if (fnmatch(pattern.filename().c_str(), found.c_str(), FNM_CASEFOLD) == 0) {
        search.names.push_back(entry.is_directory() ? found + "\\" : found);
      }
    }
  }
  if (search.names.empty()) return INVALID_HANDLE;
  std::sort(search.names.begin(), search.names.end());
  static Long next = 1;
  searches[next] = search;
  FileFindNext(next, name);
  return next++;
}

bool FileFindNext(Long handle, String& name) {
  auto found = searches.find(handle);
  if (found == searches.end() || found->second.next >= found->second.names.size()) return false;
  name = String(found->second.names[found->second.next++]);
  return true;
}

void FileFindClose(Long handle) { searches.erase(handle); }

bool FileIsEnding(int handle) {
  OpenFile* file = files().find(handle);
  return !file || FileTell(handle) >= FileSize(handle);
}

bool FileIsLineEnding(int handle) {
  OpenFile* file = files().find(handle);
  return !file || file->row_ended || FileIsEnding(handle);
}

bool FileSeek(int handle, Long offset, ENUM_FILE_POSITION origin) {
  OpenFile* file = files().find(handle);
  int from = static_cast<int>(origin);
  return file && std::fseek(file->stream, offset, from) == 0;
}

ULong FileSize(int handle) {
  OpenFile* file = files().find(handle);
  if (!file) return 0;
  std::fflush(file->stream);
  return fs::file_size(file->path);
}

ULong FileTell(int handle) {
  OpenFile* file = files().find(handle);
  return file ? std::ftell(file->stream) : 0;
}

Long FileGetInteger(int handle, int property) {
  OpenFile* file = files().find(handle);
  if (!file) return -1;
  switch (property) {
    case FILE_EXISTS: return 1;
    case FILE_SIZE: return FileSize(handle);
    case FILE_POSITION: return FileTell(handle);
    case FILE_END: return FileIsEnding(handle);
    case FILE_LINE_END: return FileIsLineEnding(handle);
    case FILE_IS_COMMON: return is_common(file->flags);
    case FILE_IS_TEXT: return (file->flags & FILE_TXT) != 0;
    case FILE_IS_BINARY: return !file->is_text();
    case FILE_IS_CSV: return (file->flags & FILE_CSV) != 0;
    case FILE_IS_ANSI: return !file->is_wide();
    case FILE_IS_READABLE: return (file->flags & FILE_READ) != 0;
    case FILE_IS_WRITABLE: return (file->flags & FILE_WRITE) != 0;
    default: return -1;
  }
}

Long FileGetInteger(const String& name, int property, bool common) {
  int handle = files().open(name.utf8(), FILE_READ | FILE_BIN | FILE_SHARE_READ | FILE_SHARE_WRITE | (common ? FILE_COMMON : 0), 0, 0);
  if (handle < 0) return property == FILE_EXISTS ? 0 : -1;
  Long value = FileGetInteger(handle, property);
  files().close(handle);
  return value;
}

String FileReadString(int handle, int length) {
  OpenFile* file = files().find(handle);
  if (!file) return String();
  if (file->is_text()) return read_text(*file);
  std::u16string units;
  for (int i = 0; i < length; i++) {
    int unit = next_unit(*file);
    if (unit == EOF) break;
    units += static_cast<char16_t>(unit);
  }
  return String(units);
}

double FileReadNumber(int handle) { return StringToDouble(FileReadString(handle)); }
bool FileReadBool(int handle) { return static_cast<bool>(FileReadString(handle)); }
DateTime FileReadDatetime(int handle) { return StringToTime(FileReadString(handle)); }
int FileReadInteger(int handle, int size) {
  if (size == 1) return read_value<UChar>(handle);
  if (size == 2) return read_value<Short>(handle);
  return read_value<int>(handle);
}
Long FileReadLong(int handle) { return read_value<Long>(handle); }
double FileReadDouble(int handle) { return read_value<double>(handle); }
float FileReadFloat(int handle) { return read_value<float>(handle); }

UInt FileWriteString(int handle, const String& text, int length) {
  OpenFile* file = files().find(handle);
  if (!file) return 0;
  if (file->is_text() || length < 0) return write_text(*file, text);
  std::u16string cut = text.units().substr(0, length);
  cut.resize(length);
  return write_text(*file, String(cut));
}
UInt FileWriteInteger(int handle, int value, int size) { return write_bytes(handle, &value, std::min(size, 4)); }
UInt FileWriteLong(int handle, Long value) { return write_bytes(handle, &value, sizeof value); }
UInt FileWriteDouble(int handle, double value) { return write_bytes(handle, &value, sizeof value); }
UInt FileWriteFloat(int handle, float value) { return write_bytes(handle, &value, sizeof value); }

int read_bytes(int handle, void* to, int count) {
  OpenFile* file = files().find(handle);
  if (!file) return 0;
  if ((file->flags & FILE_READ) == 0) {
    terminal().set_error(ERR_FILE_NOT_TOREAD);
    return 0;
  }
  std::fseek(file->stream, 0, 1);
  return static_cast<int>(std::fread(to, 1, count, file->stream));
}

UInt write_bytes(int handle, const void* from, int count) {
  OpenFile* file = files().find(handle);
  if (!file) return 0;
  if ((file->flags & FILE_WRITE) == 0) {
    terminal().set_error(ERR_FILE_NOT_TOWRITE);
    return 0;
  }
  std::fseek(file->stream, 0, 1);
  return static_cast<UInt>(std::fwrite(from, 1, count, file->stream));
}

UInt write_row(int handle, const Arguments& values) {
  OpenFile* file = files().find(handle);
  if (!file) return 0;
  String row(std::u16string{});
  bool separated = (file->flags & FILE_CSV) != 0;
  for (size_t i = 0; i < values.size(); i++) {
    if (i > 0 && separated) row += String(std::u16string(1, file->delimiter));
    row += String(values[i].text());
  }
  return write_text(*file, row += String("\r\n"));
}

}  // namespace mql
