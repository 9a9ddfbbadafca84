// #import: functions of Windows libraries. libzmq and libsodium are the real ones; ws2_32 and kernel32 stand on POSIX.
//
// MetaTrader 4 has 32 bits and keeps pointers in an int. Here a table says which arguments and results are pointers; the program gets
// a number for each, and the pointer is put back when the number returns.
#pragma once

#include "array.hpp"
#include "text.hpp"

#include <array>
#include <string>
#include <type_traits>
#include <utility>

namespace mql {

class Import {
 public:
  Import(const char* library, const char* function) : library_(library), function_(function) {}
  // Ends the expert when the library or the function is missing, as the terminal does.
  void* address();
  // 'P' a pointer kept as a number, 'z' a size_t by address, '.' anything else; the result first.
  char role(size_t index);

 private:
  std::string library_, function_, roles_;
  void* address_ = nullptr;
};

int pointer_number(void* pointer);
void* pointer_of(int number);

// A register's worth of argument, and what has to be written back after the call.
struct Slot {
  intptr_t word = 0;
  size_t size = 0;
  int* write_back = nullptr;
};

template <class T>
struct ByValue {
  T value;
};
template <class T>
struct ByAddress {
  T& target;
};
template <class T>
ByValue<T> by_value(T value) { return {std::move(value)}; }
template <class T>
ByAddress<T> by_address(T& target) { return {target}; }

template <class T>
void fill(Slot& slot, ByValue<T>& argument, char role) {
  if constexpr (std::is_base_of_v<String, T>) {
    slot.word = reinterpret_cast<intptr_t>(argument.value.units().c_str());
  } else {
    static_assert(std::is_integral_v<T> || std::is_enum_v<T>, "only whole numbers, strings and addresses go to libraries");
    bool pointer = role == 'P' && sizeof(T) == sizeof(int);
    slot.word = pointer ? reinterpret_cast<intptr_t>(pointer_of(static_cast<int>(argument.value)))
                        : static_cast<intptr_t>(argument.value);
  }
}

template <class T>
void fill(Slot& slot, ByAddress<T>& argument, char role) {
  using Plain = std::remove_const_t<T>;
  if constexpr (std::is_same_v<Plain, int> || std::is_same_v<Plain, UInt>) {
    if (role == 'z') {
      slot.write_back = reinterpret_cast<int*>(const_cast<Plain*>(&argument.target));
      slot.size = static_cast<size_t>(argument.target);
      slot.word = reinterpret_cast<intptr_t>(&slot.size);
      return;
    }
  }
  if constexpr (std::is_base_of_v<String, Plain>) {
    slot.word = reinterpret_cast<intptr_t>(argument.target.units().c_str());
  } else {
    slot.word = reinterpret_cast<intptr_t>(&argument.target);
  }
}
template <class T>
void fill(Slot& slot, ByAddress<ArrayRef<T>>& argument, char) {
  slot.word = reinterpret_cast<intptr_t>(argument.target.array().cells());
}
template <class T>
void fill(Slot& slot, ByAddress<ArrayIn<T>>& argument, char) {
  slot.word = reinterpret_cast<intptr_t>(argument.target.array().cells());
}

template <class R, class... A, size_t... I>
R call_with(Import& import, std::index_sequence<I...>, A&... arguments) {
  std::array<Slot, sizeof...(A) + 1> slots;
  (fill(slots[I], arguments, import.role(I + 1)), ...);
  void* address = import.address();
  auto invoke = [&] {
    using Function = intptr_t (*)(decltype((void)I, intptr_t())...);
    return reinterpret_cast<Function>(address)(slots[I].word...);
  };
  intptr_t result = invoke();
  for (Slot& slot : slots) {
    if (slot.write_back) *slot.write_back = static_cast<int>(slot.size);
  }
  if constexpr (std::is_void_v<R>) {
    return;
  } else if constexpr (std::is_same_v<R, bool>) {
    return static_cast<int>(result) != 0;
  } else {
    static_assert(std::is_integral_v<R>, "libraries return whole numbers only");
    return import.role(0) == 'P' ? static_cast<R>(pointer_number(reinterpret_cast<void*>(result))) : static_cast<R>(result);
  }
}

template <class R, class... A>
R call(Import& import, A... arguments) {
  return call_with<R>(import, std::index_sequence_for<A...>(), arguments...);
}

}  // namespace mql
