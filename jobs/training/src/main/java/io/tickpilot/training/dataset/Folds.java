package io.tickpilot.training.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * Walk-forward folds with an expanding training window: fold k trains on all that lies before its validation split and is tested
 * on the block after it; the test blocks follow one another to the end of the data. Purged and embargoed by {@link Split}.
 */
public final class Folds {
    private Folds() {}

    /**
     * @param samples by time
     * @return empty when there are not samples enough for one in each split
     */
    public static List<Split> of(Samples samples, SplitSettings settings) {
        int count = samples.size();
        List<Split> folds = new ArrayList<>();
        for (int fold = 0; fold < settings.folds(); fold++) {
            int after = settings.folds() - fold;
            int testFrom = (int) Math.round(count * (1 - after * settings.testShare()));
            int until = (int) Math.round(count * (1 - (after - 1) * settings.testShare()));
            int validationFrom =
                    (int) Math.round(count * (1 - after * settings.testShare() - settings.validationShare()));
            if (validationFrom <= 0 || testFrom <= validationFrom || until <= testFrom) {
                return List.of();
            }
            folds.add(Split.of(samples, validationFrom, testFrom, until, settings));
        }
        return List.copyOf(folds);
    }
}
