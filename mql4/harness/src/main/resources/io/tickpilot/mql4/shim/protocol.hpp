// The lines the simulated terminal writes: a word, then key=value pairs parted by blanks; values are percent-encoded.
#pragma once

#include "types.hpp"

#include <sstream>
#include <string>

namespace mql {

void write_line(const std::string& line);

// A remark of the harness about doubtful use of MQL4, each once.
void warn(const std::string& what);

std::string encode(const std::string& text);
std::string decode(const std::string& text);

class Line {
 public:
  explicit Line(const std::string& words) : text_(words) {}
  Line& with(const char* key, const std::string& value);
  Line& with(const char* key, const char* value) { return with(key, std::string(value)); }
  Line& with(const char* key, long long value);
  Line& with(const char* key, int value) { return with(key, static_cast<long long>(value)); }
  Line& with(const char* key, double value, int digits);
  void write() const { write_line(text_); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Catches zero division, invalid pointers and stack overflow, and makes them end the expert loudly.
void install_traps();

}  // namespace mql
