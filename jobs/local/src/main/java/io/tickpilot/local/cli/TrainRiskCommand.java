package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.trees.BoostSettings;
import io.tickpilot.training.trees.RiskTrainer;
import io.tickpilot.training.trees.TreeSchemas;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the risk agent. */
@Command(
        name = "risk_assessment",
        description = "Trains the risk agent: boosted trees for size, stop and veto, as one ONNX graph.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./tickpilot train risk_assessment --simulated --out my-models/risk_assessment",
            "         ./tickpilot train risk_assessment --data ticks/EURUSD --symbol EURUSD"
        })
final class TrainRiskCommand extends TrainAgentCommand {
    @Option(names = "--rounds", description = "Trees of each output at most. Default: ${DEFAULT-VALUE}.")
    private int rounds = BoostSettings.DEFAULTS.rounds();

    @Option(names = "--depth", description = "Of a tree at most, 1 to 10. Default: ${DEFAULT-VALUE}.")
    private int depth = BoostSettings.DEFAULTS.depth();

    @Override
    String agent() {
        return RiskTrainer.NAME;
    }

    @Override
    AgentTrainer trainer(@Nullable FeatureSchema schema, Resources resources) {
        return new RiskTrainer(
                schema == null ? TreeSchemas.riskV1(resources) : schema,
                RiskTrainer.LABELS,
                settings(BoostSettings.DEFAULTS));
    }

    private BoostSettings settings(BoostSettings base) {
        try {
            return new BoostSettings(
                    rounds, base.patience(), base.learningRate(), depth, base.leastLeaf(), base.ridge());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }
}
