package io.tickpilot.core.portfolio;

import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.portfolio.RiskMeasures.Tail;
import io.tickpilot.core.portfolio.RiskMeasures.Trades;
import io.tickpilot.core.risk.Allowance;
import java.util.List;
import java.util.SortedMap;

/**
 * An account at one moment. Money in its currency; NaN where nothing is known.
 *
 * @param rules name of the rules it is held to
 * @param live whether it is real money
 * @param allowances what each symbol may newly order, empty without rules
 * @param outstanding risk that all allowances in force together leave
 * @param adjustments under way and the last that ended
 * @param score 0 to 100, see {@link RiskScore}
 */
public record RiskReport(
        String account,
        String currency,
        String rules,
        long atMicros,
        boolean live,
        Money money,
        Headroom headroom,
        Floors floors,
        Exposure exposure,
        Tails tails,
        Performance performance,
        List<Position> positions,
        SortedMap<String, Allowance> allowances,
        double outstanding,
        List<Adjustment> adjustments,
        BreakerView breaker,
        int score,
        List<Recommendation> recommendations) {

    /** @param untilMicros when an open breaker will be half-open */
    public record BreakerView(State state, Cause cause, long untilMicros) {}

    /**
     * @param dayProfit realised since the day began
     * @param margin in use and {@code freeMargin}, as the terminal told last
     */
    public record Money(
            double balance, double equity, double floating, double dayProfit, double margin, double freeMargin) {}

    /** Equity that must not be passed today and over all; minus infinity without such a rule. */
    public record Floors(double daily, double total, double dailyAmount, double totalAmount) {}

    /**
     * VaR 95 and ES over the horizon, in account currency.
     *
     * @param equityHistorical and {@code equityEwma} from what equity did
     * @param exposureHistorical and {@code exposureEwma} from what today's positions would have done
     * @param returns how many there were
     */
    public record Tails(
            Tail equityHistorical, Tail equityEwma, Tail exposureHistorical, Tail exposureEwma, int returns) {}

    /**
     * @param drawdown now, {@code maxStatic} below the first equity, {@code maxTrailing} below the highest before it
     * @param sharpe and {@code sortino} annualised, without a risk-free rate, target 0
     */
    public record Performance(
            double drawdown,
            double maxStatic,
            double maxTrailing,
            double maxTrailingRatio,
            double sharpe,
            double sortino,
            Trades trades) {}
}
