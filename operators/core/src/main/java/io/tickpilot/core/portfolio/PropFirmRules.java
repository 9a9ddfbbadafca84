package io.tickpilot.core.portfolio;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.risk.ExitCosts;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What a proprietary trading firm, or its owner, allows an account to lose and to do. Shares are of the initial balance unless said
 * otherwise; 0 switches a rule off. What a preset stands for, with sources, is in docs/decision-layer.md.
 *
 * @param name of the preset it began with
 * @param initialBalance in account currency; 0: the first balance the terminal tells
 * @param dailyLoss share that equity may lose from the day's start
 * @param dailyBase what counts as the day's start
 * @param dailyOfStart whether {@code dailyLoss} is a share of the day's start, not of the initial balance
 * @param maxLoss share that equity may lose over all
 * @param maxLossFrom what that is counted from
 * @param highest balance or equity, as {@code maxLossFrom} says, reached before it is first watched; 0: the initial balance
 * @param lock share above the initial balance at which a trailing floor stops for good; NaN: never
 * @param dayZone and {@code dayStartMicros} since midnight there: when the firm's day begins
 * @param maxLots open at once, over all symbols
 * @param maxTrades opened in one day
 * @param newsMicros before and after a high-impact event no entry
 * @param consistency greatest share of the profit target that one day may earn; then the day is over
 * @param profitTarget share; needed only for {@code consistency}
 * @param flatMicros before the day's end entries stop and everything is closed; 0: positions may be held over it
 * @param reserve share of each allowed loss that is left alone
 * @param costs that a stopped trade may have beyond its stop
 */
public record PropFirmRules(
        String name,
        double initialBalance,
        double dailyLoss,
        DailyBase dailyBase,
        boolean dailyOfStart,
        double maxLoss,
        LossFrom maxLossFrom,
        double highest,
        double lock,
        String dayZone,
        long dayStartMicros,
        double maxLots,
        int maxTrades,
        long newsMicros,
        double consistency,
        double profitTarget,
        long flatMicros,
        double reserve,
        ExitCosts costs)
        implements Serializable {

    private static final long MINUTE = 60_000_000L;
    private static final long HOUR = 60 * MINUTE;

    /** What the day's loss is counted from. */
    public enum DailyBase {
        BALANCE,
        EQUITY,
        HIGHER
    }

    /** What the loss over all is counted from: the initial balance, or the highest of what is named. */
    public enum LossFrom {
        INITIAL_BALANCE,
        DAY_END_BALANCE,
        BALANCE,
        EQUITY
    }

    /** The presets. */
    public enum Preset {
        NONE,
        CUSTOM,
        FTMO,
        THE5ERS,
        FUNDEDNEXT,
        TOPSTEP;

        PropFirmRules rules() {
            return switch (this) {
                case NONE -> plain("none", 0, 0);
                case CUSTOM -> plain("custom", 0.05, 0.1);
                case FTMO -> plain("ftmo", 0.05, 0.1).day("Europe/Prague", 0).news(2 * MINUTE);
                case THE5ERS ->
                    plain("the5ers", 0.05, 0.1)
                            .daily(DailyBase.HIGHER, true)
                            .day("America/New_York", 17 * HOUR)
                            .news(2 * MINUTE);
                case FUNDEDNEXT ->
                    plain("fundednext", 0.05, 0.1)
                            .daily(DailyBase.HIGHER, false)
                            .day("America/New_York", 17 * HOUR)
                            .news(5 * MINUTE);
                case TOPSTEP ->
                    plain("topstep", 0.02, 0.04)
                            .trailing(LossFrom.DAY_END_BALANCE, 0)
                            .day("America/Chicago", 17 * HOUR)
                            .consistent(0.4, 0.06);
            };
        }
    }

    /** No rule at all. */
    public static final PropFirmRules NONE = Preset.NONE.rules();

    /** Whether there is a rule to keep. */
    public boolean isOn() {
        return dailyLoss > 0 || maxLoss > 0 || maxLots > 0 || maxTrades > 0 || newsMicros > 0;
    }

    /** Whether the floor of all losses rises within a day. */
    boolean trailsWithinTheDay() {
        return maxLoss > 0 && (maxLossFrom == LossFrom.BALANCE || maxLossFrom == LossFrom.EQUITY);
    }

    private static PropFirmRules plain(String name, double dailyLoss, double maxLoss) {
        return new PropFirmRules(
                name,
                0,
                dailyLoss,
                DailyBase.BALANCE,
                false,
                maxLoss,
                LossFrom.INITIAL_BALANCE,
                0,
                Double.NaN,
                "Europe/Prague",
                0,
                0,
                0,
                0,
                0,
                0,
                5 * MINUTE,
                0.1,
                ExitCosts.DEFAULTS);
    }

    private PropFirmRules daily(DailyBase base, boolean ofStart) {
        return with(base, ofStart, maxLossFrom, lock, dayZone, dayStartMicros, newsMicros, consistency, profitTarget);
    }

    private PropFirmRules trailing(LossFrom from, double lockedAt) {
        return with(
                dailyBase,
                dailyOfStart,
                from,
                lockedAt,
                dayZone,
                dayStartMicros,
                newsMicros,
                consistency,
                profitTarget);
    }

    private PropFirmRules day(String zone, long startMicros) {
        return with(
                dailyBase, dailyOfStart, maxLossFrom, lock, zone, startMicros, newsMicros, consistency, profitTarget);
    }

    private PropFirmRules news(long micros) {
        return with(
                dailyBase, dailyOfStart, maxLossFrom, lock, dayZone, dayStartMicros, micros, consistency, profitTarget);
    }

    private PropFirmRules consistent(double share, double target) {
        return with(dailyBase, dailyOfStart, maxLossFrom, lock, dayZone, dayStartMicros, newsMicros, share, target);
    }

    private PropFirmRules with(
            DailyBase base,
            boolean ofStart,
            LossFrom from,
            double lockedAt,
            String zone,
            long start,
            long news,
            double consistent,
            double target) {
        return new PropFirmRules(
                name,
                initialBalance,
                dailyLoss,
                base,
                ofStart,
                maxLoss,
                from,
                highest,
                lockedAt,
                zone,
                start,
                maxLots,
                maxTrades,
                news,
                consistent,
                target,
                flatMicros,
                reserve,
                costs);
    }

    /** The section {@code prop-firm} of a configuration; faults are left in {@code root}. */
    public static PropFirmRules from(Settings root) {
        Settings settings = root.section("prop-firm");
        PropFirmRules base = settings.choice("rules", Preset.class, Preset.NONE).rules();
        double lock =
                settings.text("lock", "").equals("never") ? Double.NaN : settings.number("lock", base.lock, -1, 10);
        return new PropFirmRules(
                base.name,
                settings.number("initial-balance", base.initialBalance, 0, 1e15),
                settings.number("daily-loss", base.dailyLoss, 0, 1),
                settings.choice("daily-base", DailyBase.class, base.dailyBase),
                settings.bool("daily-of-start", base.dailyOfStart),
                settings.number("max-loss", base.maxLoss, 0, 1),
                settings.choice("max-loss-from", LossFrom.class, base.maxLossFrom),
                settings.number("highest", base.highest, 0, 1e15),
                lock,
                zone(settings, base.dayZone),
                micros(settings, "day-start", base.dayStartMicros),
                settings.number("max-lots", base.maxLots, 0, 1e9),
                settings.integer("max-trades", base.maxTrades, 0, 1_000_000),
                micros(settings, "news", base.newsMicros),
                settings.number("consistency", base.consistency, 0, 1),
                settings.number("profit-target", base.profitTarget, 0, 10),
                micros(settings, "flat", base.flatMicros),
                settings.number("reserve", base.reserve, 0, 0.9),
                ExitCosts.from(settings, base.costs));
    }

    private static String zone(Settings settings, String otherwise) {
        String zone = settings.text("day-zone", otherwise);
        try {
            return ZoneId.of(zone).getId();
        } catch (DateTimeException e) {
            settings.fault("day-zone", "must be a time zone such as Europe/Prague", zone);
            return otherwise;
        }
    }

    private static long micros(Settings settings, String key, long otherwise) {
        return settings.duration(key, Duration.ofNanos(otherwise * 1_000)).toNanos() / 1_000;
    }
}
