#include "faults.hpp"

namespace mql {

int Faults::next() {
  for (auto& [code, count] : pending_) {
    if (count > 0) {
      count--;
      return code;
    }
  }
  return 0;
}

bool Faults::waits(int code) const {
  auto found = pending_.find(code);
  return found != pending_.end() && found->second > 0;
}

bool Faults::takes_late_timeout() {
  if (late_timeouts_ == 0) return false;
  late_timeouts_--;
  return true;
}

int Faults::slippage() {
  return slippage_ + (random_slippage_ > 0 ? static_cast<int>(random() % (random_slippage_ + 1)) : 0);
}

// A linear congruential generator; its upper half is good enough for slippage.
uint32_t Faults::random() {
  state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
  return static_cast<uint32_t>(state_ >> 33);
}

}  // namespace mql
