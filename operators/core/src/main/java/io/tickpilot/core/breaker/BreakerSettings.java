package io.tickpilot.core.breaker;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a breaker recovers.
 *
 * @param cooldownMicros it stays open for, the first time; doubled each time it falls back from half-open
 * @param maxCooldownMicros where doubling ends
 * @param probes trades that must pass while it is half-open, and at most so many at once
 * @param probeSize multiplier of their size, above 0, at most 1
 */
public record BreakerSettings(long cooldownMicros, long maxCooldownMicros, int probes, double probeSize)
        implements Serializable {

    public static final BreakerSettings DEFAULTS = new BreakerSettings(900_000_000L, 14_400_000_000L, 1, 0.25);

    /** What its keys leave out comes from {@code base}. */
    public static BreakerSettings from(Settings settings, BreakerSettings base) {
        BreakerSettings read = new BreakerSettings(
                micros(settings, "cooldown", base.cooldownMicros),
                micros(settings, "max-cooldown", base.maxCooldownMicros),
                settings.integer("probes", base.probes, 1, 100),
                settings.number("probe-size", base.probeSize, 0.001, 1));
        if (read.cooldownMicros <= 0) {
            settings.fault("cooldown", "must be longer than 0", read.cooldownMicros + "us");
        }
        if (read.cooldownMicros > read.maxCooldownMicros) {
            settings.fault(
                    "cooldown",
                    "must not exceed max-cooldown " + read.maxCooldownMicros + "us",
                    read.cooldownMicros + "us");
        }
        return read;
    }

    static long micros(Settings settings, String key, long otherwise) {
        return settings.duration(key, Duration.ofNanos(otherwise * 1_000)).toNanos() / 1_000;
    }

    /** The cool-down after so many falls from half-open. */
    long cooldownAfter(int falls) {
        long cooldown = cooldownMicros;
        for (int i = 0; i < falls && cooldown < maxCooldownMicros; i++) {
            cooldown = cooldown > maxCooldownMicros / 2 ? maxCooldownMicros : cooldown * 2;
        }
        return cooldown;
    }
}
