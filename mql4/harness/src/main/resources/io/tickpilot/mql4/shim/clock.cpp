#include "clock.hpp"

#include <chrono>

namespace mql {

namespace {
template <class C>
long long micros_of() {
  return std::chrono::duration_cast<std::chrono::microseconds>(C::now().time_since_epoch()).count();
}
}  // namespace

void Clock::simulate(long long micros) {
  if (!simulated_) began_micros_ = micros;
  simulated_ = true;
  simulated_micros_ = micros;
}

long long Clock::micros() const {
  return simulated_ ? simulated_micros_ : micros_of<std::chrono::system_clock>() + shift_micros_;
}

long long Clock::running_micros() const {
  return (simulated_ ? simulated_micros_ : micros_of<std::chrono::steady_clock>()) - began_micros_;
}

void Clock::begin() {
  if (!simulated_) began_micros_ = micros_of<std::chrono::steady_clock>();
}

}  // namespace mql
