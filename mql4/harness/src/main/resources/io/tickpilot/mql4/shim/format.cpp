#include "format.hpp"

#include "protocol.hpp"

#include <cstdio>
#include <cstring>

namespace mql {

namespace {

// One conversion of a format: flags, width and precision in "spec", then the letter.
struct Conversion {
  std::string spec = "%";
  bool wide = false;
  char letter = 0;
  size_t end = 0;
};

Conversion conversion_at(const std::string& format, size_t at) {
  Conversion found;
  while (at < format.size() && std::strchr("-+ #0123456789.", format[at])) found.spec += format[at++];
  while (at < format.size() && std::strchr("lIh", format[at])) {
    bool microsoft = format.compare(at, 3, "I64") == 0;
    found.wide |= microsoft || format[at] == 'l';
    at += microsoft ? 3 : 1;
  }
  found.letter = at < format.size() ? format[at] : 0;
  found.end = at + 1;
  return found;
}

template <class T>
std::string printed(const std::string& format, T value) {
  char buffer[512];
  std::snprintf(buffer, sizeof buffer, format.c_str(), value);
  return buffer;
}

std::string integer(const Conversion& to, const Argument& value) {
  if (value.kind() != Argument::Kind::INTEGER) {
    warn(std::string("format %") + to.letter + " was given no integer: " + value.text());
  }
  bool cut = value.width() == 8 && !to.wide;
  if (cut && value.integer() != static_cast<int>(value.integer())) {
    warn(std::string("format %") + to.letter + " cuts a 64-bit value; use %I64d: " + value.text());
  }
  long long number = value.kind() == Argument::Kind::REAL ? static_cast<long long>(value.real()) : value.integer();
  if (to.letter == 'c') return printed(to.spec + "c", static_cast<int>(number));
  bool is_signed = to.letter == 'd' || to.letter == 'i';
  if (cut) number = is_signed ? static_cast<int>(number) : static_cast<long long>(static_cast<UInt>(number));
  return printed(to.spec + "ll" + to.letter, number);
}

std::string converted(const Conversion& to, const Argument& value) {
  if (std::strchr("diuxXoc", to.letter)) return integer(to, value);
  if (std::strchr("fFeEgGaA", to.letter)) {
    if (value.kind() == Argument::Kind::TEXT) warn("format %" + std::string(1, to.letter) + " was given a string");
    return printed(to.spec + to.letter, value.real());
  }
  if (to.letter == 's') return to.spec == "%" ? value.text() : printed(to.spec + "s", value.text().c_str());
  warn(std::string("unknown format %") + to.letter);
  return "";
}

}  // namespace

std::string joined(const Arguments& arguments) {
  std::string all;
  for (const Argument& each : arguments) all += each.text();
  return all;
}

std::string formatted(const std::string& format, const Arguments& arguments) {
  std::string out;
  size_t used = 0;
  for (size_t i = 0; i < format.size(); i++) {
    if (format[i] != '%') {
      out += format[i];
    } else if (i + 1 < format.size() && format[i + 1] == '%') {
      out += format[++i];
    } else {
      Conversion to = conversion_at(format, i + 1);
      i = to.end - 1;
      if (to.letter == 0) break;
      if (used == arguments.size()) {
        warn("format has more conversions than values: " + format);
        continue;
      }
      out += converted(to, arguments[used++]);
    }
  }
  if (used < arguments.size()) warn("format has fewer conversions than values: " + format);
  return out;
}

std::string enum_name(const EnumNames& names, int value) {
  for (const EnumName& each : names) {
    if (each.value == value) return each.name;
  }
  return std::to_string(value);
}

}  // namespace mql
