package io.tickpilot.training.dataset;

import io.tickpilot.core.bar.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * Training, validation and test samples, one after the other in time. Purged: a sample whose label was not known before
 * the boundary is in no split. Embargoed: neither is one whose window reaches back over the boundary.
 *
 * @param dropped by purge and embargo
 * @param thinned left out of the training split because it would have been above its maximum
 */
public record Split(List<Sample> train, List<Sample> validation, List<Sample> test, int dropped, int thinned) {

    /** @param samples by time */
    public static Split of(List<Sample> samples, SplitSettings settings) {
        int count = samples.size();
        int validationFrom = (int) Math.round(count * (1 - settings.validationShare() - settings.testShare()));
        int testFrom = (int) Math.round(count * (1 - settings.testShare()));
        if (validationFrom <= 0 || testFrom <= validationFrom || testFrom >= count) {
            return new Split(samples, List.of(), List.of(), 0, 0);
        }
        long validationMicros = samples.get(validationFrom).timeMicros();
        long testMicros = samples.get(testFrom).timeMicros();
        long embargoMicros = settings.embargoBars() * Timeframe.M1.micros();
        List<Sample> train = within(samples, Long.MIN_VALUE, validationMicros);
        List<Sample> validation = within(samples, validationMicros + embargoMicros, testMicros);
        List<Sample> test = within(samples, testMicros + embargoMicros, Long.MAX_VALUE);
        int dropped = count - train.size() - validation.size() - test.size();
        List<Sample> kept = thinned(train, settings.maxTrainSamples());
        return new Split(kept, validation, test, dropped, train.size() - kept.size());
    }

    private static List<Sample> within(List<Sample> samples, long fromMicros, long untilMicros) {
        return samples.stream()
                .filter(sample -> sample.timeMicros() >= fromMicros && sample.endMicros() < untilMicros)
                .toList();
    }

    private static List<Sample> thinned(List<Sample> samples, int max) {
        if (samples.size() <= max) {
            return samples;
        }
        List<Sample> kept = new ArrayList<>(max);
        for (int i = 0; i < max; i++) {
            kept.add(samples.get((int) ((long) i * samples.size() / max)));
        }
        return kept;
    }
}
