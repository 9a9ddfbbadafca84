#include "terminal.hpp"

#include "protocol.hpp"

#include <chrono>
#include <filesystem>
#include <thread>

namespace mql {

namespace {
// Windows wakes a timer no more often.
constexpr int SHORTEST_TIMER_MILLIS = 10;
}  // namespace

Terminal& terminal() {
  static Terminal one;
  return one;
}

Terminal::Terminal() : broker_(clock_, market_), handlers_(expert_handlers()) { market_.reserve(); }

void Terminal::set_data_folder(const std::string& folder) {
  data_folder_ = folder;
  std::filesystem::create_directories(folder + "/MQL4/Files");
  std::filesystem::create_directories(folder + "/MQL4/Libraries");
  std::filesystem::create_directories(folder + "/Common/Files");
  globals_.keep_in(folder + "/globals.txt");
  broker_.keep_in(folder + "/broker.txt");
}

void Terminal::set_chart(const std::string& symbol, int period) {
  chart_symbol_ = symbol;
  chart_period_ = period;
  market_.declare(symbol);
}

void Terminal::set_connected(bool connected) {
  bool back = connected && !switches_.connected;
  switches_.connected = connected;
  if (!back) return;
  for (Instrument& each : market_.all()) each.shown = each.server;
  refresh();
}

// ---- events

int Terminal::init() {
  market_.declare(chart_symbol_);
  globals_.forget_unused(clock_.local_micros() / 1000000);
  for (Instrument& each : market_.all()) {
    each.shown = each.server;
    last_quote_time_ = std::max(last_quote_time_, each.shown.time);
  }
  refresh();
  running_ = true;
  removed_ = false;
  int code = handlers_.init ? handlers_.init() : 0;
  Line("EVENT INIT").with("code", code).write();
  if (code != 0) {
    deinit(REASON_INITFAILED);
  } else if (handlers_.start) {
    handlers_.start();
  }
  return code;
}

void Terminal::deinit(int reason) {
  if (!running_) return;
  reason_ = reason;
  refresh();
  auto began = std::chrono::steady_clock::now();
  if (handlers_.deinit) handlers_.deinit(reason);
  auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
  timer_millis_ = 0;
  running_ = false;
  globals_.flush();
  Line("EVENT DEINIT").with("reason", reason).with("millis", static_cast<long long>(millis)).write();
}

void Terminal::quote(const std::string& symbol, double bid, double ask) {
  Instrument& instrument = market_.declare(symbol);
  instrument.server = {instrument.rounded(bid), instrument.rounded(ask), clock_.server_seconds()};
  instrument.bars.tick(instrument.server.time, instrument.server.bid);
  broker_.on_quote(instrument);
  if (!switches_.connected) return;
  instrument.shown = instrument.server;
  last_quote_time_ = instrument.shown.time;
  if (symbol == chart_symbol_) tick();
}

void Terminal::tick() {
  if (!running_ || removed_ || !handlers_.tick) return;
  refresh();
  handlers_.tick();
}

void Terminal::run_timer() {
  if (!running_ || removed_ || switches_.tester || !handlers_.timer) return;
  refresh();
  handlers_.timer();
}

void Terminal::run_due_timer() {
  if (timer_millis_ == 0 || micros_to_timer() > 0) return;
  run_timer();
  pass_timer();
}

// What fell due while the program ran is dropped.
void Terminal::pass_timer() {
  long long period = timer_millis_ * 1000LL, late = clock_.running_micros() - timer_due_micros_;
  if (period > 0 && late >= 0) timer_due_micros_ += (late / period + 1) * period;
}

void Terminal::chart_event(int id, Long l, double d, const String& s) {
  queue_chart_event(id, l, d, s);
  while (!chart_events_.empty()) {
    ChartEvent next = chart_events_.front();
    chart_events_.pop_front();
    if (!running_ || removed_ || !handlers_.chart) continue;
    refresh();
    handlers_.chart(next.id, next.l, next.d, next.s);
  }
}

bool Terminal::queue_chart_event(int id, Long l, double d, const String& s) {
  chart_events_.push_back({id, l, d, s});
  return true;
}

// ---- time

bool Terminal::set_timer(int milliseconds) {
  timer_millis_ = milliseconds <= 0 ? 0 : std::max(milliseconds, SHORTEST_TIMER_MILLIS);
  timer_due_micros_ = clock_.running_micros() + timer_millis_ * 1000LL;
  return true;
}

long long Terminal::micros_to_timer() const {
  return timer_millis_ == 0 ? -1 : std::max(0LL, timer_due_micros_ - clock_.running_micros());
}

void Terminal::sleep(int milliseconds) {
  if (switches_.tester) return;
  if (clock_.simulated()) {
    clock_.advance(milliseconds * 1000LL);
    broker_.on_time();
  } else {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  }
}

// Moves the simulated clock, stopping at each timer event on the way.
void Terminal::advance(long long micros) {
  long long end = clock_.running_micros() + micros;
  while (running_ && !removed_ && timer_millis_ > 0 && timer_due_micros_ <= end) {
    clock_.advance(std::max(0LL, timer_due_micros_ - clock_.running_micros()));
    broker_.on_time();
    run_timer();
    pass_timer();
  }
  clock_.advance(std::max(0LL, end - clock_.running_micros()));
  broker_.on_time();
}

// ---- trading

int Terminal::admit() {
  if (!switches_.trade_allowed || !switches_.expert_enabled) return ERR_TRADE_NOT_ALLOWED;
  if (context_busy()) return ERR_TRADE_CONTEXT_BUSY;
  if (!switches_.connected) return ERR_NO_CONNECTION;
  if (switches_.latency_millis > 0) sleep(switches_.latency_millis);
  return 0;
}

bool Terminal::settle(const char* operation, int code) {
  if (code != 0) {
    error_ = code;
    Line("EVENT REFUSED").with("operation", operation).with("error", code).write();
  }
  Quote before = chart_quote_;
  refresh();
  chart_quote_ = before;
  return code == 0;
}

void Terminal::refresh() {
  Instrument* instrument = market_.find(chart_symbol_);
  if (instrument) chart_quote_ = instrument->shown;
  if (!switches_.connected) return;
  if (seen_changes_ != broker_.changes()) {
    orders_ = broker_.orders();
    history_ = broker_.history();
    seen_changes_ = broker_.changes();
  }
  double profit = broker_.floating_profit();
  account_ = {broker_.balance(), broker_.equity(), broker_.margin(), broker_.credit(), profit};
}

int Terminal::take_error() {
  int code = error_;
  error_ = 0;
  return code;
}

}  // namespace mql
