package io.tickpilot.training.dataset;

/**
 * Training, validation and test samples, one after the other in time. Purged: a sample whose label was not known before
 * the boundary is in no split. Embargoed: neither is one whose window reaches back over the boundary.
 *
 * @param dropped by purge and embargo
 * @param thinned left out of the training split because it would have been above its maximum
 */
public record Split(Samples train, Samples validation, Samples test, int dropped, int thinned) {

    /**
     * @param validationFrom first of the validation samples' region, as are {@code testFrom} and {@code until}, which may be
     *     the number of samples
     */
    static Split of(Samples samples, int validationFrom, int testFrom, int until, SplitSettings settings) {
        long embargoMicros = settings.embargoBars() * 60_000_000L;
        long validationMicros = samples.get(validationFrom).timeMicros();
        long testMicros = samples.get(testFrom).timeMicros();
        long untilMicros = until < samples.size() ? samples.get(until).timeMicros() : Long.MAX_VALUE;
        Samples train = within(samples, Long.MIN_VALUE, validationMicros);
        Samples validation = within(samples, validationMicros + embargoMicros, testMicros);
        Samples test = within(samples, testMicros + embargoMicros, untilMicros);
        Samples kept = train.thinned(settings.maxTrainSamples());
        return new Split(
                kept,
                validation,
                test,
                until - train.size() - validation.size() - test.size(),
                train.size() - kept.size());
    }

    private static Samples within(Samples samples, long fromMicros, long untilMicros) {
        return samples.where(
                i -> samples.get(i).timeMicros() >= fromMicros && samples.get(i).endMicros() < untilMicros);
    }
}
