package io.tickpilot.core.regime;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.regime.RegimeModel.Provenance;
import io.tickpilot.core.regime.RegimeModel.Scaling;
import io.tickpilot.core.regime.RegimeModel.State;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Regime models for tests. */
public final class RegimeModels {
    private RegimeModels() {}

    /** Five states, one for each regime, well apart and lasting ten bars. */
    public static RegimeModel plain() {
        return plain(new RegimePeriods(3, 4, 20, 5), 0.2);
    }

    public static RegimeModel plain(RegimePeriods periods, double margin) {
        double[][] means = {{1.5, 0, 1}, {-1.5, 0, 1}, {0, 0, -1}, {0, 2, 0}, {0, -2, 0}};
        List<State> states = new ArrayList<>();
        for (Regime regime : Regime.values()) {
            List<Double> next = new ArrayList<>();
            for (Regime other : Regime.values()) {
                next.add(other == regime ? 0.9 : 0.025);
            }
            states.add(new State(
                    regime, 0.2, next, list(means[regime.ordinal()]), List.of(0.5, 0.05, 0.4, 0.0, 0.1, 0.6)));
        }
        return of(periods, margin, states);
    }

    /** Everything drawn, several states to a label. */
    public static RegimeModel random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] start = chances(random, count);
        List<State> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double a = random.nextDouble(0.3, 1.5);
            double b = random.nextDouble(-0.3, 0.3);
            double c = random.nextDouble(-0.3, 0.3);
            states.add(new State(
                    Regime.values()[random.nextInt(Regime.values().length)],
                    start[i],
                    list(chances(random, count)),
                    list(random.doubles(3, -2, 2).toArray()),
                    // L L' of a lower triangle L with rows (a), (b, a), (c, b, a).
                    List.of(a * a, a * b, b * b + a * a, a * c, b * c + a * b, c * c + b * b + a * a)));
        }
        return of(new RegimePeriods(3, 4, 20, 5), random.nextDouble(0, 0.4), states);
    }

    private static RegimeModel of(RegimePeriods periods, double margin, List<State> states) {
        return new RegimeModel(
                Timeframe.M5,
                periods,
                margin,
                new Scaling(List.of(0.01, -0.1, 0.25), List.of(0.9, 0.4, 0.12)),
                states,
                new Provenance(
                        "made \"up\" for tests, c:\\no place",
                        List.of("EURUSD", "XAUUSD"),
                        "2026-01-05T00:00:00Z",
                        "2026-02-13T23:55:00Z",
                        69_000,
                        -7,
                        -1234.5,
                        2500.25));
    }

    private static double[] chances(SplittableRandom random, int count) {
        double[] chances = random.doubles(count, 0.05, 1).toArray();
        double sum = 0;
        for (double each : chances) {
            sum += each;
        }
        for (int i = 0; i < count; i++) {
            chances[i] /= sum;
        }
        return chances;
    }

    private static List<Double> list(double... numbers) {
        List<Double> list = new ArrayList<>();
        for (double number : numbers) {
            list.add(number);
        }
        return list;
    }
}
