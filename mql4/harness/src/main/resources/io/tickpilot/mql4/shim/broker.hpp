// The broker: orders, money and rules. Knows no terminal; every answer is an error code of MetaTrader, 0 when it is done.
#pragma once

#include "clock.hpp"
#include "faults.hpp"
#include "market.hpp"
#include "order.hpp"

#include <map>
#include <string>
#include <vector>

namespace mql {

struct AccountRules {
  int number = 1001;
  std::string currency = "USD", name = "Simulated trader", server = "Simulated-Demo", company = "Simulated Broker";
  int leverage = 100;
  double stop_out_percent = 20;
  bool instant_execution = true;
  bool demo = true;
  int comment_length = 31;
  bool remainder_keeps_comment = false;
  int most_orders = 500;
};

struct OrderRequest {
  std::string symbol;
  int type = 0;
  double lots = 0, price = 0;
  int slippage = 0;
  double stop_loss = 0, take_profit = 0;
  std::string comment;
  int magic = 0;
  DateTime expiration = 0;
};

class Broker {
 public:
  Broker(Clock& clock, Market& market) : clock_(clock), market_(market) {}

  int send(const OrderRequest& request, int& ticket);
  int close(int ticket, double lots, double price, int slippage);
  int close_by(int ticket, int opposite);
  int modify(int ticket, double price, double stop_loss, double take_profit, DateTime expiration);
  int remove(int ticket);

  // A new price at the broker: pending orders, stops, stop-out.
  void on_quote(Instrument& instrument);
  // Swap is booked at the broker's midnight, threefold from Wednesday to Thursday; pending orders expire.
  void on_time();

  const std::vector<Order>& orders() const { return orders_; }
  const std::vector<Order>& history() const { return history_; }
  // Grows with every change of an order.
  long long changes() const { return changes_; }
  double profit(const Order& order, double price, double lots);
  double floating_profit();
  double balance() const { return balance_; }
  double equity() { return balance_ + credit_ + floating_profit(); }
  double credit() const { return credit_; }
  double margin();
  double margin_for(const Instrument& instrument, double lots);
  double tick_value(const Instrument& instrument);
  double closing_price(const Order& order);

  void set_balance(double balance) { balance_ = balance; }
  void set_credit(double credit) { credit_ = credit; }
  AccountRules& rules() { return rules_; }
  Faults& faults() { return faults_; }

  // Keeps orders, money and quotes in a file, so that they outlive this process.
  void keep_in(const std::string& path);

 private:
  int check_volume(const Instrument& instrument, double lots) const;
  int check_stops(const Instrument& instrument, int type, double reference, double stop_loss, double take_profit) const;
  int check_pending_price(const Instrument& instrument, int type, double price) const;
  bool frozen(const Instrument& instrument, const Order& order) const;
  int execute(const Instrument& instrument, bool buy, double price, int slippage, double& filled);
  int open(const OrderRequest& request, Instrument& instrument, double price, int& ticket);
  int place(const OrderRequest& request, Instrument& instrument, int& ticket);
  int carried_out();
  int finish(Order order, double lots, double price, const std::string& why, const std::string& comment);
  int change(Order& order, const Instrument& instrument, double price, double sl, double tp, DateTime expiration);
  double commission(const Instrument& instrument, double lots) const { return -instrument.commission * lots; }
  void trigger(Order& order, const Instrument& instrument);
  void stop_out();
  void book_swap(int days);
  Order* find(int ticket);
  void erase(int ticket);
  void save();
  void load();

  Clock& clock_;
  Market& market_;
  AccountRules rules_;
  Faults faults_;
  std::vector<Order> orders_, history_;
  double balance_ = 10000, credit_ = 0;
  int next_ticket_ = 100001;
  DateTime last_day_ = 0;
  long long changes_ = 0;
  std::string path_;
};

}  // namespace mql
