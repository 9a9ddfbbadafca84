// The events the program handles; the translator writes expert_handlers().
#pragma once

#include "text.hpp"

#include <functional>

namespace mql {

struct Handlers {
  std::function<int()> init;
  std::function<void(int)> deinit;
  std::function<void()> tick, timer, start;
  std::function<void(int, Long, double, const String&)> chart;
  std::function<double()> tester;
};

Handlers expert_handlers();

}  // namespace mql
