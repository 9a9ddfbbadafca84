#include "order.hpp"

#include "protocol.hpp"

#include <cstdio>
#include <sstream>

namespace mql {

std::string Order::text() const {
  char numbers[512];
  std::snprintf(numbers, sizeof numbers, "%d %d %.8f %.10f %.10f %.10f %.10f %lld %lld %lld %.8f %.8f %.8f %d", ticket, type,
                lots, open_price, stop_loss, take_profit, close_price, static_cast<long long>(open_time),
                static_cast<long long>(close_time), static_cast<long long>(expiration), commission, swap, profit, magic);
  return std::string(numbers) + " " + encode(symbol) + " :" + encode(comment);
}

Order Order::read(const std::string& line) {
  std::istringstream in(line);
  Order order;
  std::string symbol, comment;
  in >> order.ticket >> order.type >> order.lots >> order.open_price >> order.stop_loss >> order.take_profit >>
      order.close_price >> order.open_time >> order.close_time >> order.expiration >> order.commission >> order.swap >>
      order.profit >> order.magic >> symbol >> comment;
  order.symbol = decode(symbol);
  order.comment = decode(comment.substr(1));
  return order;
}

}  // namespace mql
