// Bars and the indicators most used; anything else is refused by the C++ compiler under its MQL4 line.
#pragma once

#include "array.hpp"
#include "constants.hpp"
#include "structures.hpp"
#include "text.hpp"

namespace mql {

int Bars();
int Bars(const String& symbol, int timeframe);
int iBars(const String& symbol, int timeframe);
int iBarShift(const String& symbol, int timeframe, DateTime time, bool exact = false);
DateTime iTime(const String& symbol, int timeframe, int shift);
double iOpen(const String& symbol, int timeframe, int shift);
double iHigh(const String& symbol, int timeframe, int shift);
double iLow(const String& symbol, int timeframe, int shift);
double iClose(const String& symbol, int timeframe, int shift);
Long iVolume(const String& symbol, int timeframe, int shift);
int iHighest(const String& symbol, int timeframe, int mode, int count = WHOLE_ARRAY, int start = 0);
int iLowest(const String& symbol, int timeframe, int mode, int count = WHOLE_ARRAY, int start = 0);

double iMA(const String& symbol, int timeframe, int period, int shift_right, int method, int price, int shift);
double iATR(const String& symbol, int timeframe, int period, int shift);
double iRSI(const String& symbol, int timeframe, int period, int price, int shift);
double iStdDev(const String& symbol, int timeframe, int period, int shift_right, int method, int price, int shift);
double iBands(const String& symbol, int timeframe, int period, double deviation, int shift_right, int price, int mode, int shift);
double iMACD(const String& symbol, int timeframe, int fast, int slow, int signal, int price, int mode, int shift);
double iMomentum(const String& symbol, int timeframe, int period, int price, int shift);

int CopyRates(const String& symbol, int timeframe, int start, int count, ArrayRef<MqlRates> rates);
int CopyTime(const String& symbol, int timeframe, int start, int count, ArrayRef<DateTime> out);
int CopyOpen(const String& symbol, int timeframe, int start, int count, ArrayRef<double> out);
int CopyHigh(const String& symbol, int timeframe, int start, int count, ArrayRef<double> out);
int CopyLow(const String& symbol, int timeframe, int start, int count, ArrayRef<double> out);
int CopyClose(const String& symbol, int timeframe, int start, int count, ArrayRef<double> out);

int PeriodSeconds(int timeframe = PERIOD_CURRENT);

// Open[0] and its kin: bars of the chart, newest first.
template <class T>
struct Series {
  T (*at)(int shift);
  T operator[](int shift) const { return at(shift); }
};
extern const Series<DateTime> Time;
extern const Series<double> Open, High, Low, Close;
extern const Series<Long> Volume;

}  // namespace mql
