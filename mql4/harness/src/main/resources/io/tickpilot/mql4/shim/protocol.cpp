#include "protocol.hpp"

#include <cstdio>
#include <set>
#include <unistd.h>

namespace mql {

namespace {
bool must_be_encoded(unsigned char c) { return c <= ' ' || c == '%' || c == 0x7F; }
}  // namespace

void write_line(const std::string& line) {
  std::string bytes = line + '\n';
  size_t done = 0;
  while (done < bytes.size()) {
    ssize_t written = ::write(STDOUT_FILENO, bytes.data() + done, bytes.size() - done);
    if (written <= 0) _exit(5);
    done += written;
  }
}

void warn(const std::string& what) {
  static std::set<std::string> said;
  if (said.insert(what).second) Line("WARN").with("text", what).write();
}

std::string encode(const std::string& text) {
  std::string out;
  for (unsigned char c : text) {
    if (must_be_encoded(c)) {
      char hex[4];
      std::snprintf(hex, sizeof hex, "%%%02X", c);
      out += hex;
    } else {
      out += static_cast<char>(c);
    }
  }
  return out;
}

std::string decode(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Line& Line::with(const char* key, const std::string& value) {
  text_ += std::string(" ") + key + "=" + encode(value);
  return *this;
}

Line& Line::with(const char* key, long long value) { return with(key, std::to_string(value)); }

Line& Line::with(const char* key, double value, int digits) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", digits, value);
  return with(key, std::string(buffer));
}

}  // namespace mql
