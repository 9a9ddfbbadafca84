#include "math_functions.hpp"

#include <cfenv>
#include <cmath>

namespace mql {

namespace {

// A logarithm of zero is no division by zero.
class QuietFloats {
 public:
  QuietFloats() : enabled_(fedisableexcept(FE_ALL_EXCEPT)) {}
  ~QuietFloats() {
    std::feclearexcept(FE_ALL_EXCEPT);
    feenableexcept(enabled_);
  }

 private:
  int enabled_;
};

UInt random_state = 1;

}  // namespace

double MathSqrt(double value) { return std::sqrt(value); }
double MathLog(double value) {
  QuietFloats quiet;
  return std::log(value);
}
double MathLog10(double value) {
  QuietFloats quiet;
  return std::log10(value);
}
double MathExp(double value) { return std::exp(value); }
double MathPow(double base, double exponent) {
  QuietFloats quiet;
  return std::pow(base, exponent);
}
double MathFloor(double value) { return std::floor(value); }
double MathCeil(double value) { return std::ceil(value); }
double MathRound(double value) { return std::round(value); }
double MathSin(double value) { return std::sin(value); }
double MathCos(double value) { return std::cos(value); }
double MathTan(double value) { return std::tan(value); }
double MathArcsin(double value) { return std::asin(value); }
double MathArccos(double value) { return std::acos(value); }
double MathArctan(double value) { return std::atan(value); }
double MathMod(double value, double divisor) {
  if (divisor == 0) fatal("zero divide");
  return std::fmod(value, divisor);
}
bool MathIsValidNumber(double value) { return std::isfinite(value); }

// Microsoft's generator: 0 to 32767.
int MathRand() {
  random_state = random_state * 214013 + 2531011;
  return random_state >> 16 & 0x7FFF;
}
void MathSrand(int seed) { random_state = static_cast<UInt>(seed); }

}  // namespace mql
