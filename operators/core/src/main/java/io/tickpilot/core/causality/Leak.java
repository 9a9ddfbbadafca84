package io.tickpilot.core.causality;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A number that changed with its future.
 *
 * @param feature its name; {@link #MISSING_ROW} when the row itself came or went
 * @param rowMicros time that the row claims to be before
 * @param value with the future as it was
 * @param otherValue with the other future
 * @param future what was changed
 * @param fromMicros nothing that happened earlier was changed
 */
public record Leak(
        String feature, long rowMicros, float value, float otherValue, Perturbation future, long fromMicros) {
    /** In place of a feature's name. */
    public static final String MISSING_ROW = "(row)";

    /** In one line. */
    public String describe() {
        String what = feature.equals(MISSING_ROW)
                ? "rows differ from that before " + time(rowMicros) + " on"
                : feature + " before " + time(rowMicros) + " is " + value + ", but " + otherValue;
        return what + " with " + future.text() + " from " + time(fromMicros) + " on";
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
