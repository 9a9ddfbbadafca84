package io.tickpilot.core.risk;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import java.io.Serializable;

/**
 * What a trade that is stopped may lose beyond the way to its stop.
 *
 * @param slippagePoints that a fill, at entry or stop, may be worse than its price; a gap beyond it is not provided for
 * @param commissionPerLot in account currency, for entry and exit together
 * @param rateShare that an exchange rate may move against the account before the trade is closed
 */
public record ExitCosts(double slippagePoints, double commissionPerLot, double rateShare) implements Serializable {
    public static final ExitCosts DEFAULTS = new ExitCosts(20, 7, 0.02);

    /** Keys {@code slippage-points}, {@code commission-per-lot} and {@code rate-share}; what is left out comes from {@code base}. */
    public static ExitCosts from(Settings settings, ExitCosts base) {
        return new ExitCosts(
                settings.number("slippage-points", base.slippagePoints, 0, 1e6),
                settings.number("commission-per-lot", base.commissionPerLot, 0, 1e6),
                settings.number("rate-share", base.rateShare, 0, 1));
    }

    /**
     * Greatest loss of an order that has not been filled: from its entry to its stop, slipping twice.
     *
     * @param rate account currency for one unit of quote currency
     * @param converted whether quote and account currency differ
     * @return in account currency; infinite without a stop
     */
    public double ofOrder(
            Instrument instrument, Side side, double entry, double stop, double lots, double rate, boolean converted) {
        return loss(instrument, side, entry, stop, 2, lots, rate, converted);
    }

    /** Greatest loss of a position, counted from the price it was opened at; below 0 when the stop keeps a profit. */
    public double ofPosition(
            Instrument instrument, Side side, double open, double stop, double lots, double rate, boolean converted) {
        return loss(instrument, side, open, stop, 1, lots, rate, converted);
    }

    /** Greatest gain of a position or order, so counted; infinite without a target. */
    public double gain(
            Instrument instrument, Side side, double open, double target, double lots, double rate, boolean converted) {
        if (!(target > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double distance = Math.max(0, side.sign() * (target - open)) + slippagePoints * instrument.point();
        return distance * lots * instrument.contractSize() * rate * (converted ? 1 + rateShare : 1);
    }

    private double loss(
            Instrument instrument,
            Side side,
            double open,
            double stop,
            int slips,
            double lots,
            double rate,
            boolean converted) {
        if (!(stop > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double distance = side.sign() * (open - stop) + slips * slippagePoints * instrument.point();
        double money = distance * lots * instrument.contractSize() * rate;
        double margin = !converted ? 1 : money > 0 ? 1 + rateShare : 1 - rateShare;
        return money * margin + commissionPerLot * lots;
    }
}
