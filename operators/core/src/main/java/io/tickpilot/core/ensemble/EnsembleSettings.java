package io.tickpilot.core.ensemble;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;

/**
 * How the agents of a strategy come to one opinion.
 *
 * @param stack the agent that decides under {@link Mode#STACK}, else not read
 * @param adaptation how their weights follow their performance, see {@link Performance}
 */
public record EnsembleSettings(Mode mode, String stack, AdaptationSettings adaptation) implements Serializable {

    /** Who decides. */
    public enum Mode {
        /** The average of the agents' probabilities by their weights, see {@link WeightedAverage}. */
        AVERAGE,
        /** The direction that most of the weight is sure of, see {@link Majority}. */
        MAJORITY,
        /** One agent that reads the others, see {@link Stacking}. */
        STACK
    }

    public static final EnsembleSettings DEFAULTS = new EnsembleSettings(Mode.AVERAGE, "", AdaptationSettings.DEFAULTS);

    /** Keys of an {@code ensemble} section; what it leaves out comes from {@code base}. */
    public static EnsembleSettings from(Settings settings, EnsembleSettings base) {
        EnsembleSettings ensemble = new EnsembleSettings(
                settings.choice("mode", Mode.class, base.mode),
                settings.text("stack", base.stack),
                AdaptationSettings.from(settings, base.adaptation));
        if (ensemble.stacks() && ensemble.stack.isBlank()) {
            settings.fault("stack", "must name the agent that decides", "nothing given");
        }
        return ensemble;
    }

    public boolean stacks() {
        return mode == Mode.STACK;
    }
}
