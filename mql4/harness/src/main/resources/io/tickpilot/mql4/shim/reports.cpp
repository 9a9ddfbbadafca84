// Commands that ask: orders, history, account, objects, globals, state.
#include "commands.hpp"

#include "protocol.hpp"
#include "terminal.hpp"

namespace mql {

namespace {

constexpr int PRICE_DIGITS = 6;

void order(const char* word, const Order& each) {
  Line(word)
      .with("ticket", each.ticket)
      .with("symbol", each.symbol)
      .with("type", each.type)
      .with("lots", each.lots, 2)
      .with("open", each.open_price, PRICE_DIGITS)
      .with("opened", static_cast<long long>(each.open_time))
      .with("sl", each.stop_loss, PRICE_DIGITS)
      .with("tp", each.take_profit, PRICE_DIGITS)
      .with("close", each.close_price, PRICE_DIGITS)
      .with("closed", static_cast<long long>(each.close_time))
      .with("profit", each.profit, 2)
      .with("commission", each.commission, 2)
      .with("swap", each.swap, 2)
      .with("magic", each.magic)
      .with("comment", each.comment)
      .write();
}

void object(const std::string& name, const ChartObject& each) {
  Line line("OBJECT");
  line.with("name", name).with("type", each.type).with("window", each.window);
  for (int i = 0; i < ChartObject::POINTS; i++) {
    std::string number = std::to_string(i + 1);
    line.with(("time" + number).c_str(), static_cast<long long>(each.times[i]));
    line.with(("price" + number).c_str(), each.prices[i], PRICE_DIGITS);
  }
  for (const auto& [key, value] : each.integers) line.with(std::to_string(key).c_str(), static_cast<long long>(value));
  for (const auto& [key, value] : each.reals) line.with(std::to_string(key).c_str(), value, PRICE_DIGITS);
  for (const auto& [key, value] : each.texts) line.with(std::to_string(key).c_str(), value);
  line.write();
}

void account(Broker& broker) {
  Line("ACCOUNT")
      .with("number", broker.rules().number)
      .with("currency", broker.rules().currency)
      .with("balance", broker.balance(), 2)
      .with("equity", broker.equity(), 2)
      .with("margin", broker.margin(), 2)
      .with("credit", broker.credit(), 2)
      .with("orders", static_cast<int>(broker.orders().size()))
      .write();
}

}  // namespace

void Commands::reports() {
  // Price and profit as of now.
  commands_["orders"] = [](Words&) {
    Broker& broker = terminal().broker();
    for (Order each : broker.orders()) {
      each.close_price = broker.closing_price(each);
      each.profit = broker.profit(each, each.close_price, each.lots);
      order("ORDER", each);
    }
  };
  commands_["history"] = [](Words&) {
    for (const Order& each : terminal().broker().history()) order("CLOSED", each);
  };
  commands_["account"] = [](Words&) { account(terminal().broker()); };
  commands_["objects"] = [](Words&) {
    for (const auto& [name, each] : terminal().chart().objects()) object(name, each);
  };
  commands_["comment"] = [](Words&) { Line("COMMENT").with("text", terminal().chart().comment()).write(); };
  commands_["globals"] = [](Words&) {
    for (const auto& [name, entry] : terminal().globals().all()) {
      Line("GLOBAL").with("name", name).with("value", entry.value, 8).write();
    }
  };
  commands_["state"] = [](Words&) {
    Line("STATE")
        .with("running", terminal().running() && !terminal().removed())
        .with("timer", terminal().timer_millis())
        .with("micros", terminal().clock().micros())
        .with("server", terminal().clock().server_seconds())
        .write();
  };
}

}  // namespace mql
