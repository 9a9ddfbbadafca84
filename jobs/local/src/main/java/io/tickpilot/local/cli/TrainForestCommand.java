package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.trees.ForestSettings;
import io.tickpilot.training.trees.ForestTrainer;
import io.tickpilot.training.trees.TreeSchemas;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the random forest agent. */
@Command(
        name = "random_forest",
        description =
                "Trains the random forest agent: a forest for each label, calibrated by class, as one ONNX graph.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./tickpilot train random_forest --simulated --out my-models/random_forest",
            "         ./tickpilot train random_forest --data ticks/EURUSD --symbol EURUSD --trees 100"
        })
final class TrainForestCommand extends TrainAgentCommand {
    @Option(names = "--trees", description = "Of each label's forest. Default: ${DEFAULT-VALUE}.")
    private int trees = ForestSettings.DEFAULTS.trees();

    @Option(names = "--depth", description = "Of a tree at most, 1 to 10. Default: ${DEFAULT-VALUE}.")
    private int depth = ForestSettings.DEFAULTS.depth();

    @Override
    String agent() {
        return ForestTrainer.NAME;
    }

    @Override
    AgentTrainer trainer(@Nullable FeatureSchema schema, Resources resources) {
        return new ForestTrainer(
                schema == null ? TreeSchemas.forestV1() : schema,
                LabelSettings.DEFAULTS,
                settings(ForestSettings.DEFAULTS));
    }

    private ForestSettings settings(ForestSettings base) {
        try {
            return new ForestSettings(trees, depth, base.leastLeaf(), base.rowShare(), base.featureShare());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }
}
