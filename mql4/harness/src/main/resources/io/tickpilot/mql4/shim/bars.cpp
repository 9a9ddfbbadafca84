#include "bars.hpp"

#include "constants.hpp"

#include <algorithm>
#include <ctime>

namespace mql {

namespace {
constexpr size_t MOST_BARS = 20000;
constexpr DateTime DAY = 86400;
constexpr DateTime FIRST_SUNDAY = 3 * DAY;
}  // namespace

DateTime bar_start(DateTime time, int timeframe) {
  if (timeframe == PERIOD_W1) return (time - FIRST_SUNDAY) / (7 * DAY) * (7 * DAY) + FIRST_SUNDAY;
  if (timeframe == PERIOD_MN1) {
    std::time_t seconds = static_cast<std::time_t>(time);
    std::tm parts;
    gmtime_r(&seconds, &parts);
    parts.tm_mday = 1;
    parts.tm_hour = parts.tm_min = parts.tm_sec = 0;
    return timegm(&parts);
  }
  return time / (timeframe * 60) * (timeframe * 60);
}

void BarHistory::tick(DateTime server_time, double bid) {
  for (int i = 0; i < COUNT; i++) add(i, {bar_start(server_time, TIMEFRAMES[i]), bid, bid, bid, bid, 1});
}

void BarHistory::minute(const Bar& bar) {
  for (int i = 0; i < COUNT; i++) {
    Bar part = bar;
    part.time = bar_start(bar.time, TIMEFRAMES[i]);
    add(i, part);
  }
}

void BarHistory::add(int index, const Bar& bar) {
  std::deque<Bar>& bars = bars_[index];
  if (bars.empty() || bars.back().time < bar.time) {
    bars.push_back(bar);
    if (bars.size() > MOST_BARS) bars.pop_front();
    return;
  }
  Bar& last = bars.back();
  last.high = std::max(last.high, bar.high);
  last.low = std::min(last.low, bar.low);
  last.close = bar.close;
  last.volume += bar.volume;
}

const std::deque<Bar>& BarHistory::of(int timeframe) const {
  static const std::deque<Bar> none;
  auto found = std::find(TIMEFRAMES.begin(), TIMEFRAMES.end(), timeframe);
  return found == TIMEFRAMES.end() ? none : bars_[found - TIMEFRAMES.begin()];
}

}  // namespace mql
