package io.tickpilot.core.portfolio;

import java.util.Arrays;
import java.util.List;

/** Measures of risk and of past results. Each is NaN while it has too little to go by. */
public final class RiskMeasures {
    /** 95 % quantile of the standard normal distribution. */
    private static final double Z95 = 1.6448536269514722;

    private RiskMeasures() {}

    /**
     * Losses that are not expected to be exceeded, and what is expected when they are; positive numbers are losses, in the unit of
     * the results given.
     *
     * @param var value at risk
     * @param es expected shortfall, at least {@code var}
     */
    public record Tail(double var, double es) {
        static final Tail UNKNOWN = new Tail(Double.NaN, Double.NaN);

        Tail times(double factor) {
            return new Tail(var * factor, es * factor);
        }
    }

    /** What closed trades tell. */
    public record Trades(
            int count, int consecutiveLosses, double hitRate, double payoff, double profitFactor, double meanProfit) {}

    /**
     * By what has been: with n results and {@code k = max(1, floor((1 - confidence) n))}, the VaR is the k-th greatest loss, without
     * interpolation (Hull, Risk Management and Financial Institutions, ch. 13: of 500 scenarios at 99 % the fifth worst), and the
     * ES the mean of the k greatest (Acerbi and Tasche 2002). A loss below 0 is a gain and counted as 0.
     *
     * @param results profits and losses
     * @return unknown for fewer than {@code 1 / (1 - confidence)} results
     */
    public static Tail historical(double[] results, double confidence) {
        double tail = (1 - confidence) * results.length + 1e-9;
        if (tail < 1) {
            return Tail.UNKNOWN;
        }
        double[] sorted = results.clone();
        Arrays.sort(sorted);
        int k = (int) tail;
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum -= sorted[i];
        }
        return new Tail(Math.max(0, -sorted[k - 1]), Math.max(0, sum / k));
    }

    /**
     * By an exponentially weighted variance about 0: {@code v = lambda v + (1 - lambda) r^2}, begun with the first {@code r^2}
     * (J.P. Morgan, RiskMetrics Technical Document, 4th ed. 1996, 5.2.2); then of a normal distribution at 95 %: {@code VaR =
     * 1.645 sqrt(v)} and {@code ES = phi(1.645) / 0.05 sqrt(v) = 2.063 sqrt(v)}.
     *
     * @param results oldest first
     * @return unknown for fewer than 2 results
     */
    public static Tail ewma95(double[] results, double lambda) {
        double deviation = Math.sqrt(ewmaVariance(results, lambda));
        double density = StrictMath.exp(-Z95 * Z95 / 2) / StrictMath.sqrt(2 * StrictMath.PI);
        return results.length < 2 ? Tail.UNKNOWN : new Tail(Z95 * deviation, density / 0.05 * deviation);
    }

    static double ewmaVariance(double[] results, double lambda) {
        double variance = Double.NaN;
        for (double result : results) {
            double square = result * result;
            variance = Double.isNaN(variance) ? square : lambda * variance + (1 - lambda) * square;
        }
        return variance;
    }

    /**
     * Sharpe 1994: mean excess return over its standard deviation (n - 1), times the root of the periods in a year.
     *
     * @param riskFree return of one period
     * @param periodsPerYear 1 leaves it as it is
     */
    public static double sharpe(double[] returns, double riskFree, double periodsPerYear) {
        double mean = mean(returns) - riskFree;
        double squares = 0;
        for (double value : returns) {
            squares += (value - riskFree - mean) * (value - riskFree - mean);
        }
        double deviation = Math.sqrt(squares / (returns.length - 1));
        return returns.length < 2 || deviation == 0 ? Double.NaN : mean / deviation * Math.sqrt(periodsPerYear);
    }

    /**
     * Sortino and van der Meer 1991: mean return above the target over the root of the mean squared shortfall, the mean taken
     * over all returns, times the root of the periods in a year.
     *
     * @param target least acceptable return of one period
     */
    public static double sortino(double[] returns, double target, double periodsPerYear) {
        double squares = 0;
        for (double value : returns) {
            double shortfall = Math.min(0, value - target);
            squares += shortfall * shortfall;
        }
        double deviation = Math.sqrt(squares / returns.length);
        return returns.length < 2 || deviation == 0
                ? Double.NaN
                : (mean(returns) - target) / deviation * Math.sqrt(periodsPerYear);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /**
     * Hit rate: share of trades with a profit above 0. Payoff: mean win over mean loss. Profit factor: sum of wins over sum of
     * losses. A trade whose result nobody told is left out; one of exactly 0 is neither a win nor a loss, and ends no row.
     *
     * @param trades oldest first
     */
    public static Trades trades(List<ClosedTrade> trades) {
        int count = 0;
        int wins = 0;
        int losses = 0;
        int row = 0;
        double won = 0;
        double lost = 0;
        for (ClosedTrade trade : trades) {
            double profit = trade.profit();
            count += Double.isNaN(profit) ? 0 : 1;
            if (profit > 0) {
                wins++;
                won += profit;
                row = 0;
            } else if (profit < 0) {
                losses++;
                lost -= profit;
                row++;
            }
        }
        return new Trades(
                count, row, (double) wins / count, won / wins / (lost / losses), won / lost, (won - lost) / count);
    }
}
