package io.tickpilot.bridge.terminal;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Second opinion on one trade of EURUSD in a USD account without slippage: walks the ticks once, counts in decimals, keeps
 * no state between trades.
 */
final class NaiveTrade {
    private static final BigDecimal CONTRACT = BigDecimal.valueOf(100_000);
    private static final BigDecimal STEP = new BigDecimal("0.01");

    BigDecimal closedLots = BigDecimal.ZERO;
    BigDecimal profit = BigDecimal.ZERO;

    /** @param after ticks behind the one at whose price it was opened */
    static NaiveTrade walk(Side side, Plan plan, Tick openedAt, List<Tick> after, double commissionPerLot) {
        NaiveTrade trade = new NaiveTrade();
        double entry = side == Side.BUY ? openedAt.ask() : openedAt.bid();
        BigDecimal lots = BigDecimal.valueOf(plan.lots());
        double stop = plan.stop();
        boolean first = false;
        boolean second = false;
        for (Tick tick : after) {
            double price = side == Side.BUY ? tick.bid() : tick.ask();
            boolean buy = side == Side.BUY;
            BigDecimal rest = lots.subtract(trade.closedLots);
            if (buy ? price <= stop : price >= stop) {
                trade.close(rest, side, entry, price, commissionPerLot);
                return trade;
            }
            double exit1 = plan.exits().get(0).price();
            if (!first && (buy ? price >= exit1 : price <= exit1)) {
                first = true;
                trade.close(part(lots, "0.5", rest), side, entry, price, commissionPerLot);
                stop = buy ? Math.max(stop, entry) : Math.min(stop, entry);
                rest = lots.subtract(trade.closedLots);
            }
            double exit2 = plan.exits().get(1).price();
            if (first && !second && (buy ? price >= exit2 : price <= exit2)) {
                second = true;
                trade.close(part(lots, "0.3", rest), side, entry, price, commissionPerLot);
                rest = lots.subtract(trade.closedLots);
            }
            if (buy ? price >= plan.target2() : price <= plan.target2()) {
                trade.close(rest, side, entry, price, commissionPerLot);
                return trade;
            }
            if (first && second) {
                BigDecimal distance = BigDecimal.valueOf(buy ? -plan.trailDistance() : plan.trailDistance());
                double trail = BigDecimal.valueOf(price).add(distance).doubleValue();
                stop = buy ? Math.max(stop, trail) : Math.min(stop, trail);
            }
        }
        return trade;
    }

    private static BigDecimal part(BigDecimal lots, String share, BigDecimal rest) {
        BigDecimal part = lots.multiply(new BigDecimal(share))
                .divide(STEP, 0, RoundingMode.FLOOR)
                .multiply(STEP)
                .min(rest);
        return part.compareTo(STEP) < 0 ? BigDecimal.ZERO : part;
    }

    private void close(BigDecimal lots, Side side, double entry, double price, double commissionPerLot) {
        BigDecimal move = BigDecimal.valueOf(price).subtract(BigDecimal.valueOf(entry));
        if (side == Side.SELL) {
            move = move.negate();
        }
        closedLots = closedLots.add(lots);
        profit = profit.add(move.multiply(lots).multiply(CONTRACT))
                .subtract(lots.multiply(BigDecimal.valueOf(commissionPerLot)));
    }
}
