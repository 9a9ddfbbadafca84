// What Print, Comment, FileWrite and StringFormat take: any number of values of any simple type.
#pragma once

#include "text.hpp"

#include <string>
#include <type_traits>
#include <vector>

namespace mql {

class Argument {
 public:
  enum class Kind { INTEGER, REAL, TEXT };

  template <class T, class = std::enable_if_t<std::is_integral_v<T>>>
  Argument(T value)
      : kind_(Kind::INTEGER), integer_(static_cast<long long>(value)), width_(sizeof(T)), text_(number_text(value).utf8()) {}
  template <class T, class = std::enable_if_t<std::is_enum_v<T>>, class = void>
  Argument(T value) : Argument(static_cast<int>(value)) {}
  Argument(double value) : kind_(Kind::REAL), real_(value), text_(number_text(value).utf8()) {}
  Argument(float value) : Argument(static_cast<double>(value)) {}
  Argument(const String& value) : text_(value.utf8()) {}
  Argument(Null) {}

  Kind kind() const { return kind_; }
  long long integer() const { return integer_; }
  double real() const { return kind_ == Kind::INTEGER ? static_cast<double>(integer_) : real_; }
  size_t width() const { return width_; }
  const std::string& text() const { return text_; }

 private:
  Kind kind_ = Kind::TEXT;
  long long integer_ = 0;
  double real_ = 0;
  size_t width_ = 0;
  std::string text_;
};

using Arguments = std::vector<Argument>;

std::string joined(const Arguments& arguments);
std::string formatted(const std::string& format, const Arguments& arguments);

// The enumerators of an enumeration of the program, written by the translator.
struct EnumName {
  int value;
  const char* name;
};
using EnumNames = std::vector<EnumName>;
std::string enum_name(const EnumNames& names, int value);

template <class E>
String EnumToString(E value) {
  return String(enum_name(enum_names(static_cast<E*>(nullptr)), static_cast<int>(value)));
}

template <class... A>
String StringFormat(const String& format, const A&... values) {
  return String(formatted(format.utf8(), {Argument(values)...}));
}
template <class... A>
String StringConcatenate(const A&... values) {
  return String(joined({Argument(values)...}));
}

void print(const std::string& line);
void alert(const std::string& line);
void comment(const std::string& text);

template <class... A>
void Print(const A&... values) { print(joined({Argument(values)...})); }
template <class... A>
void PrintFormat(const String& format, const A&... values) { print(formatted(format.utf8(), {Argument(values)...})); }
template <class... A>
void Alert(const A&... values) { alert(joined({Argument(values)...})); }
template <class... A>
void Comment(const A&... values) { comment(joined({Argument(values)...})); }

}  // namespace mql
