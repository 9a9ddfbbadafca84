package io.tickpilot.training.dataset;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.feature.FeatureSchema;

/**
 * How samples are split by time.
 *
 * @param folds walk-forward folds; the last one's model is published
 * @param maxTrainSamples above which a training split is thinned evenly
 * @param validationShare of all samples, between a fold's training and its test split
 * @param testShare of all samples in each fold's test split; together they are the end of the data
 * @param embargoBars minutes after each boundary that no later split uses, so that no window reaches back over it
 */
public record SplitSettings(int folds, int maxTrainSamples, double validationShare, double testShare, int embargoBars) {
    public static final SplitSettings DEFAULTS = new SplitSettings(4, 20_000, 0.15, 0.125, 60);

    /** Least share of the first fold's training split. */
    private static final double LEAST_TRAIN_SHARE = 0.1;

    public SplitSettings {
        boolean sane = folds > 0
                && maxTrainSamples > 0
                && validationShare > 0
                && testShare > 0
                && validationShare + folds * testShare <= 1 - LEAST_TRAIN_SHARE
                && embargoBars >= 0;
        if (!sane) {
            throw new IllegalArgumentException("split out of range: folds=" + folds + " max-train-samples="
                    + maxTrainSamples + " validation-share=" + validationShare + " test-share=" + testShare
                    + " embargo-bars=" + embargoBars);
        }
    }

    /** Half of the samples out of sample, in so many folds. */
    public SplitSettings withFolds(int number) {
        return new SplitSettings(number, maxTrainSamples, validationShare, 0.5 / number, embargoBars);
    }

    public SplitSettings withMaxTrainSamples(int most) {
        return new SplitSettings(folds, most, validationShare, testShare, embargoBars);
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
        return new SplitSettings(folds, maxTrainSamples, validationShare, testShare, (int) Math.max(embargoBars, bars));
    }
}
