package io.tickpilot.training.report;

import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Sample;
import io.tickpilot.training.dataset.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What trading a split's windows would have given: where buy or sell is above the threshold, one trade with target and
 * stop at the barrier, entered and left at bid and ask. Beside it the same entries in random directions, which shows
 * what is edge and what is luck of the entry times. Commission, slippage of entries and swap are not in it, and trades
 * of neighbouring windows overlap.
 *
 * @param share of the windows above the threshold
 * @param winShare of the trades that earned something
 * @param meanReturn a trade, in units of the barrier distance
 * @param randomMean mean total over the random runs, {@code randomLow} and {@code randomHigh} their 5th and 95th percentile
 * @param randomBetterShare of random runs with a total at least as high
 * @param equity running total after each trade
 */
public record BarrierTrading(
        double threshold,
        int trades,
        double share,
        double winShare,
        double meanReturn,
        double total,
        double randomMean,
        double randomLow,
        double randomHigh,
        double randomBetterShare,
        double[] equity) {
    private static final int RANDOM_RUNS = 1_000;

    public static BarrierTrading of(float[][] probabilities, Samples samples, double threshold, long seed) {
        List<Sample> entered = new ArrayList<>();
        double[] equity = new double[samples.size()];
        double total = 0;
        int wins = 0;
        for (int i = 0; i < samples.size(); i++) {
            float sell = probabilities[i][Label.SELL.ordinal()];
            float buy = probabilities[i][Label.BUY.ordinal()];
            if (Math.max(sell, buy) < threshold) {
                continue;
            }
            Sample sample = samples.get(i);
            double outcome =
                    buy > sell ? sample.outcome().buyReturn() : sample.outcome().sellReturn();
            wins += outcome > 0 ? 1 : 0;
            total += outcome;
            equity[entered.size()] = total;
            entered.add(sample);
        }
        int trades = entered.size();
        double[] random = randomTotals(entered, seed);
        double reached = total;
        return new BarrierTrading(
                threshold,
                trades,
                samples.size() == 0 ? 0 : trades / (double) samples.size(),
                trades == 0 ? 0 : wins / (double) trades,
                trades == 0 ? 0 : total / trades,
                total,
                Arrays.stream(random).average().orElse(0),
                random[RANDOM_RUNS / 20],
                random[RANDOM_RUNS - 1 - RANDOM_RUNS / 20],
                Arrays.stream(random).filter(each -> each >= reached).count() / (double) RANDOM_RUNS,
                Arrays.copyOf(equity, trades));
    }

    private static double[] randomTotals(List<Sample> entered, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] totals = new double[RANDOM_RUNS];
        for (int run = 0; run < RANDOM_RUNS; run++) {
            for (Sample sample : entered) {
                totals[run] += random.nextBoolean()
                        ? sample.outcome().buyReturn()
                        : sample.outcome().sellReturn();
            }
        }
        Arrays.sort(totals);
        return totals;
    }
}
