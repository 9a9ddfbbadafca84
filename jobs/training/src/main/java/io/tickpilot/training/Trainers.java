package io.tickpilot.training;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.network.FitSettings;
import io.tickpilot.training.network.ForecastSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The agents that read features, by name, as they are unless told otherwise. */
public final class Trainers {
    private static final Map<String, Function<@Nullable FeatureSchema, AgentTrainer>> TRAINERS =
            new TreeMap<>(Map.of(TechnicalTrainer.NAME, Trainers::technical, PriceTrainer.NAME, Trainers::price));

    private Trainers() {}

    public static List<String> names() {
        return List.copyOf(TRAINERS.keySet());
    }

    /** @param schema for it to read; null for its own */
    public static AgentTrainer named(String agent, @Nullable FeatureSchema schema) {
        Function<@Nullable FeatureSchema, AgentTrainer> trainer = TRAINERS.get(agent);
        if (trainer == null) {
            throw new TrainingException("agent must be one of " + String.join(", ", names()) + ": " + agent);
        }
        return trainer.apply(schema);
    }

    private static AgentTrainer technical(@Nullable FeatureSchema schema) {
        TechnicalTrainer own = TechnicalTrainer.of(FitSettings.DEFAULTS);
        return schema == null ? own : new TechnicalTrainer(schema, own.labels(), own.settings(), own.precision());
    }

    private static AgentTrainer price(@Nullable FeatureSchema schema) {
        PriceTrainer own = PriceTrainer.of(ForecastSettings.DEFAULTS);
        return schema == null ? own : new PriceTrainer(schema, own.labels(), own.settings(), own.precision());
    }
}
