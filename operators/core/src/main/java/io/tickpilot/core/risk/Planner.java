package io.tickpilot.core.risk;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.PlanSettings.ExitRule;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans a trade: where it is left, and how large it may be. */
public final class Planner {
    private static final double[] SCALES = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

    private Planner() {}

    /**
     * A plan, or why there is none.
     *
     * @param rejection of check {@code stop-distance} (price, one point), {@code plan-price} (price, 0), {@code kelly} (fraction, 0),
     *     {@code conversion-rate:FROM-TO} or one of those that bound the lots, see {@link Sizing.Size}
     */
    public record Proposal(@Nullable Plan plan, @Nullable Rejection rejection) {

        private static Proposal rejected(String check, double value, double limit) {
            return new Proposal(null, new Rejection(check, value, limit));
        }
    }

    /** A plan for an account of which nothing but the configured equity is known, by the confidence alone. */
    public static Proposal propose(
            Side side,
            double bid,
            double ask,
            double atr,
            double confidence,
            Instrument instrument,
            PlanSettings plan,
            RiskSettings risk,
            Advice advice) {
        Market market = new Market(side, bid, ask, atr, Double.NaN);
        return propose(
                market, instrument, plan, risk, advice, Stake.of(confidence, plan, risk, instrument, market.price()));
    }

    /**
     * Where a trade would be entered.
     *
     * @param atr in quote currency, above 0
     * @param atrRank of the ATR within its month, NaN before it is warm
     */
    public record Market(Side side, double bid, double ask, double atr, double atrRank) {

        public double price() {
            return side == Side.BUY ? ask : bid;
        }
    }

    /**
     * Stop at a multiple of the ATR from the entry, targets at multiples of that distance, each rounded to the point. The
     * size is what loses {@link RiskSettings#accountRisk} of the equity at the rounded stop, the share bounded by a part of
     * Kelly's fraction and scaled with volatility, within what the accounts allow, rounded down to the lot step.
     * A risk agent's advice, within its bounds, takes the place of the stop's distance and multiplies the size.
     * A size below the instrument's minimum is refused, not raised: raising it would risk more than allowed.
     */
    public static Proposal propose(
            Market market, Instrument instrument, PlanSettings plan, RiskSettings risk, Advice advice, Stake stake) {
        Side side = market.side();
        double entry = toPoint(market.price(), instrument);
        double stop = toPoint(entry - side.sign() * advice.stopAtr(plan, risk.advice()) * market.atr(), instrument);
        double stopDistance = Math.abs(entry - stop);
        if (!(stopDistance >= instrument.point() / 2)) {
            return Proposal.rejected("stop-distance", stopDistance, instrument.point());
        }
        double target2 = toPoint(entry + side.sign() * plan.target2R() * stopDistance, instrument);
        double lowest = Math.min(stop, target2);
        if (!(lowest > 0)) {
            return Proposal.rejected("plan-price", lowest, 0);
        }
        double kelly = Sizing.kelly(stake.winRate(), stake.payoff());
        if (!(kelly > 0)) {
            return Proposal.rejected("kelly", kelly, 0);
        }
        double share = Sizing.riskFraction(risk, kelly)
                * advice.size(risk.advice())
                * risk.sizing().volatilityScale(market.atrRank());
        Sizing.Size size = Sizing.of(stake, entry, stopDistance, share, risk, instrument);
        if (size.rejection() != null) {
            return new Proposal(null, size.rejection());
        }
        return new Proposal(
                new Plan(
                        entry,
                        stop,
                        toPoint(entry + side.sign() * plan.target1R() * stopDistance, instrument),
                        target2,
                        size.lots(),
                        Math.max(toPoint(plan.trailAtr() * market.atr(), instrument), instrument.point()),
                        exits(plan.exits(), entry, target2, instrument)),
                null);
    }

    private static List<Plan.Exit> exits(List<ExitRule> rules, double entry, double target2, Instrument instrument) {
        List<Plan.Exit> exits = new ArrayList<>(rules.size());
        for (ExitRule rule : rules) {
            double price = toPoint(entry + rule.at() * (target2 - entry), instrument);
            exits.add(new Plan.Exit(price, rule.close(), rule.breakEven()));
        }
        return List.copyOf(exits);
    }

    /** Nearest price of the instrument's digits; dividing by a power of ten gives the double its decimal text would. */
    private static double toPoint(double price, Instrument instrument) {
        double scale = SCALES[instrument.digits()];
        return Math.rint(price * scale) / scale;
    }
}
