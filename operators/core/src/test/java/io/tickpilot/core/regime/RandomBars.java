package io.tickpilot.core.regime;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded five-minute bars of a market that trends, calms down, stands still and pauses. */
final class RandomBars {
    private RandomBars() {}

    static List<Bar> of(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Bar> bars = new ArrayList<>();
        long start = 1_736_121_600_000_000L;
        double close = Math.pow(1_000, seed % 3);
        for (int i = 0; i < count; i++) {
            start += Timeframe.M5.micros() * (random.nextInt(60) == 0 ? random.nextInt(2, 40) : 1);
            int mood = i / 40 % 5;
            double size = new double[] {1e-4, 1e-4, 4e-4, 3e-5, 0}[mood];
            double before = close;
            close *= 1 + size * (random.nextGaussian() + (mood == 0 ? 0.7 : mood == 1 ? -0.7 : 0));
            double reach = close * size * random.nextDouble();
            bars.add(new Bar(
                    "EURUSD",
                    Timeframe.M5,
                    start,
                    before,
                    Math.max(before, close) + reach,
                    Math.min(before, close) - reach,
                    close,
                    before,
                    Math.max(before, close) + reach,
                    Math.min(before, close) - reach,
                    close,
                    10,
                    1,
                    1));
        }
        return bars;
    }
}
