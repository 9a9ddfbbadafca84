#include "series_functions.hpp"

#include "terminal.hpp"

#include <algorithm>
#include <cmath>

namespace mql {

namespace {

using BarList = std::deque<Bar>;

const BarList& bars_of(const String& symbol, int timeframe) {
  static const BarList none;
  std::string name = symbol.length() == 0 ? terminal().chart_symbol() : symbol.utf8();
  Instrument* instrument = terminal().market().find(name);
  if (!instrument) {
    terminal().set_error(ERR_UNKNOWN_SYMBOL);
    return none;
  }
  return instrument->bars.of(timeframe == PERIOD_CURRENT ? terminal().chart_period() : timeframe);
}

// The bar "shift" back from the newest, or null.
const Bar* bar_at(const BarList& bars, int shift) {
  int size = static_cast<int>(bars.size());
  return shift >= 0 && shift < size ? &bars[size - 1 - shift] : nullptr;
}

double price_of(const Bar& bar, int price) {
  switch (price) {
    case PRICE_OPEN: return bar.open;
    case PRICE_HIGH: return bar.high;
    case PRICE_LOW: return bar.low;
    case PRICE_MEDIAN: return (bar.high + bar.low) / 2;
    case PRICE_TYPICAL: return (bar.high + bar.low + bar.close) / 3;
    case PRICE_WEIGHTED: return (bar.high + bar.low + 2 * bar.close) / 4;
    default: return bar.close;
  }
}

// Prices from the oldest bar to the one at "shift".
std::vector<double> prices(const BarList& bars, int price, int shift) {
  std::vector<double> found;
  for (int i = 0; i < static_cast<int>(bars.size()) - shift; i++) found.push_back(price_of(bars[i], price));
  return found;
}

double simple(const std::vector<double>& values, int period) {
  double sum = 0;
  for (size_t i = values.size() - period; i < values.size(); i++) sum += values[i];
  return sum / period;
}

double exponential(const std::vector<double>& values, double factor) {
  double average = values[0];
  for (double value : values) average += factor * (value - average);
  return average;
}

double smoothed(const std::vector<double>& values, int period) {
  double average = simple({values.begin(), values.begin() + period}, period);
  for (size_t i = period; i < values.size(); i++) average = (average * (period - 1) + values[i]) / period;
  return average;
}

double weighted(const std::vector<double>& values, int period) {
  double sum = 0;
  for (int i = 0; i < period; i++) sum += values[values.size() - period + i] * (i + 1);
  return sum / (period * (period + 1) / 2);
}

double average(const std::vector<double>& values, int period, int method) {
  if (period < 1 || static_cast<int>(values.size()) < period) return 0;
  switch (method) {
    case MODE_EMA: return exponential(values, 2.0 / (period + 1));
    case MODE_SMMA: return smoothed(values, period);
    case MODE_LWMA: return weighted(values, period);
    default: return simple(values, period);
  }
}

template <class Better>
int extreme(const BarList& bars, int mode, int count, int start, Better better) {
  int end = count <= 0 ? static_cast<int>(bars.size()) : std::min(static_cast<int>(bars.size()), start + count);
  int best = -1;
  auto value = [&](int shift) {
    const Bar& bar = *bar_at(bars, shift);
    return mode == MODE_LOW    ? bar.low
           : mode == MODE_HIGH ? bar.high
           : mode == MODE_OPEN ? bar.open
           : mode == MODE_VOLUME ? static_cast<double>(bar.volume)
                                 : bar.close;
  };
  for (int shift = std::max(start, 0); shift < end; shift++) {
    if (best < 0 || better(value(shift), value(best))) best = shift;
  }
  return best;
}

template <class T, class Value>
int copy(const String& symbol, int timeframe, int start, int count, ArrayRef<T> out, Value value) {
  const BarList& bars = bars_of(symbol, timeframe);
  int available = std::min(count, static_cast<int>(bars.size()) - start);
  if (start < 0 || available <= 0) return -1;
  if (!out.array().fixed()) out.array().resize(available);
  available = std::min(available, out.array().size());
  for (int i = 0; i < available; i++) out.array().cells()[i] = value(*bar_at(bars, start + available - 1 - i));
  return available;
}

const Bar& chart_bar(int shift) {
  const BarList& bars = bars_of(String(), PERIOD_CURRENT);
  const Bar* bar = bar_at(bars, shift);
  if (!bar) out_of_range(shift, static_cast<int>(bars.size()));
  return *bar;
}

}  // namespace

int Bars(const String& symbol, int timeframe) { return static_cast<int>(bars_of(symbol, timeframe).size()); }
int Bars() { return Bars(String(), PERIOD_CURRENT); }
int iBars(const String& symbol, int timeframe) { return Bars(symbol, timeframe); }

int iBarShift(const String& symbol, int timeframe, DateTime time, bool exact) {
  const BarList& bars = bars_of(symbol, timeframe);
  for (int shift = 0; shift < static_cast<int>(bars.size()); shift++) {
    DateTime at = bar_at(bars, shift)->time;
    if (at == time || (at < time && !exact)) return shift;
    if (at < time) return -1;
  }
  return -1;
}

DateTime iTime(const String& symbol, int timeframe, int shift) {
  const Bar* bar = bar_at(bars_of(symbol, timeframe), shift);
  return bar ? bar->time : 0;
}
double iOpen(const String& symbol, int timeframe, int shift) {
  const Bar* bar = bar_at(bars_of(symbol, timeframe), shift);
  return bar ? bar->open : 0;
}
double iHigh(const String& symbol, int timeframe, int shift) {
  const Bar* bar = bar_at(bars_of(symbol, timeframe), shift);
  return bar ? bar->high : 0;
}
double iLow(const String& symbol, int timeframe, int shift) {
  const Bar* bar = bar_at(bars_of(symbol, timeframe), shift);
  return bar ? bar->low : 0;
}
double iClose(const String& symbol, int timeframe, int shift) {
  const Bar* bar = bar_at(bars_of(symbol, timeframe), shift);
  return bar ? bar->close : 0;
}
Long iVolume(const String& symbol, int timeframe, int shift) {
  const Bar* bar = bar_at(bars_of(symbol, timeframe), shift);
  return bar ? bar->volume : 0;
}

int iHighest(const String& symbol, int timeframe, int mode, int count, int start) {
  return extreme(bars_of(symbol, timeframe), mode, count, start, [](double a, double b) { return a > b; });
}
int iLowest(const String& symbol, int timeframe, int mode, int count, int start) {
  return extreme(bars_of(symbol, timeframe), mode, count, start, [](double a, double b) { return a < b; });
}

double iMA(const String& symbol, int timeframe, int period, int shift_right, int method, int price, int shift) {
  return average(prices(bars_of(symbol, timeframe), price, shift + shift_right), period, method);
}

// MetaTrader averages the true range plainly, not as Wilder did.
double iATR(const String& symbol, int timeframe, int period, int shift) {
  const BarList& bars = bars_of(symbol, timeframe);
  double sum = 0;
  for (int i = shift; i < shift + period; i++) {
    const Bar *bar = bar_at(bars, i), *before = bar_at(bars, i + 1);
    if (!bar || !before) return 0;
    sum += std::max(bar->high, before->close) - std::min(bar->low, before->close);
  }
  return period > 0 ? sum / period : 0;
}

double iRSI(const String& symbol, int timeframe, int period, int price, int shift) {
  std::vector<double> values = prices(bars_of(symbol, timeframe), price, shift);
  if (period < 1 || static_cast<int>(values.size()) <= period) return 0;
  std::vector<double> gains, losses;
  for (size_t i = 1; i < values.size(); i++) {
    gains.push_back(std::max(values[i] - values[i - 1], 0.0));
    losses.push_back(std::max(values[i - 1] - values[i], 0.0));
  }
  double gain = smoothed(gains, period), loss = smoothed(losses, period);
  return loss > 0 ? 100 - 100 / (1 + gain / loss) : gain > 0 ? 100 : 50;
}

double iStdDev(const String& symbol, int timeframe, int period, int shift_right, int method, int price, int shift) {
  std::vector<double> values = prices(bars_of(symbol, timeframe), price, shift + shift_right);
  if (period < 1 || static_cast<int>(values.size()) < period) return 0;
  double middle = average(values, period, method), sum = 0;
  for (size_t i = values.size() - period; i < values.size(); i++) sum += (values[i] - middle) * (values[i] - middle);
  return std::sqrt(sum / period);
}

double iBands(const String& symbol, int timeframe, int period, double deviation, int shift_right, int price, int mode, int shift) {
  double middle = iMA(symbol, timeframe, period, shift_right, MODE_SMA, price, shift);
  double width = deviation * iStdDev(symbol, timeframe, period, shift_right, MODE_SMA, price, shift);
  return mode == MODE_UPPER ? middle + width : mode == MODE_LOWER ? middle - width : middle;
}

double iMACD(const String& symbol, int timeframe, int fast, int slow, int signal, int price, int mode, int shift) {
  std::vector<double> values;
  const BarList& bars = bars_of(symbol, timeframe);
  for (int i = mode == MODE_SIGNAL ? signal - 1 : 0; i >= 0; i--) {
    std::vector<double> past = prices(bars, price, shift + i);
    if (static_cast<int>(past.size()) < slow) return 0;
    values.push_back(average(past, fast, MODE_EMA) - average(past, slow, MODE_EMA));
  }
  return simple(values, static_cast<int>(values.size()));
}

double iMomentum(const String& symbol, int timeframe, int period, int price, int shift) {
  const BarList& bars = bars_of(symbol, timeframe);
  const Bar *now = bar_at(bars, shift), *before = bar_at(bars, shift + period);
  return now && before ? price_of(*now, price) * 100 / price_of(*before, price) : 0;
}

int CopyRates(const String& symbol, int timeframe, int start, int count, ArrayRef<MqlRates> rates) {
  return copy(symbol, timeframe, start, count, rates, [](const Bar& bar) {
    return MqlRates{bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume, 0, 0};
  });
}
int CopyTime(const String& symbol, int timeframe, int start, int count, ArrayRef<DateTime> out) {
  return copy(symbol, timeframe, start, count, out, [](const Bar& bar) { return bar.time; });
}
int CopyOpen(const String& symbol, int timeframe, int start, int count, ArrayRef<double> out) {
  return copy(symbol, timeframe, start, count, out, [](const Bar& bar) { return bar.open; });
}
int CopyHigh(const String& symbol, int timeframe, int start, int count, ArrayRef<double> out) {
  return copy(symbol, timeframe, start, count, out, [](const Bar& bar) { return bar.high; });
}
int CopyLow(const String& symbol, int timeframe, int start, int count, ArrayRef<double> out) {
  return copy(symbol, timeframe, start, count, out, [](const Bar& bar) { return bar.low; });
}
int CopyClose(const String& symbol, int timeframe, int start, int count, ArrayRef<double> out) {
  return copy(symbol, timeframe, start, count, out, [](const Bar& bar) { return bar.close; });
}

int PeriodSeconds(int timeframe) { return 60 * (timeframe == PERIOD_CURRENT ? terminal().chart_period() : timeframe); }

const Series<DateTime> Time{[](int shift) { return chart_bar(shift).time; }};
const Series<double> Open{[](int shift) { return chart_bar(shift).open; }};
const Series<double> High{[](int shift) { return chart_bar(shift).high; }};
const Series<double> Low{[](int shift) { return chart_bar(shift).low; }};
const Series<double> Close{[](int shift) { return chart_bar(shift).close; }};
const Series<Long> Volume{[](int shift) { return chart_bar(shift).volume; }};

}  // namespace mql
