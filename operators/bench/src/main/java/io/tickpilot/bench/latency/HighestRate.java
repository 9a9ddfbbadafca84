package io.tickpilot.bench.latency;

import io.tickpilot.bench.latency.Pipeline.Found;
import io.tickpilot.bench.latency.Pipeline.Window;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Searches the highest rate at which nothing lags behind: doubles until it does, then halves the interval until a tenth is
 * left. A rate that is a twentieth too high leaves a lag of more than the limit within the seconds of a step.
 */
final class HighestRate {
    static final int WARM_UP_SECONDS = 4;

    private static final int SECONDS = 6;
    private static final int LOWEST = 5_000;
    private static final double LIMIT_MILLIS = 100;
    static final String CRITERION = "no signal and no acknowledgement lost, P99 of both below " + (int) LIMIT_MILLIS
            + " ms, the last tick sent in time, over " + SECONDS + " s";

    private final Pipeline pipeline;
    private final PrintStream progress;

    HighestRate(Pipeline pipeline, PrintStream progress) {
        this.pipeline = pipeline;
        this.progress = progress;
    }

    /** @return ticks a second, to a tenth; 0 when the lowest tried is too high */
    int find() throws InterruptedException {
        int good = 0;
        int bad = LOWEST;
        while (holds(bad)) {
            good = bad;
            bad *= 2;
        }
        while (good > 0 && bad - good > good / 10) {
            int middle = (good + bad) / 2;
            if (holds(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    private boolean holds(int rate) throws InterruptedException {
        Found found = pipeline.measure(new Window(rate, WARM_UP_SECONDS, SECONDS));
        double signals = Percentiles.of(found.published().latencies()).p99() / 1_000;
        double acks = Percentiles.of(found.acknowledged().latencies()).p99() / 1_000;
        boolean holds = found.published().lost() + found.acknowledged().lost() == 0
                && Math.max(signals, acks) < LIMIT_MILLIS
                && found.lateMillis() < LIMIT_MILLIS;
        progress.printf(
                Locale.ROOT,
                "latency: %,d ticks/s %s: P99 of signals %.1f ms, of acknowledgements %.1f ms, sent late by %.1f ms%n",
                rate,
                holds ? "hold" : "do not hold",
                signals,
                acks,
                found.lateMillis());
        pipeline.settle();
        return holds;
    }
}
