package io.tickpilot.core.breaker;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;

/**
 * What opens the breaker of one scope. 0 switches a limit off.
 *
 * @param breaker how it recovers
 * @param losses in a row
 * @param dailyLoss share of the equity that closed trades may lose in a trading day; it stays open to the day's end
 * @param drawdown share of the equity below the best the closed trades stood at
 * @param rejectShare of the last {@code rejectsOf} orders
 * @param signals within {@code signalWindowMicros}
 * @param disagreement mean of the votes' standard deviation, 0 to 1, see {@link Disagreement}
 * @param feedStallMicros without a tick, and {@code feedCooldownMicros} the cool-down it costs; for the scope of the symbol
 */
public record WatchSettings(
        BreakerSettings breaker,
        int losses,
        double dailyLoss,
        double drawdown,
        double rejectShare,
        int rejectsOf,
        int signals,
        long signalWindowMicros,
        double disagreement,
        long feedStallMicros,
        long feedCooldownMicros)
        implements Serializable {

    private static final long MINUTE = 60_000_000L;

    /** Of a strategy in one symbol. */
    public static final WatchSettings STRATEGY =
            new WatchSettings(BreakerSettings.DEFAULTS, 5, 0.02, 0.05, 0.5, 10, 20, MINUTE, 0.6, 0, MINUTE);

    /** Of all strategies in one symbol. */
    public static final WatchSettings SYMBOL =
            new WatchSettings(BreakerSettings.DEFAULTS, 10, 0.03, 0.08, 0.5, 20, 0, MINUTE, 0, 5 * MINUTE, MINUTE);

    /** Nothing opens it but a command. */
    public WatchSettings byCommandOnly() {
        return new WatchSettings(breaker, 0, 0, 0, 0, rejectsOf, 0, signalWindowMicros, 0, 0, feedCooldownMicros);
    }

    /** What its keys leave out comes from {@code base}. */
    public static WatchSettings from(Settings settings, WatchSettings base) {
        return new WatchSettings(
                BreakerSettings.from(settings, base.breaker),
                settings.integer("losses", base.losses, 0, 1_000),
                settings.number("daily-loss", base.dailyLoss, 0, 1),
                settings.number("drawdown", base.drawdown, 0, 1),
                settings.number("reject-share", base.rejectShare, 0, 1),
                settings.integer("rejects-of", base.rejectsOf, 1, 1_000),
                settings.integer("signals", base.signals, 0, 10_000),
                BreakerSettings.micros(settings, "signal-window", base.signalWindowMicros),
                settings.number("disagreement", base.disagreement, 0, 1),
                BreakerSettings.micros(settings, "feed-stall", base.feedStallMicros),
                BreakerSettings.micros(settings, "feed-cooldown", base.feedCooldownMicros));
    }
}
