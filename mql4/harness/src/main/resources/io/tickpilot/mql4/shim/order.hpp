// One order of the pool or the history.
#pragma once

#include "constants.hpp"

#include <string>

namespace mql {

struct Order {
  int ticket = 0;
  int type = 0;
  std::string symbol;
  double lots = 0;
  double open_price = 0, stop_loss = 0, take_profit = 0, close_price = 0;
  DateTime open_time = 0, close_time = 0, expiration = 0;
  double commission = 0, swap = 0, profit = 0;
  std::string comment;
  int magic = 0;

  bool is_market() const { return type == OP_BUY || type == OP_SELL; }
  // Buys of all kinds, market and pending.
  bool is_buy() const { return type == OP_BUY || type == OP_BUYLIMIT || type == OP_BUYSTOP; }
  // One line that read() takes back.
  std::string text() const;
  static Order read(const std::string& line);
};

}  // namespace mql
