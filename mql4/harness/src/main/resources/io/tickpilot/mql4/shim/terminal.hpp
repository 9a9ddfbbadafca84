// The simulated terminal: what the program sees of the world, and what it is told of it.
#pragma once

#include "broker.hpp"
#include "chart.hpp"
#include "clock.hpp"
#include "globals.hpp"
#include "handlers.hpp"
#include "market.hpp"

#include <deque>
#include <optional>
#include <set>
#include <string>

namespace mql {

// The account as last heard from the broker.
struct AccountView {
  double balance = 0, equity = 0, margin = 0, credit = 0, profit = 0;
};

class Terminal {
 public:
  Terminal();

  Clock& clock() { return clock_; }
  Market& market() { return market_; }
  Broker& broker() { return broker_; }
  GlobalVariables& globals() { return globals_; }
  Chart& chart() { return chart_; }
  const AccountView& account() const { return account_; }

  // What a person sets up around the expert.
  struct Switches {
    bool connected = true, trade_allowed = true, dlls_allowed = true, expert_enabled = true;
    bool tester = false;
    long long busy_until_micros = 0;
    int latency_millis = 0;
  };
  Switches& switches() { return switches_; }
  std::set<std::string>& missing_libraries() { return missing_libraries_; }
  void set_connected(bool connected);
  void set_chart(const std::string& symbol, int period);
  const std::string& chart_symbol() const { return chart_symbol_; }
  int chart_period() const { return chart_period_; }
  const std::string& data_folder() const { return data_folder_; }
  void set_data_folder(const std::string& folder);
  void set_expert_name(const std::string& name) { expert_name_ = name; }
  const std::string& expert_name() const { return expert_name_; }

  // Events.
  int init();
  void deinit(int reason);
  void quote(const std::string& symbol, double bid, double ask);
  void run_timer();
  // Runs the timer event when it is due on the wall clock.
  void run_due_timer();
  void chart_event(int id, Long l, double d, const String& s);
  bool queue_chart_event(int id, Long l, double d, const String& s);
  void advance(long long micros);
  bool running() const { return running_; }
  bool removed() const { return removed_; }
  void remove() { removed_ = true; }
  int reason() const { return reason_; }

  // Timer; 0 stops it. One tick is due at most, as MetaTrader drops the others.
  bool set_timer(int milliseconds);
  int timer_millis() const { return timer_millis_; }
  long long micros_to_timer() const;
  void sleep(int milliseconds);

  // Trade requests go through one context; "perform" asks the broker.
  template <class Request>
  bool trade(const char* operation, Request perform) {
    int code = admit();
    if (code == 0) code = perform();
    return settle(operation, code);
  }

  // The pool as the terminal knows it; old while there is no connection.
  void refresh();
  const std::vector<Order>& orders() const { return orders_; }
  const std::vector<Order>& history() const { return history_; }
  std::optional<Order>& selected() { return selected_; }
  const Quote& chart_quote() const { return chart_quote_; }
  DateTime last_quote_time() const { return last_quote_time_; }
  bool context_busy() const { return clock_.micros() < switches_.busy_until_micros; }

  int take_error();
  int error() const { return error_; }
  void set_error(int code) { error_ = code; }

 private:
  int admit();
  bool settle(const char* operation, int code);
  void tick();
  void pass_timer();

  Clock clock_;
  Market market_;
  Broker broker_;
  GlobalVariables globals_;
  Chart chart_;
  Handlers handlers_;
  Switches switches_;
  AccountView account_;
  std::set<std::string> missing_libraries_;
  std::string chart_symbol_ = "EURUSD", data_folder_, expert_name_ = "Expert";
  int chart_period_ = 1;
  std::vector<Order> orders_, history_;
  long long seen_changes_ = -1;
  std::optional<Order> selected_;
  Quote chart_quote_;
  DateTime last_quote_time_ = 0;
  struct ChartEvent {
    int id;
    Long l;
    double d;
    String s;
  };
  std::deque<ChartEvent> chart_events_;
  int timer_millis_ = 0;
  long long timer_due_micros_ = 0;
  int error_ = 0;
  int reason_ = 0;
  bool running_ = false, removed_ = false;
};

Terminal& terminal();

}  // namespace mql
