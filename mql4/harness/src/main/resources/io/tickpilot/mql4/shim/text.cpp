#include "text.hpp"

#include "time_functions.hpp"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace mql {

namespace {

constexpr char32_t REPLACEMENT = 0xFFFD;

char32_t next_code_point(const char*& at, const char* end) {
  auto lead = static_cast<unsigned char>(*at++);
  int more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : -1;
  if (more < 0) return REPLACEMENT;
  char32_t code = more == 0 ? lead : lead & (0x3F >> more);
  for (; more > 0; more--) {
    if (at == end || (static_cast<unsigned char>(*at) & 0xC0) != 0x80) return REPLACEMENT;
    code = code << 6 | (static_cast<unsigned char>(*at++) & 0x3F);
  }
  return code;
}

std::u16string from_utf8(const char* begin, const char* end) {
  std::u16string units;
  while (begin != end) {
    char32_t code = next_code_point(begin, end);
    if (code < 0x10000) {
      units += static_cast<char16_t>(code);
    } else {
      code -= 0x10000;
      units += static_cast<char16_t>(0xD800 + (code >> 10));
      units += static_cast<char16_t>(0xDC00 + (code & 0x3FF));
    }
  }
  return units;
}

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

template <class T>
String printed(const char* format, T value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, value);
  return String(buffer);
}

}  // namespace

String::String(const char* utf8) : null_(utf8 == nullptr) {
  if (utf8) units_ = from_utf8(utf8, utf8 + std::strlen(utf8));
}

String::String(const std::string& utf8)
    : units_(from_utf8(utf8.data(), utf8.data() + utf8.size())), null_(false) {}

std::string String::utf8() const {
  std::string out;
  for (size_t i = 0; i < units_.size(); i++) {
    char32_t code = units_[i];
    bool pair = code >= 0xD800 && code < 0xDC00 && i + 1 < units_.size();
    if (pair) code = 0x10000 + ((code - 0xD800) << 10) + (units_[++i] - 0xDC00);
    append_utf8(out, code);
  }
  return out;
}

UShort String::operator[](int index) const {
  if (index < 0 || index >= length()) {
    fatal("string index out of range: index " + std::to_string(index) + " length " + std::to_string(length()));
  }
  return units_[index];
}

String::operator bool() const { return std::atof(utf8().c_str()) != 0 || utf8() == "true"; }
String::operator int() const { return static_cast<int>(std::atoll(utf8().c_str())); }
String::operator UInt() const { return static_cast<UInt>(std::atoll(utf8().c_str())); }
String::operator double() const { return std::atof(utf8().c_str()); }
String::operator Long() const { return std::atoll(utf8().c_str()); }
#ifdef MQL_DATETIME_IS_DISTINCT
String::operator DateTime() const { return StringToTime(*this); }
String number_text(DateTime value) { return TimeToString(value, TIME_DATE | TIME_SECONDS); }
#endif

String number_text(bool value) { return String(value ? "true" : "false"); }
String number_text(int value) { return printed("%d", value); }
String number_text(UInt value) { return printed("%u", value); }
String number_text(Long value) { return printed("%lld", static_cast<long long>(value)); }
String number_text(ULong value) { return printed("%llu", static_cast<unsigned long long>(value)); }
String number_text(double value) { return printed("%.16g", value); }

String file_name(const char* path) {
  const char* slash = std::strrchr(path, '/');
  return String(slash ? slash + 1 : path);
}

}  // namespace mql
