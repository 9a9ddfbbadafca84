package io.tickpilot.core.engine;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.ensemble.EnsembleSettings;
import io.tickpilot.core.gate.GateSettings;
import io.tickpilot.core.risk.PlanSettings;
import io.tickpilot.core.risk.RiskSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One strategy: who votes, when, and what it takes to trade.
 *
 * @param symbols it trades; empty for every instrument
 * @param agents name to weight above 0, normalised over those that vote
 * @param trigger when it decides
 * @param everyMicros least event time between two decisions under {@link Trigger#EVERY}
 * @param timeframe of the bars that trigger and of the ATR that measures
 * @param signalLifeMicros span a signal may be traded in
 * @param ensemble how its agents come to one opinion
 */
public record StrategySettings(
        String name,
        Set<String> symbols,
        Map<String, Double> agents,
        Trigger trigger,
        long everyMicros,
        Timeframe timeframe,
        long signalLifeMicros,
        GateSettings gate,
        PlanSettings plan,
        RiskSettings risk,
        EnsembleSettings ensemble)
        implements Serializable {

    /** With the usual ensemble. */
    public StrategySettings(
            String name,
            Set<String> symbols,
            Map<String, Double> agents,
            Trigger trigger,
            long everyMicros,
            Timeframe timeframe,
            long signalLifeMicros,
            GateSettings gate,
            PlanSettings plan,
            RiskSettings risk) {
        this(
                name,
                symbols,
                agents,
                trigger,
                everyMicros,
                timeframe,
                signalLifeMicros,
                gate,
                plan,
                risk,
                EnsembleSettings.DEFAULTS);
    }

    /** When a strategy decides. */
    public enum Trigger {
        BAR_CLOSE,
        EVERY_TICK,
        /** On the first accepted tick a span of event time after the last decision. */
        EVERY
    }

    public static final StrategySettings DEFAULTS = new StrategySettings(
            "scalper",
            Set.of(),
            Map.of("technical", 1.0),
            Trigger.BAR_CLOSE,
            1_000_000L,
            Timeframe.M1,
            5_000_000L,
            GateSettings.DEFAULTS,
            PlanSettings.DEFAULTS,
            RiskSettings.DEFAULTS);

    /** The same but for the limits. */
    StrategySettings with(
            GateSettings otherGate, PlanSettings otherPlan, RiskSettings otherRisk, EnsembleSettings otherEnsemble) {
        return new StrategySettings(
                name,
                symbols,
                agents,
                trigger,
                everyMicros,
                timeframe,
                signalLifeMicros,
                otherGate,
                otherPlan,
                otherRisk,
                otherEnsemble);
    }

    public boolean trades(String symbol) {
        return symbols.isEmpty() || symbols.contains(symbol);
    }

    /** Keys of one item of {@code strategies}; what it leaves out comes from {@code base}. */
    static StrategySettings from(Settings settings, StrategySettings base) {
        List<String> symbols = settings.texts("symbols", List.of("all"));
        return new StrategySettings(
                settings.required("name"),
                symbols.equals(List.of("all")) ? Set.of() : Set.copyOf(symbols),
                settings.has("agents") ? settings.numbers("agents", 1e-9, 1e9) : base.agents,
                settings.choice("trigger", Trigger.class, base.trigger),
                micros(settings, "every", base.everyMicros),
                settings.choice("timeframe", Timeframe.class, base.timeframe),
                micros(settings, "signal-life", base.signalLifeMicros),
                GateSettings.from(settings.section("gate"), base.gate),
                PlanSettings.from(settings.section("plan"), base.plan),
                RiskSettings.from(settings.section("risk"), base.risk),
                EnsembleSettings.from(settings.section("ensemble"), base.ensemble));
    }

    private static long micros(Settings settings, String key, long otherwise) {
        long micros =
                settings.duration(key, Duration.ofNanos(otherwise * 1_000)).toNanos() / 1_000;
        if (micros <= 0) {
            settings.fault(key, "must be longer than 0", micros + "us");
        }
        return micros;
    }
}
