#include "market.hpp"

#include "protocol.hpp"
#include "string_functions.hpp"

#include <cctype>
#include <cmath>

namespace mql {

namespace {

// Letters before any suffix a broker appends: EURUSD of "EURUSD.m".
std::string letters(const std::string& name) {
  std::string found;
  for (char c : name) {
    if (!std::isalpha(static_cast<unsigned char>(c)) || found.size() == 6) break;
    found += c;
  }
  return found;
}

}  // namespace

double Instrument::point() const { return std::pow(10.0, -digits); }
double Instrument::rounded(double price) const { return NormalizeDouble(price, digits); }

Instrument* Market::find(const std::string& name) {
  for (Instrument& each : instruments_) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

Instrument& Market::declare(const std::string& name) {
  if (Instrument* known = find(name)) return *known;
  if (instruments_.size() >= MOST_SYMBOLS) fatal("the simulated market holds at most 256 symbols");
  reserve();
  Instrument fresh;
  fresh.name = name;
  std::string pair = letters(name);
  if (pair.size() == 6) {
    fresh.base = pair.substr(0, 3);
    fresh.profit = pair.substr(3);
  }
  if (fresh.profit == "JPY") fresh.digits = 3;
  if (fresh.base == "XAU") {
    fresh.digits = 2;
    fresh.contract = 100;
  }
  instruments_.push_back(fresh);
  return instruments_.back();
}

bool Market::direct_rate(const std::string& from, const std::string& to, double& rate) {
  for (Instrument& each : instruments_) {
    if (!each.server.known()) continue;
    if (each.base == from && each.profit == to) {
      rate = each.server.bid;
      return true;
    }
    if (each.base == to && each.profit == from) {
      rate = 1 / each.server.ask;
      return true;
    }
  }
  return false;
}

double Market::rate(const std::string& from, const std::string& to) {
  double first, second;
  if (from == to) return 1;
  if (direct_rate(from, to, first)) return first;
  if (direct_rate(from, "USD", first) && direct_rate("USD", to, second)) return first * second;
  warn("no symbol converts " + from + " to " + to + "; taken as 1");
  return 1;
}

}  // namespace mql
