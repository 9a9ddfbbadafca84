// The broker's memory beyond this process: a text file, replaced whole.
#include "broker.hpp"

#include "protocol.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>

namespace mql {

namespace {
std::string numbers(const char* format, double a, double b) {
  char buffer[128];
  std::snprintf(buffer, sizeof buffer, format, a, b);
  return buffer;
}
}  // namespace

void Broker::keep_in(const std::string& path) {
  path_ = path;
  load();
}

void Broker::save() {
  changes_++;
  if (path_.empty()) return;
  std::string fresh = path_ + ".new";
  {
    std::ofstream out(fresh, std::ios::trunc);
    out << "account " << numbers("%.8f %.8f", balance_, credit_) << " " << next_ticket_ << " " << last_day_ << "\n";
    for (const Instrument& each : market_.all()) {
      out << "quote " << encode(each.name) << " " << numbers("%.10f %.10f", each.server.bid, each.server.ask) << " "
          << each.server.time << "\n";
    }
    for (const Order& each : orders_) out << "order " << each.text() << "\n";
    for (const Order& each : history_) out << "closed " << each.text() << "\n";
  }
  if (std::rename(fresh.c_str(), path_.c_str()) != 0) fatal("broker file cannot be written: " + path_);
}

void Broker::load() {
  std::ifstream in(path_);
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string kind, name;
    words >> kind;
    if (kind == "account") {
      words >> balance_ >> credit_ >> next_ticket_ >> last_day_;
    } else if (kind == "quote") {
      words >> name;
      Quote& quote = market_.declare(decode(name)).server;
      words >> quote.bid >> quote.ask >> quote.time;
    } else if (kind == "order") {
      orders_.push_back(Order::read(line.substr(kind.size())));
    } else if (kind == "closed") {
      history_.push_back(Order::read(line.substr(kind.size())));
    }
  }
}

}  // namespace mql
