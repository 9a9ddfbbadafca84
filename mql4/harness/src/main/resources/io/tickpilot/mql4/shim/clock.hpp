// Time of the simulated terminal: the wall clock, or one that moves only when it is told to.
#pragma once

#include <algorithm>

namespace mql {

class Clock {
 public:
  void simulate(long long micros);
  bool simulated() const { return simulated_; }
  void advance(long long micros) { simulated_micros_ += micros; }

  // UTC as it is.
  long long micros() const;
  // UTC as the trader's machine believes it to be.
  long long local_micros() const { return micros() + skew_micros_; }
  // The broker's clock: UTC, or the time of its newest quote where quotes bring their own, in its zone.
  long long server_seconds() const { return (quoted_micros_ > 0 ? quoted_micros_ : micros()) / 1000000 + zone_seconds_; }
  // From now on the market runs at another speed than the world.
  void quoted_at(long long micros) { quoted_micros_ = std::max(quoted_micros_, micros); }
  // Since the program began; not moved by skew.
  long long running_micros() const;

  void set_skew(long long micros) { skew_micros_ = micros; }
  void set_zone(long long seconds) { zone_seconds_ = seconds; }
  void set_shift(long long micros) { shift_micros_ = micros; }
  void begin();

 private:
  bool simulated_ = false;
  long long simulated_micros_ = 0;
  long long began_micros_ = 0;
  long long shift_micros_ = 0;
  long long skew_micros_ = 0;
  long long zone_seconds_ = 0;
  long long quoted_micros_ = 0;
};

}  // namespace mql
