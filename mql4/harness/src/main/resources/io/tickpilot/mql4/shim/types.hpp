// MQL4's simple types. Widths are those of MetaTrader on every machine.
#pragma once

#include <cstdint>
#include <string>

namespace mql {

using Char = signed char;
using UChar = unsigned char;
using Short = short;
using UShort = unsigned short;
using UInt = unsigned int;

// Where long has 64 bits, datetime is a type of its own and can be told from long.
#if __SIZEOF_LONG__ == 8
#define MQL_DATETIME_IS_DISTINCT 1
using Long = long;
using ULong = unsigned long;
#else
using Long = long long;
using ULong = unsigned long long;
#endif
using DateTime = long long;
using Color = int;

// Ends the program as MetaTrader ends an expert after a critical error: loudly and at once.
[[noreturn]] void fatal(const std::string& what);

// NULL: no object, zero, or the empty string, as the place demands.
struct Null {
  template <class T>
  operator T*() const { return nullptr; }
  operator int() const { return 0; }
};
inline constexpr Null null{};

// The word "this" where no dot follows: an object or a pointer, as the place demands.
template <class T>
struct Self {
  T* object;
  operator T*() const { return object; }
  operator T&() const { return *object; }
};
template <class T>
Self<T> self(T* object) { return {object}; }

enum ENUM_POINTER_TYPE { POINTER_INVALID, POINTER_DYNAMIC, POINTER_AUTOMATIC };
template <class T>
ENUM_POINTER_TYPE CheckPointer(T* pointer) { return pointer ? POINTER_DYNAMIC : POINTER_INVALID; }
template <class T>
T* GetPointer(T& object) { return &object; }
template <class T>
T* GetPointer(Self<T> object) { return object.object; }

}  // namespace mql
