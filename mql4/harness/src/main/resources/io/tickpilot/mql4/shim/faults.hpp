// What goes wrong at the broker, on demand and repeatably.
#pragma once

#include <cstdint>
#include <map>

namespace mql {

class Faults {
 public:
  // The next "count" trade requests fail with "code".
  void fail(int code, int count) { pending_[code] = count; }
  // The next requests are carried out but answered with a timeout.
  void time_out_after(int count) { late_timeouts_ = count; }
  bool takes_late_timeout();
  // The process is killed when so many more requests have been carried out.
  void kill_after(int count) { until_kill_ = count; }
  bool kills() { return until_kill_ > 0 && --until_kill_ == 0; }
  // The code the next request fails with, or 0; uses one of them up.
  int next();
  bool waits(int code) const;

  void set_slippage(int points) { slippage_ = points; }
  void set_random_slippage(int points) { random_slippage_ = points; }
  void set_seed(uint64_t seed) { state_ = seed * 2 + 1; }
  // Points against the trader that the next execution costs.
  int slippage();

 private:
  uint32_t random();
  std::map<int, int> pending_;
  int late_timeouts_ = 0;
  int until_kill_ = 0;
  int slippage_ = 0;
  int random_slippage_ = 0;
  uint64_t state_ = 1;
};

}  // namespace mql
