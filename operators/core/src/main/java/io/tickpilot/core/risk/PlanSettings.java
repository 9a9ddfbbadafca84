package io.tickpilot.core.risk;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How a trade is left. R is the distance from entry to stop.
 *
 * @param stopAtr distance of the stop in ATR
 * @param target1R first target in R, also the payoff the size reckons with; {@code target2R} the last one
 * @param trailAtr distance of the trailing stop in ATR
 * @param exits partial exits, nearest first
 */
public record PlanSettings(double stopAtr, double target1R, double target2R, double trailAtr, List<ExitRule> exits)
        implements Serializable {

    /**
     * One partial exit.
     *
     * @param at how far on the way from entry to the second target, above 0, at most 1
     * @param close share of the first lots to close
     * @param breakEven whether the stop then moves to the entry
     */
    public record ExitRule(double at, double close, boolean breakEven) implements Serializable {}

    /** Half way to the second target of 3 R is 1.5 R: the first target and the first exit are one price. */
    public static final PlanSettings DEFAULTS =
            new PlanSettings(1.5, 1.5, 3, 1, List.of(new ExitRule(0.5, 0.5, true), new ExitRule(0.8, 0.3, false)));

    /** Keys of a {@code plan} section; what it leaves out comes from {@code base}. */
    public static PlanSettings from(Settings settings, PlanSettings base) {
        PlanSettings plan = new PlanSettings(
                settings.number("stop-atr", base.stopAtr, 0.01, 1_000),
                settings.number("target1-r", base.target1R, 0.01, 1_000),
                settings.number("target2-r", base.target2R, 0.01, 1_000),
                settings.number("trail-atr", base.trailAtr, 0.01, 1_000),
                settings.has("exits") ? exits(settings) : base.exits);
        if (plan.target1R > plan.target2R) {
            settings.fault("target1-r", "must not exceed target2-r " + plan.target2R, plan.target1R);
        }
        return plan;
    }

    private static List<ExitRule> exits(Settings settings) {
        List<ExitRule> exits = new ArrayList<>();
        double closed = 0;
        double lastAt = 0;
        for (Settings item : settings.list("exits")) {
            ExitRule exit = new ExitRule(
                    item.number("at", 1, 0, 1), item.number("close", 1, 0, 1), item.bool("break-even", false));
            if (exit.at <= lastAt) {
                item.fault("at", "must be beyond the exit before it at " + lastAt, exit.at);
            }
            closed += exit.close;
            if (closed > 1 + 1e-9) {
                item.fault("close", "must not add up to more than 1", closed);
            }
            lastAt = exit.at;
            exits.add(exit);
        }
        return List.copyOf(exits);
    }
}
