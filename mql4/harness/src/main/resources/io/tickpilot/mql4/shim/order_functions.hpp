// OrderSend and its kin.
#pragma once

#include "constants.hpp"
#include "text.hpp"

namespace mql {

int OrderSend(const String& symbol, int type, double lots, double price, int slippage, double stop_loss, double take_profit,
              const String& comment = String(), int magic = 0, DateTime expiration = 0, Color arrow = clrNONE);
bool OrderClose(int ticket, double lots, double price, int slippage, Color arrow = clrNONE);
bool OrderCloseBy(int ticket, int opposite, Color arrow = clrNONE);
bool OrderModify(int ticket, double price, double stop_loss, double take_profit, DateTime expiration, Color arrow = clrNONE);
bool OrderDelete(int ticket, Color arrow = clrNONE);

bool OrderSelect(int index, int by, int pool = MODE_TRADES);
int OrdersTotal();
int OrdersHistoryTotal();
int OrderTicket();
int OrderType();
double OrderLots();
double OrderOpenPrice();
double OrderClosePrice();
double OrderStopLoss();
double OrderTakeProfit();
double OrderProfit();
double OrderSwap();
double OrderCommission();
DateTime OrderOpenTime();
DateTime OrderCloseTime();
DateTime OrderExpiration();
int OrderMagicNumber();
String OrderComment();
String OrderSymbol();
void OrderPrint();

}  // namespace mql
