package io.tickpilot.core.market;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * What a tick must hold to be used, from the settings section {@code validation}.
 *
 * @param keepCrossed whether quotes with bid above ask pass ({@code keep-crossed} [false])
 * @param maxAheadMicros how far event time may be ahead of log time ({@code max-ahead} [5s])
 * @param maxBehindMicros how far it may be behind the symbol's newest ({@code max-behind} [2s])
 * @param jumpScales largest change of the mid, in robust scales, that passes at once ({@code jump-scales} [20])
 * @param jumpFloorPoints smallest robust scale, in points ({@code jump-floor-points} [2])
 * @param clockGraceMicros how long a clock event waits past a bar's end before it closes it, for ticks that are still on
 *     their way; a tick past the end never waits ({@code clock-grace} [250ms])
 */
public record ValidationSettings(
        boolean keepCrossed,
        long maxAheadMicros,
        long maxBehindMicros,
        double jumpScales,
        double jumpFloorPoints,
        long clockGraceMicros)
        implements Serializable {

    public static ValidationSettings defaults() {
        return new ValidationSettings(false, 5_000_000, 2_000_000, 20, 2, 250_000);
    }

    /** @param root the whole configuration; faults are collected there */
    public static ValidationSettings from(Settings root) {
        Settings section = root.section("validation");
        ValidationSettings otherwise = defaults();
        return new ValidationSettings(
                section.bool("keep-crossed", otherwise.keepCrossed),
                micros(section, "max-ahead", otherwise.maxAheadMicros),
                micros(section, "max-behind", otherwise.maxBehindMicros),
                section.number("jump-scales", otherwise.jumpScales, 1, 1e9),
                section.number("jump-floor-points", otherwise.jumpFloorPoints, 0, 1e9),
                micros(section, "clock-grace", otherwise.clockGraceMicros));
    }

    public ValidationSettings withKeepCrossed(boolean keep) {
        return new ValidationSettings(
                keep, maxAheadMicros, maxBehindMicros, jumpScales, jumpFloorPoints, clockGraceMicros);
    }

    private static long micros(Settings section, String key, long otherwise) {
        return section.duration(key, Duration.ofNanos(otherwise * 1_000)).toNanos() / 1_000;
    }
}
