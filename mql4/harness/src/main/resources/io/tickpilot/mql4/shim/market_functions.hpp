// Symbols, quotes and the account.
#pragma once

#include "array.hpp"
#include "constants.hpp"
#include "structures.hpp"
#include "text.hpp"

namespace mql {

double Bid();
double Ask();
double Point();
int Digits();
double _Point();
int _Digits();
String Symbol();
String _Symbol();
int Period();
int _Period();
bool RefreshRates();
double MarketInfo(const String& symbol, int mode);
bool SymbolInfoTick(const String& symbol, MqlTick& tick);
double SymbolInfoDouble(const String& symbol, ENUM_SYMBOL_INFO_DOUBLE property);
Long SymbolInfoInteger(const String& symbol, ENUM_SYMBOL_INFO_INTEGER property);
String SymbolInfoString(const String& symbol, ENUM_SYMBOL_INFO_STRING property);
bool SymbolSelect(const String& symbol, bool select);
int SymbolsTotal(bool selected);
String SymbolName(int position, bool selected);

double AccountBalance();
double AccountCredit();
double AccountEquity();
double AccountMargin();
double AccountFreeMargin();
double AccountProfit();
double AccountFreeMarginCheck(const String& symbol, int type, double lots);
double AccountFreeMarginMode();
int AccountLeverage();
int AccountNumber();
int AccountStopoutLevel();
int AccountStopoutMode();
String AccountCompany();
String AccountCurrency();
String AccountName();
String AccountServer();
double AccountInfoDouble(ENUM_ACCOUNT_INFO_DOUBLE property);
Long AccountInfoInteger(ENUM_ACCOUNT_INFO_INTEGER property);
String AccountInfoString(ENUM_ACCOUNT_INFO_STRING property);

}  // namespace mql
