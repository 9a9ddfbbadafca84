// Open files and where names lead.
#pragma once

#include "text.hpp"

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace mql {

struct OpenFile {
  std::FILE* stream = nullptr;
  std::string path;
  int flags = 0;
  char16_t delimiter = u'\t';
  UInt code_page = 0;
  bool row_ended = false;

  bool is_text() const;
  // Two bytes a character, the default of text files, unless ANSI is asked for.
  bool is_wide() const;
};

class Files {
 public:
  static constexpr size_t MOST_FILES = 64;

  // A handle, or -1 with the error set.
  int open(const std::string& name, int flags, char16_t delimiter, UInt code_page);
  void close(int handle);
  // Null with the error set.
  OpenFile* find(int handle);
  ~Files();

  // Empty, with the error set, for a name that leaves the sandbox.
  static std::string path(const std::string& name, bool common);

 private:
  bool blocked(const std::string& path, int flags) const;
  std::map<int, OpenFile> files_;
  int next_ = 1;
};

Files& files();

}  // namespace mql
