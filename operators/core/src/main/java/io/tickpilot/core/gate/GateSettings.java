package io.tickpilot.core.gate;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * Limits a signal must keep.
 *
 * @param confidence least probability of the chosen side
 * @param freshnessMicros greatest age of the last tick
 * @param maxSpreadPoints symbol to its greatest spread in points; no limit for a symbol that is not in it
 * @param maxSpreadAtr greatest spread as a share of the ATR
 * @param minAtrRank least rank of the ATR within its own month, 0 to 1; {@code maxAtrRank} its greatest
 * @param cooldownMicros least span since the strategy's last signal on the symbol
 * @param flipFlopMicros least span since its last signal of the opposite side
 * @param maxPositions positions the strategy may hold in the symbol and account, the new one included
 * @param maxOpenLots lots it must hold less than to add more
 * @param hours when it may enter
 * @param regimes in which it may
 */
public record GateSettings(
        double confidence,
        long freshnessMicros,
        Map<String, Double> maxSpreadPoints,
        double maxSpreadAtr,
        double minAtrRank,
        double maxAtrRank,
        long cooldownMicros,
        long flipFlopMicros,
        int maxPositions,
        double maxOpenLots,
        HoursSettings hours,
        RegimeSettings regimes)
        implements Serializable {

    private static final double ANY_LOTS = 1_000_000;

    public static final GateSettings DEFAULTS = new GateSettings(
            0.75,
            2_000_000,
            Map.of(),
            0.25,
            0.05,
            0.99,
            30_000_000,
            120_000_000,
            1,
            ANY_LOTS,
            HoursSettings.DEFAULTS,
            RegimeSettings.ANY);

    /** At any hour that the instrument is traded, in any regime, any lots. */
    public GateSettings(
            double confidence,
            long freshnessMicros,
            Map<String, Double> maxSpreadPoints,
            double maxSpreadAtr,
            double minAtrRank,
            double maxAtrRank,
            long cooldownMicros,
            long flipFlopMicros,
            int maxPositions) {
        this(
                confidence,
                freshnessMicros,
                maxSpreadPoints,
                maxSpreadAtr,
                minAtrRank,
                maxAtrRank,
                cooldownMicros,
                flipFlopMicros,
                maxPositions,
                ANY_LOTS,
                HoursSettings.ANY,
                RegimeSettings.ANY);
    }

    /** Keys of a {@code gate} section; what it leaves out comes from {@code base}. */
    public static GateSettings from(Settings settings, GateSettings base) {
        GateSettings gate = new GateSettings(
                settings.number("confidence", base.confidence, 0, 1),
                micros(settings, "freshness", base.freshnessMicros),
                settings.has("max-spread-points")
                        ? settings.numbers("max-spread-points", 0, Double.MAX_VALUE)
                        : base.maxSpreadPoints,
                settings.number("max-spread-atr", base.maxSpreadAtr, 0, Double.MAX_VALUE),
                settings.number("min-atr-rank", base.minAtrRank, 0, 1),
                settings.number("max-atr-rank", base.maxAtrRank, 0, 1),
                micros(settings, "cooldown", base.cooldownMicros),
                micros(settings, "flip-flop", base.flipFlopMicros),
                settings.integer("max-positions", base.maxPositions, 0, 1_000_000),
                settings.number("max-open-lots", base.maxOpenLots, 0, ANY_LOTS),
                HoursSettings.from(settings, base.hours),
                RegimeSettings.from(settings, base.regimes));
        if (gate.minAtrRank > gate.maxAtrRank) {
            settings.fault("min-atr-rank", "must not exceed max-atr-rank " + gate.maxAtrRank, gate.minAtrRank);
        }
        return gate;
    }

    static long micros(Settings settings, String key, long otherwise) {
        return settings.duration(key, Duration.ofNanos(otherwise * 1_000)).toNanos() / 1_000;
    }
}
