package io.tickpilot.core.risk;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.signal.Rejection;
import org.jspecify.annotations.Nullable;

/** How many lots a trade may have. */
final class Sizing {
    /** Steps of a size are counted with this slack, so that 0.3 lots are three steps of 0.1 in binary too. */
    private static final double STEP_SLACK = 1e-9;
    /** Lot sizes have no more decimals than this. */
    private static final double LOT_DECIMALS = 1e9;

    private static final String[] CHECKS = {
        "lots", "risk-budget", "headroom", "max-lots", "max-exposure", "margin", "allowance"
    };

    private Sizing() {}

    /**
     * Kelly's fraction of a bet.
     *
     * @param p probability to win
     * @param b payoff, won for one unit staked
     */
    static double kelly(double p, double b) {
        return p - (1 - p) / b;
    }

    /** Share of the equity to risk: the account's, unless the capped Kelly fraction is smaller. */
    static double riskFraction(RiskSettings risk, double kelly) {
        return Math.min(risk.accountRisk(), risk.kellyCap() * kelly);
    }

    /**
     * A size, or why there is none.
     *
     * @param rejection of the check that bounds it most, its lots against the instrument's minimum: {@code lots} (the stake), {@code
     *     risk-scale} (the stake as an account scales it), {@code risk-budget}, {@code headroom}, {@code max-lots}, {@code max-exposure}, {@code
     *     margin}, {@code allowance} (see {@link Allowances}); {@code account} (0 against 1) without any; or that of a conversion rate
     */
    record Size(double lots, @Nullable Rejection rejection) {}

    /**
     * The least any account allows: its equity times the share may be lost at the stop, within what else it allows.
     *
     * @param entry and {@code stopDistance} in quote currency, per unit of base
     * @param share of the equity to risk
     */
    static Size of(
            Stake stake, double entry, double stopDistance, double share, RiskSettings risk, Instrument instrument) {
        if (stake.funds().isEmpty()) {
            return new Size(0, new Rejection("account", 0, 1));
        }
        double least = Double.POSITIVE_INFINITY;
        String check = "lots";
        for (Funds funds : stake.funds()) {
            Conversion.Found conversion = stake.conversion().quoteTo(funds.currency());
            if (conversion.rejection() != null) {
                return new Size(0, conversion.rejection());
            }
            double rate = conversion.rate();
            double lossPerLot = stopDistance * instrument.contractSize() * rate;
            double valuePerLot = entry * instrument.contractSize() * rate;
            double[] bounds = {
                funds.equity() * share * funds.scale() / lossPerLot,
                funds.riskLeft() / lossPerLot,
                funds.headroom() / lossPerLot,
                funds.lotsLeft(),
                funds.exposureLeft() / valuePerLot,
                margin(funds, risk.sizing()) / valuePerLot,
                stake.allowed(funds, instrument, entry, stopDistance, rate)
            };
            for (int i = 0; i < bounds.length; i++) {
                if (!(bounds[i] >= least)) {
                    least = bounds[i];
                    check = i == 0 && funds.scale() < 1 ? "risk-scale" : CHECKS[i];
                }
            }
        }
        double lots = rounded(least, instrument);
        return lots > 0
                ? new Size(probe(lots, stake.size(), instrument), null)
                : new Size(0, new Rejection(check, least, instrument.minLots()));
    }

    /** Value of what the free margin would carry, in account currency. */
    private static double margin(Funds funds, SizingSettings settings) {
        return funds.leverage() > 0
                ? Math.max(0, funds.freeMargin()) * settings.marginShare() * funds.leverage()
                : Double.POSITIVE_INFINITY;
    }

    /** A probe is a part of what would be allowed, but never too small to be traded. */
    private static double probe(double lots, double size, Instrument instrument) {
        if (size >= 1) {
            return lots;
        }
        double part = rounded(lots * size, instrument);
        return part > 0 ? part : instrument.minLots();
    }

    /** Rounds down to the lot step, at most the instrument's maximum; 0 when its minimum is not reached. */
    static double rounded(double lots, Instrument instrument) {
        double bounded = Math.min(lots, instrument.maxLots());
        double steps = Math.floor(bounded / instrument.lotStep() + STEP_SLACK);
        double result = Math.rint(steps * instrument.lotStep() * LOT_DECIMALS) / LOT_DECIMALS;
        return result < instrument.minLots() - STEP_SLACK ? 0 : result;
    }
}
