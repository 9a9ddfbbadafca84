package io.tickpilot.training.dataset;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.feature.FeatureSchema;

/**
 * How samples are taken and split by time.
 *
 * @param everyBars distance of two samples of a symbol in one-minute bars
 * @param maxTrainSamples above which the training split is thinned evenly
 * @param validationShare of the samples, after the training split in time; {@code testShare} comes last
 * @param embargoBars minutes after each boundary that no split uses, so that no window reaches back over it
 */
public record SplitSettings(
        int everyBars, int maxTrainSamples, double validationShare, double testShare, int embargoBars) {
    public static final SplitSettings DEFAULTS = new SplitSettings(10, 20_000, 0.2, 0.2, 60);

    public SplitSettings {
        boolean sane = everyBars > 0
                && maxTrainSamples > 0
                && validationShare > 0
                && testShare > 0
                && validationShare + testShare < 1
                && embargoBars >= 0;
        if (!sane) {
            throw new IllegalArgumentException("split out of range: every-bars=" + everyBars + " max-train-samples="
                    + maxTrainSamples + " validation-share=" + validationShare + " test-share=" + testShare
                    + " embargo-bars=" + embargoBars);
        }
    }

    /**
     * With an embargo that no window of this schema reaches over while the market trades. For rows of activity, which take no
     * fixed time, it stays as it is.
     */
    public SplitSettings forWindowsOf(FeatureSchema schema) {
        if (!schema.rows().isTime()) {
            return this;
        }
        long windowMicros = schema.lookback() * schema.rows().timeframe().micros();
        long bars = (windowMicros + Timeframe.M1.micros() - 1) / Timeframe.M1.micros();
        return new SplitSettings(
                everyBars, maxTrainSamples, validationShare, testShare, (int) Math.max(embargoBars, bars));
    }
}
