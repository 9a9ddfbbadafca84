// Symbols with their rules and quotes.
#pragma once

#include "bars.hpp"

#include <string>
#include <vector>

namespace mql {

struct Quote {
  double bid = 0, ask = 0;
  DateTime time = 0;
  bool known() const { return bid > 0; }
};

struct Instrument {
  std::string name;
  std::string base = "EUR", profit = "USD";
  int digits = 5;
  double contract = 100000;
  double min_lot = 0.01, max_lot = 100, lot_step = 0.01;
  int stop_level = 0, freeze_level = 0;
  double swap_long = 0, swap_short = 0;
  double commission = 0;
  bool open = true, tradable = true;
  Quote server;
  Quote shown;
  BarHistory bars;

  double point() const;
  // To the symbol's digits.
  double rounded(double price) const;
};

class Market {
 public:
  Instrument* find(const std::string& name);
  // A symbol by name, made with usual rules when it is new: six letters are two currencies.
  Instrument& declare(const std::string& name);
  std::vector<Instrument>& all() { return instruments_; }

  // How many units of "to" one unit of "from" is worth, over one or two pairs of the market.
  double rate(const std::string& from, const std::string& to);
  void reserve() { instruments_.reserve(MOST_SYMBOLS); }

 private:
  static constexpr int MOST_SYMBOLS = 256;
  bool direct_rate(const std::string& from, const std::string& to, double& rate);
  std::vector<Instrument> instruments_;
};

}  // namespace mql
