// Bars of one symbol in every timeframe of MetaTrader, made of bid prices.
#pragma once

#include "types.hpp"

#include <array>
#include <deque>

namespace mql {

struct Bar {
  DateTime time;
  double open, high, low, close;
  Long volume;
};

class BarHistory {
 public:
  void tick(DateTime server_time, double bid);
  // A finished bar of one minute from history.
  void minute(const Bar& bar);
  // Newest last; empty for a timeframe MetaTrader 4 has no chart of.
  const std::deque<Bar>& of(int timeframe) const;

 private:
  static constexpr int COUNT = 9;
  static constexpr std::array<int, COUNT> TIMEFRAMES{1, 5, 15, 30, 60, 240, 1440, 10080, 43200};
  void add(int index, const Bar& bar);
  std::array<std::deque<Bar>, COUNT> bars_;
};

// When the bar of a timeframe that holds "time" began.
DateTime bar_start(DateTime time, int timeframe);

}  // namespace mql
