package io.tickpilot.local.demo;

import io.tickpilot.core.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Section {@code demo}: which market to play, and how fast.
 *
 * @param symbols of the simulated market
 * @param speed market seconds per second, infinite for as fast as possible
 * @param warmUpMicros market time played at full speed first, so that bars, indicators and models are ready
 * @param ticksPerSecond mean rate of a simulated symbol in market time
 * @param seed of all that is simulated
 * @param terminal what trades
 */
public record DemoSettings(
        List<String> symbols,
        double speed,
        long warmUpMicros,
        double ticksPerSecond,
        long seed,
        TerminalKind terminal) {

    public static DemoSettings from(Settings root) {
        Settings demo = root.section("demo");
        return new DemoSettings(
                demo.texts("symbols", List.of("EURUSD", "XAUUSD")),
                speed(demo),
                demo.duration("warm-up", Duration.ofHours(3)).toNanos() / 1_000,
                demo.number("ticks-per-second", 2, 0.01, 10_000),
                (long) demo.number("seed", 7, 0, 1L << 53),
                demo.choice("terminal", TerminalKind.class, TerminalKind.JAVA));
    }

    private static double speed(Settings demo) {
        return demo.text("speed", "30").equals("max") ? Double.POSITIVE_INFINITY : demo.number("speed", 30, 0.01, 1e6);
    }
}
