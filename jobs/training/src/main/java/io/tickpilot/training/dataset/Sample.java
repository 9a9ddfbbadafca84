package io.tickpilot.training.dataset;

/**
 * One window with what came of it.
 *
 * @param timeMicros when the window ended
 * @param endMicros when label and both outcomes were known
 * @param window raw feature values as the live job would score them
 * @param buyReturn of a buy with target and stop at the barrier distance, after the spread, in units of that distance
 */
public record Sample(
        String symbol,
        long timeMicros,
        long endMicros,
        float[] window,
        Label label,
        double buyReturn,
        double sellReturn) {}
