package io.tickpilot.training;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.training.network.FitSettings;
import io.tickpilot.training.network.ForecastSettings;
import io.tickpilot.training.trees.BoostSettings;
import io.tickpilot.training.trees.ForestSettings;
import io.tickpilot.training.trees.ForestTrainer;
import io.tickpilot.training.trees.RiskTrainer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The agents that read features, by name, as they are unless told otherwise. */
public final class Trainers {
    private static final Map<String, BiFunction<@Nullable FeatureSchema, Resources, AgentTrainer>> TRAINERS =
            new TreeMap<>(Map.of(
                    TechnicalTrainer.NAME, Trainers::technical,
                    PriceTrainer.NAME, Trainers::price,
                    ForestTrainer.NAME, Trainers::forest,
                    RiskTrainer.NAME, Trainers::risk));

    private Trainers() {}

    public static List<String> names() {
        return List.copyOf(TRAINERS.keySet());
    }

    /**
     * @param schema for it to read; null for its own
     * @param resources that its own features read
     */
    public static AgentTrainer named(String agent, @Nullable FeatureSchema schema, Resources resources) {
        BiFunction<@Nullable FeatureSchema, Resources, AgentTrainer> trainer = TRAINERS.get(agent);
        if (trainer == null) {
            throw new TrainingException("agent must be one of " + String.join(", ", names()) + ": " + agent);
        }
        return trainer.apply(schema, resources);
    }

    private static AgentTrainer technical(@Nullable FeatureSchema schema, Resources resources) {
        TechnicalTrainer own = TechnicalTrainer.of(FitSettings.DEFAULTS);
        return schema == null ? own : new TechnicalTrainer(schema, own.labels(), own.settings(), own.precision());
    }

    private static AgentTrainer price(@Nullable FeatureSchema schema, Resources resources) {
        PriceTrainer own = PriceTrainer.of(ForecastSettings.DEFAULTS);
        return schema == null ? own : new PriceTrainer(schema, own.labels(), own.settings(), own.precision());
    }

    private static AgentTrainer forest(@Nullable FeatureSchema schema, Resources resources) {
        ForestTrainer own = ForestTrainer.of(ForestSettings.DEFAULTS);
        return schema == null ? own : new ForestTrainer(schema, own.labels(), own.settings());
    }

    private static AgentTrainer risk(@Nullable FeatureSchema schema, Resources resources) {
        return schema == null
                ? RiskTrainer.of(BoostSettings.DEFAULTS, resources)
                : new RiskTrainer(schema, RiskTrainer.LABELS, BoostSettings.DEFAULTS);
    }
}
