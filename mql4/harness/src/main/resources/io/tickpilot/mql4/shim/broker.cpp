#include "broker.hpp"

#include "protocol.hpp"
#include "string_functions.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>

namespace mql {

namespace {

constexpr double LOT_EPSILON = 1e-7;
constexpr DateTime DAY = 86400;
constexpr int THURSDAY_OF_EPOCH = 4;

double rounded_lots(double lots) { return NormalizeDouble(lots, 8); }
double rounded_money(double money) { return NormalizeDouble(money, 2); }

Line event(const char* what, const Order& order, int digits) {
  return Line(std::string("EVENT ") + what)
      .with("ticket", order.ticket)
      .with("symbol", order.symbol)
      .with("type", order.type)
      .with("lots", order.lots, 2)
      .with("price", order.open_price, digits)
      .with("sl", order.stop_loss, digits)
      .with("tp", order.take_profit, digits)
      .with("magic", order.magic)
      .with("comment", order.comment);
}

}  // namespace

// ---- requests

int Broker::send(const OrderRequest& request, int& ticket) {
  Instrument* instrument = market_.find(request.symbol);
  if (!instrument) return ERR_UNKNOWN_SYMBOL;
  if (request.type < OP_BUY || request.type > OP_SELLSTOP) return ERR_INVALID_FUNCTION_PARAMVALUE;
  if (request.price <= 0) return ERR_INVALID_PRICE_PARAM;
  if (int code = check_volume(*instrument, request.lots)) return code;
  if (int code = faults_.next()) return code;
  if (!instrument->open) return ERR_MARKET_CLOSED;
  if (!instrument->tradable) return ERR_TRADE_DISABLED;
  if (!instrument->server.known()) return ERR_OFF_QUOTES;
  if (static_cast<int>(orders_.size()) >= rules_.most_orders) return ERR_TRADE_TOO_MANY_ORDERS;
  if (std::fabs(request.price - instrument->rounded(request.price)) > LOT_EPSILON) return ERR_INVALID_PRICE;
  int code = request.type > OP_SELL ? place(request, *instrument, ticket) : open(request, *instrument, request.price, ticket);
  return code == 0 ? carried_out() : code;
}

// What the terminal answers, if it lives on.
int Broker::carried_out() {
  save();
  if (faults_.kills()) raise(SIGKILL);
  return faults_.takes_late_timeout() ? ERR_TRADE_TIMEOUT : 0;
}

int Broker::open(const OrderRequest& request, Instrument& instrument, double price, int& ticket) {
  bool buy = request.type == OP_BUY;
  double reference = buy ? instrument.server.bid : instrument.server.ask;
  if (int code = check_stops(instrument, request.type, reference, request.stop_loss, request.take_profit)) return code;
  double filled = 0;
  if (int code = execute(instrument, buy, price, request.slippage, filled)) return code;
  if (equity() - margin() < margin_for(instrument, request.lots)) return ERR_NOT_ENOUGH_MONEY;
  Order order;
  order.ticket = ticket = next_ticket_++;
  order.type = request.type;
  order.symbol = request.symbol;
  order.lots = rounded_lots(request.lots);
  order.open_price = filled;
  order.stop_loss = request.stop_loss;
  order.take_profit = request.take_profit;
  order.open_time = clock_.server_seconds();
  order.commission = rounded_money(commission(instrument, request.lots));
  order.comment = request.comment.substr(0, rules_.comment_length);
  order.magic = request.magic;
  orders_.push_back(order);
  event("OPEN", order, instrument.digits).with("micros", clock_.micros()).write();
  return 0;
}

int Broker::place(const OrderRequest& request, Instrument& instrument, int& ticket) {
  if (int code = check_pending_price(instrument, request.type, request.price)) return code;
  int side = request.type == OP_BUYLIMIT || request.type == OP_BUYSTOP ? OP_BUY : OP_SELL;
  if (int code = check_stops(instrument, side, request.price, request.stop_loss, request.take_profit)) return code;
  if (request.expiration != 0 && request.expiration <= clock_.server_seconds()) return ERR_INVALID_TRADE_PARAMETERS;
  Order order;
  order.ticket = ticket = next_ticket_++;
  order.type = request.type;
  order.symbol = request.symbol;
  order.lots = rounded_lots(request.lots);
  order.open_price = request.price;
  order.stop_loss = request.stop_loss;
  order.take_profit = request.take_profit;
  order.open_time = clock_.server_seconds();
  order.expiration = request.expiration;
  order.comment = request.comment.substr(0, rules_.comment_length);
  order.magic = request.magic;
  orders_.push_back(order);
  event("PLACE", order, instrument.digits).write();
  return 0;
}

int Broker::close(int ticket, double lots, double price, int slippage) {
  Order* order = find(ticket);
  if (!order || !order->is_market()) return ERR_INVALID_TICKET;
  Instrument& instrument = *market_.find(order->symbol);
  if (int code = check_volume(instrument, lots)) return code;
  double rest = rounded_lots(order->lots - lots);
  if (rest < -LOT_EPSILON || (rest > LOT_EPSILON && rest < instrument.min_lot - LOT_EPSILON)) return ERR_INVALID_TRADE_VOLUME;
  if (int code = faults_.next()) return code;
  if (!instrument.open) return ERR_MARKET_CLOSED;
  if (!instrument.server.known()) return ERR_OFF_QUOTES;
  if (frozen(instrument, *order)) return ERR_TRADE_MODIFY_DENIED;
  double filled = 0;
  if (int code = execute(instrument, !order->is_buy(), price, slippage, filled)) return code;
  finish(*order, lots, filled, "ea", "");
  return carried_out();
}

// The smaller of two opposite orders closes at the other's price; what is left of the larger gets a new ticket.
int Broker::close_by(int ticket, int opposite) {
  Order* first = find(ticket);
  Order* second = find(opposite);
  if (!first || !second || !first->is_market() || !second->is_market()) return ERR_INVALID_TICKET;
  if (first->symbol != second->symbol || first->type == second->type) return ERR_TRADE_HEDGE_PROHIBITED;
  if (int code = faults_.next()) return code;
  double lots = std::min(first->lots, second->lots);
  Order one = *first, other = *second;
  finish(one, lots, other.open_price, "close-by", "close hedge by #" + std::to_string(opposite));
  finish(other, lots, other.open_price, "close-by", "close hedge by #" + std::to_string(ticket));
  save();
  return 0;
}

int Broker::modify(int ticket, double price, double stop_loss, double take_profit, DateTime expiration) {
  Order* order = find(ticket);
  if (!order) return ERR_INVALID_TICKET;
  Instrument& instrument = *market_.find(order->symbol);
  if (int code = faults_.next()) return code;
  if (!instrument.open) return ERR_MARKET_CLOSED;
  if (int code = change(*order, instrument, price, stop_loss, take_profit, expiration)) return code;
  return carried_out();
}

int Broker::change(Order& order, const Instrument& instrument, double price, double sl, double tp, DateTime expiration) {
  double half = instrument.point() / 2;
  bool pending = !order.is_market();
  bool same_price = !pending || std::fabs(price - order.open_price) < half;
  bool same_stops = std::fabs(sl - order.stop_loss) < half && std::fabs(tp - order.take_profit) < half;
  if (same_price && same_stops && (!pending || expiration == order.expiration)) return ERR_NO_RESULT;
  for (double level : {sl, tp}) {
    if (std::fabs(level - instrument.rounded(level)) > LOT_EPSILON) return ERR_INVALID_STOPS;
  }
  if (frozen(instrument, order)) return ERR_TRADE_MODIFY_DENIED;
  if (pending) {
    if (int code = check_pending_price(instrument, order.type, price)) return code;
  }
  double reference = pending ? price : order.is_buy() ? instrument.server.bid : instrument.server.ask;
  int side = order.is_buy() ? OP_BUY : OP_SELL;
  bool new_sl = std::fabs(sl - order.stop_loss) >= half, new_tp = std::fabs(tp - order.take_profit) >= half;
  if (int code = check_stops(instrument, side, reference, new_sl ? sl : 0, new_tp ? tp : 0)) return code;
  order.stop_loss = sl;
  order.take_profit = tp;
  if (pending) {
    order.open_price = price;
    order.expiration = expiration;
  }
  event("MODIFY", order, instrument.digits).write();
  return 0;
}

int Broker::remove(int ticket) {
  Order* order = find(ticket);
  if (!order || order->is_market()) return ERR_INVALID_TICKET;
  if (int code = faults_.next()) return code;
  Instrument& instrument = *market_.find(order->symbol);
  if (frozen(instrument, *order)) return ERR_TRADE_MODIFY_DENIED;
  order->close_time = clock_.server_seconds();
  order->comment = "cancelled";
  history_.push_back(*order);
  event("DELETE", *order, instrument.digits).write();
  erase(ticket);
  save();
  return 0;
}

// ---- rules

int Broker::check_volume(const Instrument& instrument, double lots) const {
  double steps = lots / instrument.lot_step;
  bool whole = std::fabs(steps - std::round(steps)) < 1e-6;
  bool within = lots >= instrument.min_lot - LOT_EPSILON && lots <= instrument.max_lot + LOT_EPSILON;
  return whole && within ? 0 : static_cast<int>(ERR_INVALID_TRADE_VOLUME);
}

// Both levels on their side of the reference price, and at least the stop level away from it.
int Broker::check_stops(const Instrument& instrument, int type, double reference, double stop_loss, double take_profit) const {
  double sign = type == OP_BUY ? 1 : -1;
  double least = std::max(instrument.stop_level * instrument.point(), instrument.point()) - instrument.point() / 10;
  for (double level : {stop_loss, take_profit}) {
    if (level < 0 || std::fabs(level - instrument.rounded(level)) > LOT_EPSILON) return ERR_INVALID_STOPS;
  }
  if (stop_loss > 0 && sign * (reference - stop_loss) < least) return ERR_INVALID_STOPS;
  if (take_profit > 0 && sign * (take_profit - reference) < least) return ERR_INVALID_STOPS;
  return 0;
}

int Broker::check_pending_price(const Instrument& instrument, int type, double price) const {
  double least = std::max(instrument.stop_level * instrument.point(), instrument.point()) - instrument.point() / 10;
  double bid = instrument.server.bid, ask = instrument.server.ask;
  double distance = type == OP_BUYLIMIT    ? ask - price
                    : type == OP_BUYSTOP   ? price - ask
                    : type == OP_SELLLIMIT ? price - bid
                                           : bid - price;
  return distance < least ? static_cast<int>(ERR_INVALID_STOPS) : 0;
}

// Within the freeze level of its stops, or of its own price when pending, an order can be neither changed nor closed.
bool Broker::frozen(const Instrument& instrument, const Order& order) const {
  double level = instrument.freeze_level * instrument.point();
  if (level <= 0) return false;
  bool exit_at_bid = order.is_buy() == order.is_market();
  double price = exit_at_bid ? instrument.server.bid : instrument.server.ask;
  if (!order.is_market()) return std::fabs(price - order.open_price) <= level;
  return (order.stop_loss > 0 && std::fabs(price - order.stop_loss) <= level) ||
         (order.take_profit > 0 && std::fabs(price - order.take_profit) <= level);
}

// Instant execution requotes what is farther than the slippage allows; market execution fills at what there is.
int Broker::execute(const Instrument& instrument, bool buy, double price, int slippage, double& filled) {
  double market = buy ? instrument.server.ask : instrument.server.bid;
  double costs = faults_.slippage() * instrument.point();
  filled = instrument.rounded(market + (buy ? costs : -costs));
  bool too_far = std::fabs(filled - price) > slippage * instrument.point() + instrument.point() / 10;
  return rules_.instant_execution && too_far ? static_cast<int>(ERR_REQUOTE) : 0;
}

// ---- money

double Broker::profit(const Order& order, double price, double lots) {
  if (!order.is_market()) return 0;
  const Instrument& instrument = *market_.find(order.symbol);
  double difference = order.is_buy() ? price - order.open_price : order.open_price - price;
  return rounded_money(difference * instrument.contract * lots * market_.rate(instrument.profit, rules_.currency));
}

double Broker::closing_price(const Order& order) {
  const Instrument* instrument = market_.find(order.symbol);
  if (!instrument || !instrument->server.known()) return order.open_price;
  bool exit_at_bid = order.is_buy() == order.is_market();
  return exit_at_bid ? instrument->server.bid : instrument->server.ask;
}

double Broker::floating_profit() {
  double sum = 0;
  for (const Order& each : orders_) {
    if (each.is_market()) sum += profit(each, closing_price(each), each.lots) + each.commission + each.swap;
  }
  return sum;
}

double Broker::margin_for(const Instrument& instrument, double lots) {
  return lots * instrument.contract * market_.rate(instrument.base, rules_.currency) / rules_.leverage;
}

// Opposite lots of one symbol need margin once: the larger side counts.
double Broker::margin() {
  double sum = 0;
  for (const Instrument& instrument : market_.all()) {
    double bought = 0, sold = 0;
    for (const Order& each : orders_) {
      if (each.is_market() && each.symbol == instrument.name) (each.is_buy() ? bought : sold) += each.lots;
    }
    if (bought + sold > 0) sum += margin_for(instrument, std::max(bought, sold));
  }
  return rounded_money(sum);
}

double Broker::tick_value(const Instrument& instrument) {
  return instrument.contract * instrument.point() * market_.rate(instrument.profit, rules_.currency);
}

// ---- the life of orders

// Closes "lots" of an order. The rest lives on under a new ticket, whose number is returned; commission and swap are shared out.
int Broker::finish(Order order, double lots, double price, const std::string& why, const std::string& comment) {
  const Instrument& instrument = *market_.find(order.symbol);
  double rest = rounded_lots(order.lots - lots);
  Order closed = order;
  double share = lots / order.lots;
  closed.lots = rounded_lots(lots);
  closed.close_price = price;
  closed.close_time = clock_.server_seconds();
  closed.commission = rounded_money(order.commission * share);
  closed.swap = rounded_money(order.swap * share);
  closed.profit = profit(order, price, lots);
  if (!comment.empty()) closed.comment = comment;
  balance_ += closed.profit + closed.commission + closed.swap;
  erase(order.ticket);
  int remainder = 0;
  if (rest > LOT_EPSILON) {
    Order left = order;
    left.ticket = remainder = next_ticket_++;
    left.lots = rest;
    left.commission = rounded_money(order.commission - closed.commission);
    left.swap = rounded_money(order.swap - closed.swap);
    if (!rules_.remainder_keeps_comment) left.comment = ("from #" + std::to_string(order.ticket)).substr(0, rules_.comment_length);
    closed.comment = "to #" + std::to_string(remainder);
    orders_.push_back(left);
  }
  history_.push_back(closed);
  event("CLOSE", closed, instrument.digits)
      .with("close", price, instrument.digits)
      .with("profit", closed.profit, 2)
      .with("commission", closed.commission, 2)
      .with("swap", closed.swap, 2)
      .with("why", why)
      .with("remainder", remainder)
      .with("balance", balance_, 2)
      .write();
  return remainder;
}

void Broker::trigger(Order& order, const Instrument& instrument) {
  order.type = order.is_buy() ? OP_BUY : OP_SELL;
  order.open_price = order.is_buy() ? instrument.server.ask : instrument.server.bid;
  order.open_time = clock_.server_seconds();
  order.commission = rounded_money(commission(instrument, order.lots));
  order.expiration = 0;
  event("TRIGGER", order, instrument.digits).write();
}

void Broker::on_quote(Instrument& instrument) {
  on_time();
  double bid = instrument.server.bid, ask = instrument.server.ask;
  bool changed = false;
  for (Order& each : orders_) {
    bool reached = each.symbol == instrument.name && ((each.type == OP_BUYLIMIT && ask <= each.open_price) ||
                                                      (each.type == OP_BUYSTOP && ask >= each.open_price) ||
                                                      (each.type == OP_SELLLIMIT && bid >= each.open_price) ||
                                                      (each.type == OP_SELLSTOP && bid <= each.open_price));
    if (reached) trigger(each, instrument);
    changed |= reached;
  }
  std::vector<Order> now = orders_;
  for (const Order& each : now) {
    if (!each.is_market() || each.symbol != instrument.name) continue;
    double price = each.is_buy() ? bid : ask;
    double sign = each.is_buy() ? 1 : -1;
    if (each.stop_loss > 0 && sign * (price - each.stop_loss) <= 0) {
      finish(each, each.lots, price, "sl", each.comment.substr(0, rules_.comment_length - 4) + "[sl]");
      changed = true;
    } else if (each.take_profit > 0 && sign * (price - each.take_profit) >= 0) {
      finish(each, each.lots, each.take_profit, "tp", each.comment.substr(0, rules_.comment_length - 4) + "[tp]");
      changed = true;
    }
  }
  size_t before = orders_.size();
  stop_out();
  if (changed || orders_.size() != before) save();
}

// The largest loss goes first, until the margin level is above the limit.
void Broker::stop_out() {
  double needed = margin();
  while (needed > 0 && equity() / needed * 100 <= rules_.stop_out_percent) {
    const Order* worst = nullptr;
    double loss = 0;
    for (const Order& each : orders_) {
      double result = each.is_market() ? profit(each, closing_price(each), each.lots) + each.commission + each.swap : 0;
      if (each.is_market() && (!worst || result < loss)) {
        worst = &each;
        loss = result;
      }
    }
    if (!worst) return;
    std::string level = DoubleToString(equity() / needed * 100, 1).utf8();
    Order order = *worst;
    finish(order, order.lots, closing_price(order), "so", "so: " + level + "%");
    needed = margin();
  }
}

void Broker::on_time() {
  DateTime now = clock_.server_seconds();
  DateTime today = now / DAY;
  if (last_day_ == 0) last_day_ = today;
  bool booked = last_day_ < today && !orders_.empty();
  for (; last_day_ < today; last_day_++) {
    int weekday = static_cast<int>((last_day_ + THURSDAY_OF_EPOCH) % 7);
    bool weekend = weekday == SATURDAY || weekday == SUNDAY;
    if (!weekend) book_swap(weekday == WEDNESDAY ? 3 : 1);
  }
  std::vector<Order> all = orders_;
  for (Order& each : all) {
    if (each.is_market() || each.expiration == 0 || each.expiration > now) continue;
    each.close_time = now;
    each.comment = "expiration";
    history_.push_back(each);
    event("EXPIRE", each, market_.find(each.symbol)->digits).write();
    erase(each.ticket);
    booked = true;
  }
  if (booked) save();
}

void Broker::book_swap(int days) {
  for (Order& each : orders_) {
    if (!each.is_market()) continue;
    const Instrument& instrument = *market_.find(each.symbol);
    double points = each.is_buy() ? instrument.swap_long : instrument.swap_short;
    each.swap += rounded_money(points * tick_value(instrument) * each.lots * days);
    if (points != 0) {
      Line("EVENT SWAP").with("ticket", each.ticket).with("days", days).with("swap", each.swap, 2).write();
    }
  }
}

Order* Broker::find(int ticket) {
  for (Order& each : orders_) {
    if (each.ticket == ticket) return &each;
  }
  return nullptr;
}

void Broker::erase(int ticket) {
  orders_.erase(std::remove_if(orders_.begin(), orders_.end(), [ticket](const Order& each) { return each.ticket == ticket; }),
                orders_.end());
}

}  // namespace mql
