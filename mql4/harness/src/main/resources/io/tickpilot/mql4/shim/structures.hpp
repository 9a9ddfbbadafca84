// The structures MQL4 brings along.
#pragma once

#include "types.hpp"

namespace mql {

struct MqlTick {
  DateTime time;
  double bid, ask, last;
  ULong volume;
};

struct MqlDateTime {
  int year, mon, day, hour, min, sec, day_of_week, day_of_year;
};

struct MqlRates {
  DateTime time;
  double open, high, low, close;
  Long tick_volume;
  int spread;
  Long real_volume;
};

}  // namespace mql
