package io.tickpilot.core.engine;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where an agent's model lies and when it scores.
 *
 * @param model folder with the manifest and the artefact; relative to the program's home
 * @param everyMicros least event time between two scores under {@link Trigger#EVERY}
 * @param timeframe of the bars that trigger under {@link Trigger#BAR_CLOSE}
 * @param freshnessMicros event time for which a score stands; then the agent abstains until it scores again
 * @param budgetMicros time a score may take; an agent over it again and again is voted out
 */
public record AgentSettings(
        String name,
        String model,
        Trigger trigger,
        long everyMicros,
        Timeframe timeframe,
        long freshnessMicros,
        long budgetMicros)
        implements Serializable {

    private static final long EVERY_MICROS = 250_000;
    private static final long LEAST_FRESHNESS_MICROS = 2_000_000;
    private static final long BUDGET_MICROS = 20_000;

    /** When an agent scores. */
    public enum Trigger {
        /** Whenever a strategy decides, on the market of that moment. */
        WHEN_ASKED,
        BAR_CLOSE,
        EVERY_TICK,
        /** On the first accepted tick a span of event time after its last score. */
        EVERY
    }

    /** Of an agent that scores when it is asked. */
    public AgentSettings(String name, String model) {
        this(name, model, Trigger.WHEN_ASKED, EVERY_MICROS, Timeframe.M1, LEAST_FRESHNESS_MICROS, BUDGET_MICROS);
    }

    /**
     * Section {@code agents}: a name each, with {@code model} [models/NAME], {@code trigger} [when-asked], {@code every} [250 ms], {@code timeframe} [m1],
     * {@code freshness} [twice the span between its scores, at least 2 s] and {@code budget} [20 ms]; absent: the technical agent alone.
     */
    static List<AgentSettings> listFrom(Settings root) {
        if (!root.has("agents")) {
            return List.of(new AgentSettings("technical", "models/technical"));
        }
        List<AgentSettings> agents = new ArrayList<>();
        for (Map.Entry<String, Settings> entry : root.sections("agents").entrySet()) {
            agents.add(from(entry.getKey(), entry.getValue()));
        }
        return List.copyOf(agents);
    }

    private static AgentSettings from(String name, Settings settings) {
        Trigger trigger = settings.choice("trigger", Trigger.class, Trigger.WHEN_ASKED);
        long everyMicros = micros(settings, "every", EVERY_MICROS);
        Timeframe timeframe = settings.choice("timeframe", Timeframe.class, Timeframe.M1);
        long span =
                switch (trigger) {
                    case WHEN_ASKED, EVERY_TICK -> 0;
                    case BAR_CLOSE -> timeframe.micros();
                    case EVERY -> everyMicros;
                };
        return new AgentSettings(
                name,
                settings.text("model", "models/" + name),
                trigger,
                everyMicros,
                timeframe,
                micros(settings, "freshness", Math.max(2 * span, LEAST_FRESHNESS_MICROS)),
                micros(settings, "budget", BUDGET_MICROS));
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
