#include "string_functions.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace mql {

namespace {

bool is_blank(char16_t unit) { return unit <= u' '; }

char16_t lower(char16_t unit) { return unit >= u'A' && unit <= u'Z' ? unit + 32 : unit; }
char16_t upper(char16_t unit) { return unit >= u'a' && unit <= u'z' ? unit - 32 : unit; }

std::string encoded(const String& text, UInt code_page) {
  if (code_page == CP_UTF8) return text.utf8();
  std::string bytes;
  for (char16_t unit : text.units()) bytes += unit < 0x100 ? static_cast<char>(unit) : '?';
  return bytes;
}

String decoded(const std::string& bytes, UInt code_page) {
  if (code_page == CP_UTF8) return String(bytes);
  std::u16string units;
  for (char byte : bytes) units += static_cast<UChar>(byte);
  return String(units);
}

}  // namespace

int StringLen(const String& text) { return text.length(); }
int StringBufferLen(const String& text) { return text.length(); }

int StringFind(const String& text, const String& what, int from) {
  if (from < 0 || from > text.length()) return -1;
  size_t found = text.units().find(what.units(), from);
  return found == std::u16string::npos ? -1 : static_cast<int>(found);
}

String StringSubstr(const String& text, int from, int count) {
  if (from < 0 || from >= text.length()) return String(std::u16string());
  return String(text.units().substr(from, count <= 0 ? std::u16string::npos : count));
}

UShort StringGetCharacter(const String& text, int index) {
  return index >= 0 && index < text.length() ? text.units()[index] : 0;
}
UShort StringGetChar(const String& text, int index) { return StringGetCharacter(text, index); }

bool StringSetCharacter(String& text, int index, UShort unit) {
  if (index < 0 || index > text.length()) return false;
  if (unit == 0) {
    text.units().resize(index);
  } else if (index == text.length()) {
    text.units().push_back(unit);
  } else {
    text.units()[index] = unit;
  }
  return true;
}

String StringSetChar(const String& text, int index, UShort unit) {
  String changed = text;
  StringSetCharacter(changed, index, unit);
  return changed;
}

int StringReplace(String& text, const String& from, const String& to) {
  if (from.length() == 0) return 0;
  int replaced = 0;
  size_t at = 0;
  while ((at = text.units().find(from.units(), at)) != std::u16string::npos) {
    text.units().replace(at, from.units().size(), to.units());
    at += to.units().size();
    replaced++;
  }
  return replaced;
}

int StringCompare(const String& a, const String& b, bool case_sensitive) {
  std::u16string left = a.units(), right = b.units();
  if (!case_sensitive) {
    for (char16_t& unit : left) unit = lower(unit);
    for (char16_t& unit : right) unit = lower(unit);
  }
  return left < right ? -1 : left == right ? 0 : 1;
}

bool StringAdd(String& text, const String& more) {
  text += more;
  return true;
}

bool StringInit(String& text, int length, UShort unit) {
  text = String(std::u16string(length, unit));
  return true;
}

bool StringFill(String& text, UShort unit) { return StringInit(text, text.length(), unit); }

bool StringToUpper(String& text) {
  for (char16_t& unit : text.units()) unit = upper(unit);
  return true;
}

bool StringToLower(String& text) {
  for (char16_t& unit : text.units()) unit = lower(unit);
  return true;
}

String StringTrimLeft(const String& text) {
  size_t begin = 0;
  while (begin < text.units().size() && is_blank(text.units()[begin])) begin++;
  return String(text.units().substr(begin));
}

String StringTrimRight(const String& text) {
  size_t end = text.units().size();
  while (end > 0 && is_blank(text.units()[end - 1])) end--;
  return String(text.units().substr(0, end));
}

int StringSplit(const String& text, UShort separator, ArrayRef<String> parts) {
  Array<String>& out = parts.array();
  int count = 0;
  size_t begin = 0;
  while (true) {
    size_t end = text.units().find(separator, begin);
    if (!out.fixed()) out.resize(count + 1);
    if (count < out.size()) out[count] = String(text.units().substr(begin, end == std::u16string::npos ? end : end - begin));
    count++;
    if (end == std::u16string::npos) return count;
    begin = end + 1;
  }
}

String CharToString(UChar code) { return String(std::u16string(1, code)); }
String ShortToString(UShort unit) { return String(std::u16string(1, unit)); }
Long StringToInteger(const String& text) { return std::strtoll(text.utf8().c_str(), nullptr, 10); }
double StringToDouble(const String& text) { return std::strtod(text.utf8().c_str(), nullptr); }

String IntegerToString(Long value, int length, UShort fill) {
  String digits = number_text(value);
  int missing = length - digits.length();
  return missing <= 0 ? digits : String(std::u16string(missing, fill) + digits.units());
}

String DoubleToString(double value, int digits) {
  char buffer[400];
  bool scientific = digits < 0;
  std::snprintf(buffer, sizeof buffer, scientific ? "%.*e" : "%.*f", std::abs(digits), value);
  return String(buffer);
}

double NormalizeDouble(double value, int digits) {
  double scale = std::pow(10.0, digits);
  double scaled = std::fabs(value) * scale;
  if (scaled > 9e15) return value;
  double rounded = std::floor(scaled + 0.5 + 1e-9) / scale;
  return value < 0 ? -rounded : rounded;
}

Color StringToColor(const String& text) {
  int red, green, blue;
  std::string utf8 = text.utf8();
  if (std::sscanf(utf8.c_str(), "%d,%d,%d", &red, &green, &blue) == 3) return red | green << 8 | blue << 16;
  return static_cast<Color>(std::strtol(utf8.c_str(), nullptr, 0));
}

String ColorToString(Color color, bool) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%d,%d,%d", color & 255, color >> 8 & 255, color >> 16 & 255);
  return String(buffer);
}

UInt ColorToARGB(Color color, UChar alpha) {
  UInt red = color & 255, green = color >> 8 & 255, blue = color >> 16 & 255;
  return static_cast<UInt>(alpha) << 24 | red << 16 | green << 8 | blue;
}

int text_to_bytes(const String& text, Array<UChar>& bytes, int start, int count, UInt code_page) {
  std::string source = encoded(text, code_page);
  int length = static_cast<int>(source.size()) + 1;
  if (count >= 0) length = std::min(count, length);
  if (start + length > bytes.size()) bytes.resize(start + length);
  length = std::min(length, bytes.size() - start);
  for (int i = 0; i < length; i++) bytes[start + i] = i < static_cast<int>(source.size()) ? source[i] : 0;
  return std::max(length, 0);
}

String bytes_to_text(const Array<UChar>& bytes, int start, int count, UInt code_page) {
  int end = count < 0 ? bytes.size() : std::min(bytes.size(), start + count);
  std::string found;
  for (int i = std::max(start, 0); i < end && bytes[i]; i++) found += static_cast<char>(bytes[i]);
  return decoded(found, code_page);
}

int StringToCharArray(const String& text, ArrayRef<UChar> bytes, int start, int count, UInt code_page) {
  return text_to_bytes(text, bytes.array(), start, count, code_page);
}

String CharArrayToString(ArrayIn<UChar> bytes, int start, int count, UInt code_page) {
  return bytes_to_text(bytes.array(), start, count, code_page);
}

int StringToShortArray(const String& text, ArrayRef<UShort> units, int start, int count) {
  int length = text.length() + 1;
  if (count >= 0) length = std::min(count, length);
  if (start + length > units.array().size()) units.array().resize(start + length);
  length = std::min(length, units.array().size() - start);
  for (int i = 0; i < length; i++) units[start + i] = i < text.length() ? text.units()[i] : 0;
  return std::max(length, 0);
}

String ShortArrayToString(ArrayIn<UShort> units, int start, int count) {
  int end = count < 0 ? units.array().size() : std::min(units.array().size(), start + count);
  std::u16string found;
  for (int i = std::max(start, 0); i < end && units[i]; i++) found += units[i];
  return String(found);
}

}  // namespace mql
