// How much of a plan's lots the terminal allows by its own account: factor, caps, what the stop may lose, and Kelly's fraction of
// this EA's last trades.
#property strict
#include <Tickpilot/Breakers.mqh>
#include <Tickpilot/Market.mqh>
#include <Tickpilot/TradeBook.mqh>

#define KELLY_TRADES 30
#define KELLY_WINDOW 100
#define KELLY_FLOOR 0.1

// Share of equity that a stopped trade may lose. After a bad run a tenth of MaxRiskPercent is left, so that the figure can change.
double RiskShare() {
  double share = MaxRiskPercent / 100;
  double kelly = KellyFraction();
  if (KellyCap <= 0 || kelly >= 1) {
    return share;
  }
  double capped = MathMin(share, KellyCap * kelly);
  return MathMax(capped, KELLY_FLOOR * share);
}

// w - (1 - w) / r of the last trades, w the share won, r the mean gain over the mean loss. 1 when too few tell.
double KellyFraction() {
  int won = 0;
  int lost = 0;
  double gains = 0;
  double losses = 0;
  for (int i = OrdersHistoryTotal() - 1; i >= 0 && won + lost < KELLY_WINDOW; i--) {
    if (!OrderSelect(i, SELECT_BY_POS, MODE_HISTORY) || !IsOwnPosition()) {
      continue;
    }
    double profit = OrderProfit() + OrderSwap() + OrderCommission();
    won += profit > 0 ? 1 : 0;
    lost += profit > 0 ? 0 : 1;
    gains += profit > 0 ? profit : 0;
    losses += profit > 0 ? 0 : -profit;
  }
  if (won + lost < KELLY_TRADES || lost == 0 || losses <= 0) {
    return 1;
  }
  if (won == 0 || gains <= 0) {
    return 0;
  }
  double share = (double)won / (won + lost);
  double ratio = (gains / won) / (losses / lost);
  return MathMax(0, share - (1 - share) / ratio);
}

// Lots to send, rounded down to the broker's step; 0: less than it takes.
double LotsFor(const Signal &signal, const string brokerSymbol) {
  double distance = MathAbs(EntryPrice(brokerSymbol, signal.side) - signal.plan.stop);
  double perLot = LossPerLot(brokerSymbol, distance);
  if (perLot <= 0) {
    return 0;
  }
  double risk = AccountEquity() * RiskShare();
  double lots = MathMin(signal.plan.lots * LotFactor, MaxLots);
  lots = MathMin(lots, MaxTotalLots - tradeBook.Lots());
  lots = MathMin(lots, MarketInfo(brokerSymbol, MODE_MAXLOT));
  int limit = breakers.LimitOf(signal.symbol);
  if (limit >= 0) {
    lots *= state.limits[limit].riskScale;
    if (state.limits[limit].maxLots > 0) {
      lots = MathMin(lots, state.limits[limit].maxLots - LotsIn(brokerSymbol));
    }
    risk = state.limits[limit].riskBudget > 0 ? MathMin(risk, state.limits[limit].riskBudget) : risk;
    risk = state.limits[limit].headroom != 0 ? MathMin(risk, state.limits[limit].headroom) : risk;
  }
  lots = StepLots(brokerSymbol, MathMin(lots, risk / perLot));
  return lots < MinLots(brokerSymbol) - LOT_ROUNDING ? 0 : lots;
}

double LotsIn(const string brokerSymbol) {
  double lots = 0;
  for (int i = 0; i < ArraySize(state.trades); i++) {
    lots += state.trades[i].brokerSymbol == brokerSymbol ? state.trades[i].lots : 0;
  }
  return lots;
}
