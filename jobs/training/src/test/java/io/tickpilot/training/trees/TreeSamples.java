package io.tickpilot.training.trees;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Outcome;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.TestSamples;
import java.util.SplittableRandom;

/** Made-up windows whose labels or excursions depend on their numbers. */
final class TreeSamples {
    static final FeatureSchema SCHEMA = FeatureSchema.parse("""
            name: made-up
            version: 1
            rows: m1
            lookback: 2
            features:
              - {of: close-change, scale: atr}
              - {of: rsi, scale: unit}
              - {of: spread, scale: atr}
            """);

    private TreeSamples() {}

    /** Buy when the product of two numbers is high, sell when it is low. */
    static Samples directions(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSamples samples = TestSamples.ofWindows(SCHEMA.lookback(), SCHEMA.width());
        for (int i = 0; i < count; i++) {
            float[] window = window(random);
            double score = window[0] * window[3] + 0.3 * random.nextGaussian();
            samples.add(score > 0.4 ? Label.BUY : score < -0.4 ? Label.SELL : Label.HOLD, window);
        }
        return samples.all();
    }

    /** Excursions of the spread plus noise that grows with the first number of the newest row. */
    static Samples excursions(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSamples samples = TestSamples.ofWindows(SCHEMA.lookback(), SCHEMA.width());
        for (int i = 0; i < count; i++) {
            float[] window = window(random);
            double scale = Math.exp(0.5 * window[3]);
            double buy = window[5] + scale * Math.abs(random.nextGaussian());
            double sell = window[5] + scale * Math.abs(random.nextGaussian());
            Outcome outcome = new Outcome(-buy / 2, -sell / 2, 0, buy, sell, 0, 0);
            samples.add(i * 60_000_000L, i * 60_000_000L + 1, Label.HOLD, outcome, window);
        }
        return samples.all();
    }

    static float[] window(SplittableRandom random) {
        float[] window = new float[SCHEMA.size()];
        for (int i = 0; i < window.length; i++) {
            window[i] = i % SCHEMA.width() == 2 ? (float) random.nextDouble(2) : (float) random.nextGaussian();
        }
        return window;
    }
}
