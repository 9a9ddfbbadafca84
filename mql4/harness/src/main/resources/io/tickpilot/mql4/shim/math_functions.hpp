// MathAbs and its kin. What has no result yields an infinity or NaN, as in MetaTrader; only division by zero kills.
#pragma once

#include "types.hpp"

#include <type_traits>

namespace mql {

double MathSqrt(double value);
double MathLog(double value);
double MathLog10(double value);
double MathExp(double value);
double MathPow(double base, double exponent);
double MathFloor(double value);
double MathCeil(double value);
double MathRound(double value);
double MathSin(double value);
double MathCos(double value);
double MathTan(double value);
double MathArcsin(double value);
double MathArccos(double value);
double MathArctan(double value);
double MathMod(double value, double divisor);
bool MathIsValidNumber(double value);
int MathRand();
void MathSrand(int seed);

template <class T>
T MathAbs(T value) { return value < 0 ? -value : value; }
template <class A, class B>
auto MathMax(A a, B b) -> decltype(a + b) { return a > b ? a : b; }
template <class A, class B>
auto MathMin(A a, B b) -> decltype(a + b) { return a < b ? a : b; }

}  // namespace mql
