#include "market_functions.hpp"

#include "terminal.hpp"

#include <cmath>

namespace mql {

namespace {

Instrument* instrument(const String& symbol) {
  const std::string& chart = terminal().chart_symbol();
  Instrument* found = terminal().market().find(symbol.length() == 0 ? chart : symbol.utf8());
  if (!found) terminal().set_error(ERR_UNKNOWN_SYMBOL);
  return found;
}

Instrument& chart_instrument() { return terminal().market().declare(terminal().chart_symbol()); }

double spread_points(const Instrument& of) { return std::round((of.shown.ask - of.shown.bid) / of.point()); }

}  // namespace

double Bid() { return terminal().chart_quote().bid; }
double Ask() { return terminal().chart_quote().ask; }
double Point() { return chart_instrument().point(); }
int Digits() { return chart_instrument().digits; }
double _Point() { return Point(); }
int _Digits() { return Digits(); }
String Symbol() { return String(terminal().chart_symbol()); }
String _Symbol() { return Symbol(); }
int Period() { return terminal().chart_period(); }
int _Period() { return Period(); }

bool RefreshRates() {
  Quote before = terminal().chart_quote();
  terminal().refresh();
  const Quote& now = terminal().chart_quote();
  return now.bid != before.bid || now.ask != before.ask;
}

double MarketInfo(const String& symbol, int mode) {
  Instrument* of = instrument(symbol);
  if (!of) return 0;
  switch (mode) {
    case MODE_BID: return of->shown.bid;
    case MODE_ASK: return of->shown.ask;
    case MODE_TIME: return static_cast<double>(of->shown.time);
    case MODE_POINT: return of->point();
    case MODE_DIGITS: return of->digits;
    case MODE_SPREAD: return spread_points(*of);
    case MODE_STOPLEVEL: return of->stop_level;
    case MODE_FREEZELEVEL: return of->freeze_level;
    case MODE_LOTSIZE: return of->contract;
    case MODE_TICKSIZE: return of->point();
    case MODE_TICKVALUE: return terminal().broker().tick_value(*of);
    case MODE_SWAPLONG: return of->swap_long;
    case MODE_SWAPSHORT: return of->swap_short;
    case MODE_TRADEALLOWED: return of->open && of->tradable;
    case MODE_MINLOT: return of->min_lot;
    case MODE_MAXLOT: return of->max_lot;
    case MODE_LOTSTEP: return of->lot_step;
    case MODE_MARGININIT: return of->contract;
    case MODE_MARGINHEDGED: return 0;
    case MODE_MARGINREQUIRED: return terminal().broker().margin_for(*of, 1);
    default: return 0;
  }
}

bool SymbolInfoTick(const String& symbol, MqlTick& tick) {
  Instrument* of = instrument(symbol);
  if (!of || !of->shown.known()) return false;
  tick = {of->shown.time, of->shown.bid, of->shown.ask, 0, 0};
  return true;
}

double SymbolInfoDouble(const String& symbol, ENUM_SYMBOL_INFO_DOUBLE property) {
  switch (property) {
    case SYMBOL_BID: return MarketInfo(symbol, MODE_BID);
    case SYMBOL_ASK: return MarketInfo(symbol, MODE_ASK);
    case SYMBOL_POINT: return MarketInfo(symbol, MODE_POINT);
    case SYMBOL_TRADE_TICK_VALUE: return MarketInfo(symbol, MODE_TICKVALUE);
    case SYMBOL_TRADE_TICK_SIZE: return MarketInfo(symbol, MODE_TICKSIZE);
    case SYMBOL_TRADE_CONTRACT_SIZE: return MarketInfo(symbol, MODE_LOTSIZE);
    case SYMBOL_VOLUME_MIN: return MarketInfo(symbol, MODE_MINLOT);
    case SYMBOL_VOLUME_MAX: return MarketInfo(symbol, MODE_MAXLOT);
    case SYMBOL_VOLUME_STEP: return MarketInfo(symbol, MODE_LOTSTEP);
    case SYMBOL_SWAP_LONG: return MarketInfo(symbol, MODE_SWAPLONG);
    case SYMBOL_SWAP_SHORT: return MarketInfo(symbol, MODE_SWAPSHORT);
    case SYMBOL_MARGIN_INITIAL: return MarketInfo(symbol, MODE_MARGININIT);
    default: return 0;
  }
}

Long SymbolInfoInteger(const String& symbol, ENUM_SYMBOL_INFO_INTEGER property) {
  Instrument* of = instrument(symbol);
  if (!of) return 0;
  switch (property) {
    case SYMBOL_SELECT:
    case SYMBOL_VISIBLE: return 1;
    case SYMBOL_TIME: return of->shown.time;
    case SYMBOL_DIGITS: return of->digits;
    case SYMBOL_SPREAD: return static_cast<Long>(spread_points(*of));
    case SYMBOL_SPREAD_FLOAT: return 1;
    case SYMBOL_TRADE_MODE: return of->tradable ? SYMBOL_TRADE_MODE_FULL : SYMBOL_TRADE_MODE_DISABLED;
    case SYMBOL_TRADE_STOPS_LEVEL: return of->stop_level;
    case SYMBOL_TRADE_FREEZE_LEVEL: return of->freeze_level;
    case SYMBOL_TRADE_EXEMODE:
      return terminal().broker().rules().instant_execution ? SYMBOL_TRADE_EXECUTION_INSTANT : SYMBOL_TRADE_EXECUTION_MARKET;
    case SYMBOL_SWAP_ROLLOVER3DAYS: return WEDNESDAY;
    default: return 0;
  }
}

String SymbolInfoString(const String& symbol, ENUM_SYMBOL_INFO_STRING property) {
  Instrument* of = instrument(symbol);
  if (!of) return String();
  switch (property) {
    case SYMBOL_CURRENCY_BASE:
    case SYMBOL_CURRENCY_MARGIN: return String(of->base);
    case SYMBOL_CURRENCY_PROFIT: return String(of->profit);
    default: return String(of->name);
  }
}

bool SymbolSelect(const String& symbol, bool) { return instrument(symbol) != nullptr; }
int SymbolsTotal(bool) { return static_cast<int>(terminal().market().all().size()); }

String SymbolName(int position, bool) {
  auto& all = terminal().market().all();
  return position >= 0 && position < static_cast<int>(all.size()) ? String(all[position].name) : String();
}

double AccountBalance() { return terminal().account().balance; }
double AccountCredit() { return terminal().account().credit; }
double AccountEquity() { return terminal().account().equity; }
double AccountMargin() { return terminal().account().margin; }
double AccountFreeMargin() { return AccountEquity() - AccountMargin(); }
double AccountProfit() { return terminal().account().profit; }
double AccountFreeMarginMode() { return 1; }
int AccountLeverage() { return terminal().broker().rules().leverage; }
int AccountNumber() { return terminal().broker().rules().number; }
int AccountStopoutLevel() { return static_cast<int>(terminal().broker().rules().stop_out_percent); }
int AccountStopoutMode() { return ACCOUNT_STOPOUT_MODE_PERCENT; }
String AccountCompany() { return String(terminal().broker().rules().company); }
String AccountCurrency() { return String(terminal().broker().rules().currency); }
String AccountName() { return String(terminal().broker().rules().name); }
String AccountServer() { return String(terminal().broker().rules().server); }

// What would be left after opening; error 134 when nothing would.
double AccountFreeMarginCheck(const String& symbol, int, double lots) {
  Instrument* of = instrument(symbol);
  if (!of) return 0;
  double left = AccountFreeMargin() - terminal().broker().margin_for(*of, lots);
  if (left < 0) terminal().set_error(ERR_NOT_ENOUGH_MONEY);
  return left;
}

double AccountInfoDouble(ENUM_ACCOUNT_INFO_DOUBLE property) {
  switch (property) {
    case ACCOUNT_BALANCE: return AccountBalance();
    case ACCOUNT_CREDIT: return AccountCredit();
    case ACCOUNT_PROFIT: return AccountProfit();
    case ACCOUNT_EQUITY: return AccountEquity();
    case ACCOUNT_MARGIN: return AccountMargin();
    case ACCOUNT_FREEMARGIN:
    case ACCOUNT_MARGIN_FREE: return AccountFreeMargin();
    case ACCOUNT_MARGIN_LEVEL: return AccountMargin() > 0 ? AccountEquity() / AccountMargin() * 100 : 0;
    case ACCOUNT_MARGIN_SO_SO: return AccountStopoutLevel();
    default: return 0;
  }
}

Long AccountInfoInteger(ENUM_ACCOUNT_INFO_INTEGER property) {
  switch (property) {
    case ACCOUNT_LOGIN: return AccountNumber();
    case ACCOUNT_TRADE_MODE: return terminal().broker().rules().demo ? ACCOUNT_TRADE_MODE_DEMO : ACCOUNT_TRADE_MODE_REAL;
    case ACCOUNT_LEVERAGE: return AccountLeverage();
    case ACCOUNT_LIMIT_ORDERS: return terminal().broker().rules().most_orders;
    case ACCOUNT_TRADE_ALLOWED:
    case ACCOUNT_TRADE_EXPERT: return terminal().switches().trade_allowed;
    default: return 0;
  }
}

String AccountInfoString(ENUM_ACCOUNT_INFO_STRING property) {
  switch (property) {
    case ACCOUNT_NAME: return AccountName();
    case ACCOUNT_COMPANY: return AccountCompany();
    case ACCOUNT_SERVER: return AccountServer();
    default: return AccountCurrency();
  }
}

}  // namespace mql
