// MQL4's string: UTF-16, and NULL until it is given a value.
#pragma once

#include "types.hpp"

#include <string>
#include <type_traits>

namespace mql {

class String {
 public:
  String() = default;
  String(Null) {}
  String(const char* utf8);
  String(const std::string& utf8);
  explicit String(std::u16string units) : units_(std::move(units)), null_(false) {}

  // MetaEditor warns of the same; an explicit (string) is a ToString and silent.
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T>>>
  [[deprecated("implicit conversion from number to string")]] String(T number);

  std::string utf8() const;
  const std::u16string& units() const { return units_; }
  std::u16string& units() {
    null_ = false;
    return units_;
  }
  bool is_null() const { return null_; }
  int length() const { return static_cast<int>(units_.size()); }

  String& operator+=(const String& other) {
    units_ += other.units_;
    null_ = false;
    return *this;
  }
  UShort operator[](int index) const;

  explicit operator bool() const;
  explicit operator int() const;
  explicit operator UInt() const;
  explicit operator double() const;
  explicit operator Long() const;
#ifdef MQL_DATETIME_IS_DISTINCT
  explicit operator DateTime() const;
#endif

 private:
  std::u16string units_;
  bool null_ = true;
};

// How numbers look where a string is wanted.
String number_text(bool value);
String number_text(int value);
String number_text(UInt value);
String number_text(Long value);
String number_text(ULong value);
String number_text(double value);
#ifdef MQL_DATETIME_IS_DISTINCT
String number_text(DateTime value);
#endif
inline String number_text(Char value) { return number_text(static_cast<int>(value)); }
inline String number_text(UChar value) { return number_text(static_cast<int>(value)); }
inline String number_text(Short value) { return number_text(static_cast<int>(value)); }
inline String number_text(UShort value) { return number_text(static_cast<int>(value)); }
inline String number_text(float value) { return number_text(static_cast<double>(value)); }

template <class T, class>
String::String(T number) {
  if constexpr (std::is_enum_v<T>) {
    *this = number_text(static_cast<int>(number));
  } else {
    *this = number_text(number);
  }
}

// (string)value
struct ToString : String {
  explicit ToString(const String& text) : String(text) {}
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
  explicit ToString(T number) : String(number_text(number)) {}
  template <class T, class = std::enable_if_t<std::is_enum_v<T>>, class = void>
  explicit ToString(T number) : String(number_text(static_cast<int>(number))) {}
};

// A string constant of the program; neighbours join, as in MQL4.
inline String operator""_text(const char16_t* units, size_t length) { return String(std::u16string(units, length)); }

// The last part of a path: what __FILE__ is in MQL4.
String file_name(const char* path);

inline String operator+(String left, const String& right) { return left += right; }
template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
[[deprecated("implicit conversion from number to string")]] String operator+(String left, T right) {
  return left += number_text(right);
}
template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
[[deprecated("implicit conversion from number to string")]] String operator+(T left, const String& right) {
  return number_text(left) += right;
}
inline bool operator==(const String& a, const String& b) { return a.units() == b.units(); }
inline bool operator!=(const String& a, const String& b) { return a.units() != b.units(); }
inline bool operator<(const String& a, const String& b) { return a.units() < b.units(); }
inline bool operator>(const String& a, const String& b) { return a.units() > b.units(); }
inline bool operator<=(const String& a, const String& b) { return a.units() <= b.units(); }
inline bool operator>=(const String& a, const String& b) { return a.units() >= b.units(); }

}  // namespace mql
