package io.tickpilot.core.portfolio;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.ExitCosts;

/**
 * How much an account may still lose, in account currency.
 *
 * @param balance now, {@code equity} now
 * @param openRisk greatest loss of all open positions, from the prices they were opened at, and of parts whose close is not told yet
 * @param pendingRisk the same of signals that left and are not answered
 * @param range greatest fall of both from their targets to their stops
 * @param openLots and {@code pendingLots} sums of sizes
 * @param toFloor equity left to the tightest floor
 * @param free of all floors and of all that is open and pending: what new orders may lose at most; never below 0
 */
public record Headroom(
        double balance,
        double equity,
        double openRisk,
        double pendingRisk,
        double range,
        double openLots,
        double pendingLots,
        double toFloor,
        double free) {

    /**
     * Whatever prices do, equity ends no lower than {@code balance - openRisk - pendingRisk}: a fall of the price that lowers equity
     * brings the stop as much nearer. That, less the reserve, must not be below a floor. Floors that rise with equity or balance ask
     * more: from any height reached on the way, at worst all targets, the fall to all stops must not exceed the floor's amount.
     *
     * @param maxReward greatest distance of a target of an order, in distances of its stop
     */
    public static Headroom of(AccountBook book, PropFirmRules rules, LossFloors floors, double maxReward) {
        Sum open = new Sum(book.quotes(), rules.costs());
        for (Position position : book.unsettled()) {
            open.add(
                    position.symbol(),
                    position.side(),
                    position.openPrice(),
                    position.stop(),
                    position.target(),
                    position.lots(),
                    false);
        }
        Sum pending = new Sum(book.quotes(), rules.costs());
        for (PendingOrder order : book.pending()) {
            pending.add(order.symbol(), order.side(), order.entry(), order.stop(), order.target(), order.lots(), true);
        }
        double balance = book.balance();
        double equity = book.equity();
        double worst = balance - open.risk - pending.risk;
        double free = Math.min(
                left(worst, floors.daily(), floors.dailyAmount(), rules.reserve()),
                left(worst, floors.total(), floors.totalAmount(), rules.reserve()));
        double range = open.range + pending.range;
        double amount = floors.rangeAmount();
        if (amount < Double.POSITIVE_INFINITY) {
            free = Math.min(free, (amount * (1 - rules.reserve()) - range) / (1 + maxReward));
        }
        return new Headroom(
                balance,
                equity,
                open.risk,
                pending.risk,
                range,
                open.lots,
                pending.lots,
                equity - floors.tightest(),
                free > 0 ? free : 0);
    }

    private static double left(double worst, double floor, double amount, double reserve) {
        return amount == Double.POSITIVE_INFINITY ? amount : worst - floor - reserve * amount;
    }

    /** Sums over positions or orders. */
    private static final class Sum {
        private final Quotes quotes;
        private final ExitCosts costs;
        private double risk;
        private double range;
        private double lots;

        Sum(Quotes quotes, ExitCosts costs) {
            this.quotes = quotes;
            this.costs = costs;
        }

        void add(String symbol, Side side, double open, double stop, double target, double size, boolean order) {
            lots += size;
            Instrument instrument = quotes.instrument(symbol);
            double rate = instrument == null ? Double.NaN : quotes.value(instrument.quoteCurrency());
            if (instrument == null || Double.isNaN(rate)) {
                risk = Double.POSITIVE_INFINITY;
                range = Double.POSITIVE_INFINITY;
                return;
            }
            boolean converted = !instrument.quoteCurrency().equals(quotes.accountCurrency());
            double loss = order
                    ? costs.ofOrder(instrument, side, open, stop, size, rate, converted)
                    : costs.ofPosition(instrument, side, open, stop, size, rate, converted);
            risk += loss;
            range += Math.max(0, loss + costs.gain(instrument, side, open, target, size, rate, converted));
        }
    }
}
