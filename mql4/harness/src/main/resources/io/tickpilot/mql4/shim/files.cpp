#include "files.hpp"

#include "terminal.hpp"

#include <algorithm>
#include <filesystem>

namespace mql {

Files& files() {
  static Files all;
  return all;
}

Files::~Files() {
  for (auto& entry : files_) std::fclose(entry.second.stream);
}

bool OpenFile::is_text() const { return (flags & FILE_BIN) == 0; }
bool OpenFile::is_wide() const { return (flags & FILE_ANSI) == 0; }

std::string Files::path(const std::string& name, bool common) {
  std::string relative = name;
  std::replace(relative.begin(), relative.end(), '\\', '/');
  std::filesystem::path clean = std::filesystem::path(relative).lexically_normal();
  bool leaves = clean.is_absolute() || clean.empty() || *clean.begin() == ".." || relative.find(':') != std::string::npos;
  if (leaves) {
    terminal().set_error(ERR_FILE_WRONG_FILENAME);
    return "";
  }
  return terminal().data_folder() + (common ? "/Common/Files/" : "/MQL4/Files/") + clean.string();
}

// A file open for writing is shared only when both ask for it.
bool Files::blocked(const std::string& path, int flags) const {
  for (const auto& entry : files_) {
    const OpenFile& other = entry.second;
    if (other.path != path) continue;
    bool writes = (flags & FILE_WRITE) != 0, other_writes = (other.flags & FILE_WRITE) != 0;
    if (writes && (other.flags & FILE_SHARE_WRITE) == 0) return true;
    if (other_writes && (flags & FILE_SHARE_WRITE) == 0) return true;
    if (!writes && (other.flags & FILE_SHARE_READ) == 0 && other_writes) return true;
  }
  return false;
}

int Files::open(const std::string& name, int flags, char16_t delimiter, UInt code_page) {
  if (terminal().data_folder().empty()) fatal("no data folder was given to the simulated terminal");
  std::string path = Files::path(name, (flags & FILE_COMMON) != 0);
  if (path.empty()) return -1;
  if (files_.size() >= MOST_FILES) {
    terminal().set_error(ERR_FILE_TOO_MANY_OPENED);
    return -1;
  }
  bool reads = (flags & FILE_READ) != 0, writes = (flags & FILE_WRITE) != 0;
  bool exists = std::filesystem::is_regular_file(path);
  if (std::filesystem::is_directory(path) || blocked(path, flags) || (!reads && !writes)) {
    terminal().set_error(ERR_FILE_CANNOT_OPEN);
    return -1;
  }
  if (!writes && !exists) {
    terminal().set_error(ERR_FILE_NOT_EXIST);
    return -1;
  }
  if (writes) std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  const char* mode = !writes ? "rb" : reads && exists ? "r+b" : "w+b";
  std::FILE* stream = std::fopen(path.c_str(), mode);
  if (!stream) {
    terminal().set_error(ERR_FILE_CANNOT_OPEN);
    return -1;
  }
  OpenFile file;
  file.stream = stream;
  file.path = path;
  file.flags = flags;
  file.delimiter = delimiter;
  file.code_page = code_page;
  files_[next_] = file;
  return next_++;
}

void Files::close(int handle) {
  OpenFile* file = find(handle);
  if (!file) return;
  std::fclose(file->stream);
  files_.erase(handle);
}

OpenFile* Files::find(int handle) {
  auto found = files_.find(handle);
  if (found != files_.end()) return &found->second;
  terminal().set_error(ERR_FILE_INVALID_HANDLE);
  return nullptr;
}

}  // namespace mql
