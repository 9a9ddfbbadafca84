// Prices, points and lots of the broker's symbols.
#property strict
#include <Tickpilot/Inputs.mqh>
#include <Tickpilot/Messages.mqh>

#define LOT_ROUNDING 0.000000001

double PointOf(const string brokerSymbol) {
  return MarketInfo(brokerSymbol, MODE_POINT);
}

double ToPoint(const string brokerSymbol, const double price) {
  return NormalizeDouble(price, (int)MarketInfo(brokerSymbol, MODE_DIGITS));
}

// At which a position of this side is opened.
double EntryPrice(const string brokerSymbol, const int side) {
  return MarketInfo(brokerSymbol, side > 0 ? MODE_ASK : MODE_BID);
}

// At which it is closed.
double ExitPrice(const string brokerSymbol, const int side) {
  return MarketInfo(brokerSymbol, side > 0 ? MODE_BID : MODE_ASK);
}

// 0 while the broker tells nothing of the symbol.
double InPoints(const string brokerSymbol, const double distance) {
  double point = PointOf(brokerSymbol);
  return point > 0 ? distance / point : 0;
}

double SpreadPoints(const string brokerSymbol) {
  return InPoints(brokerSymbol, MarketInfo(brokerSymbol, MODE_ASK) - MarketInfo(brokerSymbol, MODE_BID));
}

// Distance that the broker wants between the price and a stop or target.
double StopLevel(const string brokerSymbol) {
  return MarketInfo(brokerSymbol, MODE_STOPLEVEL) * PointOf(brokerSymbol);
}

// A stop or target this near to the price can be neither changed nor its position closed.
double FreezeLevel(const string brokerSymbol) {
  return MarketInfo(brokerSymbol, MODE_FREEZELEVEL) * PointOf(brokerSymbol);
}

// Rounded down to the broker's step.
double StepLots(const string brokerSymbol, const double lots) {
  double step = MarketInfo(brokerSymbol, MODE_LOTSTEP);
  if (step <= 0) {
    return 0;
  }
  return NormalizeDouble(MathFloor(lots / step + LOT_ROUNDING) * step, 8);
}

double MinLots(const string brokerSymbol) {
  return MarketInfo(brokerSymbol, MODE_MINLOT);
}

bool SameLots(const double a, const double b) {
  return MathAbs(a - b) < 0.0000001;
}

// What can be closed of a position when so much should be: parts and rests below the minimum are not made. 0: nothing.
double PartToClose(const string brokerSymbol, const double lots, const double wanted) {
  double least = MinLots(brokerSymbol);
  double part = StepLots(brokerSymbol, MathMin(wanted, lots));
  double rest = lots - part;
  if (rest > LOT_ROUNDING && rest < least - LOT_ROUNDING) {
    part = StepLots(brokerSymbol, lots - least);
  }
  return part < least - LOT_ROUNDING ? 0 : part;
}

// What to close so that at least this share of the lots is: all where the rest would be below the minimum. 0: nothing is known.
double PartToReduce(const string brokerSymbol, const double lots, const double share) {
  double step = MarketInfo(brokerSymbol, MODE_LOTSTEP);
  if (step <= 0 || share <= 0) {
    return 0;
  }
  double least = MinLots(brokerSymbol);
  double part = NormalizeDouble(MathCeil(lots * share / step - LOT_ROUNDING) * step, 8);
  part = MathMax(part, least);
  return lots - part < least - LOT_ROUNDING ? lots : part;
}

// Loss of one lot when the price goes this far, in the account's currency; 0 when the broker does not tell.
double LossPerLot(const string brokerSymbol, const double distance) {
  double tickSize = MarketInfo(brokerSymbol, MODE_TICKSIZE);
  double tickValue = MarketInfo(brokerSymbol, MODE_TICKVALUE);
  return tickSize > 0 ? distance / tickSize * tickValue : 0;
}

double AtrOf(const string brokerSymbol) {
  return iATR(brokerSymbol, AtrTimeframe, AtrPeriod, 1);
}

int OrderTypeOf(const int side) {
  return side > 0 ? OP_BUY : OP_SELL;
}

// Of the order that is selected.
int SelectedSide() {
  return OrderType() == OP_BUY ? BUY : SELL;
}

// Whether the order that is selected is one of this EA's positions.
bool IsOwnPosition() {
  return OrderMagicNumber() == Magic && (OrderType() == OP_BUY || OrderType() == OP_SELL);
}
