#include "order_functions.hpp"

#include "format.hpp"
#include "terminal.hpp"

#include <algorithm>

namespace mql {

namespace {

std::string symbol_or_chart(const String& symbol) {
  return symbol.length() == 0 ? terminal().chart_symbol() : symbol.utf8();
}

const Order& selected() {
  static const Order none;
  if (terminal().selected()) return *terminal().selected();
  terminal().set_error(ERR_NO_ORDER_SELECTED);
  return none;
}

const Order* by_ticket(int ticket) {
  for (const auto* pool : {&terminal().orders(), &terminal().history()}) {
    auto found = std::find_if(pool->begin(), pool->end(), [ticket](const Order& each) { return each.ticket == ticket; });
    if (found != pool->end()) return &*found;
  }
  return nullptr;
}

// An open order's profit is what the prices at hand would give.
void evaluate(Order& order) {
  if (order.close_time != 0) return;
  Instrument* instrument = terminal().market().find(order.symbol);
  if (!instrument || !instrument->shown.known()) return;
  bool exit_at_bid = order.is_buy() == order.is_market();
  order.close_price = exit_at_bid ? instrument->shown.bid : instrument->shown.ask;
  order.profit = terminal().broker().profit(order, order.close_price, order.lots);
}

}  // namespace

int OrderSend(const String& symbol, int type, double lots, double price, int slippage, double stop_loss, double take_profit,
              const String& comment, int magic, DateTime expiration, Color) {
  OrderRequest request{symbol_or_chart(symbol), type,       lots, price, slippage, stop_loss, take_profit, comment.utf8(), magic,
                       expiration};
  int ticket = -1;
  bool sent = terminal().trade("OrderSend", [&] { return terminal().broker().send(request, ticket); });
  return sent ? ticket : -1;
}

bool OrderClose(int ticket, double lots, double price, int slippage, Color) {
  return terminal().trade("OrderClose", [&] { return terminal().broker().close(ticket, lots, price, slippage); });
}

bool OrderCloseBy(int ticket, int opposite, Color) {
  return terminal().trade("OrderCloseBy", [&] { return terminal().broker().close_by(ticket, opposite); });
}

bool OrderModify(int ticket, double price, double stop_loss, double take_profit, DateTime expiration, Color) {
  return terminal().trade("OrderModify",
                          [&] { return terminal().broker().modify(ticket, price, stop_loss, take_profit, expiration); });
}

bool OrderDelete(int ticket, Color) {
  return terminal().trade("OrderDelete", [&] { return terminal().broker().remove(ticket); });
}

bool OrderSelect(int index, int by, int pool) {
  const Order* found = nullptr;
  if (by == SELECT_BY_TICKET) {
    found = by_ticket(index);
    if (!found) terminal().set_error(ERR_INVALID_TICKET);
  } else {
    const auto& orders = pool == MODE_HISTORY ? terminal().history() : terminal().orders();
    if (index >= 0 && index < static_cast<int>(orders.size())) found = &orders[index];
  }
  if (!found) return false;
  terminal().selected() = *found;
  evaluate(*terminal().selected());
  return true;
}

int OrdersTotal() { return static_cast<int>(terminal().orders().size()); }
int OrdersHistoryTotal() { return static_cast<int>(terminal().history().size()); }
int OrderTicket() { return selected().ticket; }
int OrderType() { return selected().type; }
double OrderLots() { return selected().lots; }
double OrderOpenPrice() { return selected().open_price; }
double OrderClosePrice() { return selected().close_price; }
double OrderStopLoss() { return selected().stop_loss; }
double OrderTakeProfit() { return selected().take_profit; }
double OrderProfit() { return selected().profit; }
double OrderSwap() { return selected().swap; }
double OrderCommission() { return selected().commission; }
DateTime OrderOpenTime() { return selected().open_time; }
DateTime OrderCloseTime() { return selected().close_time; }
DateTime OrderExpiration() { return selected().expiration; }
int OrderMagicNumber() { return selected().magic; }
String OrderComment() { return String(selected().comment); }
String OrderSymbol() { return String(selected().symbol); }
void OrderPrint() { print(selected().text()); }

}  // namespace mql
