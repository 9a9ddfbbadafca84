// Inputs of the program, which can be set before it starts.
#pragma once

#include "text.hpp"

#include <functional>
#include <map>
#include <string>
#include <type_traits>

namespace mql {

std::map<std::string, std::function<void(const std::string&)>>& inputs();

template <class T>
struct Input {
  Input(const char* name, const T* input) {
    T* variable = const_cast<T*>(input);
    inputs()[name] = [variable](const std::string& value) {
      if constexpr (std::is_same_v<T, String>) {
        *variable = String(value);
      } else if constexpr (std::is_same_v<T, bool>) {
        *variable = value == "true" || value == "1";
      } else if constexpr (std::is_floating_point_v<T>) {
        *variable = static_cast<T>(std::stod(value));
      } else {
        *variable = static_cast<T>(std::stoll(value, nullptr, 0));
      }
    };
  }
};

}  // namespace mql
