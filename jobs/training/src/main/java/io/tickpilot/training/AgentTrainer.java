package io.tickpilot.training;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to an agent; {@link AgentTraining} does the rest: dataset, folds, calibration, parity, evaluation of the
 * exported graph, report, model folder. Immutable and reusable: one is asked for a fit for each fold and each trial of a search.
 * Equal samples and seed give an equal fit.
 */
public interface AgentTrainer {

    /** As configurations name the agent, such as {@code technical}. */
    String name();

    AgentKind kind();

    /** What its windows are made of; null for one that {@link #reads()} other agents. */
    @Nullable
    FeatureSchema schema();

    /** Agents whose probabilities are its window; empty for one with a schema. */
    default List<String> reads() {
        return List.of();
    }

    /** What it learns to tell; the labels that evaluation and trading of its report use too. */
    LabelSettings labels();

    /** The same in words, for manifest and README. */
    default String target() {
        return labels().describe();
    }

    default Calibration.Method calibration() {
        return Calibration.Method.TEMPERATURE;
    }

    /** What the model is, in a phrase for its README, such as {@code Two-direction LSTM}. */
    String describe();

    /** What fits it, with version, for the manifest. */
    String engine();

    /**
     * @param train to learn from, {@code validation} to stop and choose by; both raw windows, by time
     * @param seed of all that is random in it
     * @throws TrainingException one line, when it cannot be done
     */
    FittedAgent fit(Samples train, Samples validation, long seed, TrainingListener listener);

    /**
     * What else is worth telling of the exported model's outputs on unseen samples, for kinds whose quality class probabilities do
     * not show.
     *
     * @param outputs of the graph, one row a sample
     */
    default List<Finding> assess(float[][] outputs, Samples samples) {
        return List.of();
    }

    /** What a search may vary; empty for nothing. */
    default List<SearchParameter> searchSpace() {
        return List.of();
    }

    /** All numbers that a fit depends on beside samples and seed, so that another process can make the very same trainer. */
    default Map<String, Double> parameters() {
        return Map.of();
    }

    /** The same with other values of {@link #parameters()}; those not named stay as they are. */
    default AgentTrainer with(Map<String, Double> parameters) {
        if (parameters.isEmpty()) {
            return this;
        }
        throw new IllegalArgumentException("agent has no parameters to search: agent=" + name());
    }
}
