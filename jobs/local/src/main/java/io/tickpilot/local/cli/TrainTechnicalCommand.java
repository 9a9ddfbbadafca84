package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.TechnicalTrainer;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.export.Precision;
import io.tickpilot.training.network.FitSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the technical agent and leaves a verified model folder and an honest report. */
@Command(
        name = "technical",
        description =
                "Trains the technical agent: labels, folds, fit, calibration, ONNX export with parity check, report.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./tickpilot train technical --simulated --out my-models/technical",
            "         ./tickpilot train technical --data ticks/EURUSD --symbol EURUSD --schema my.yaml --out mine",
            "         ./tickpilot demo --set agents.technical.model=mine"
        })
final class TrainTechnicalCommand extends TrainAgentCommand {
    @Option(names = "--epochs", description = "At most, a fold. Default: ${DEFAULT-VALUE}.")
    private int epochs = FitSettings.DEFAULTS.epochs();

    @Option(names = "--hidden", description = "Units of each LSTM direction. Default: ${DEFAULT-VALUE}.")
    private int hidden = FitSettings.DEFAULTS.hidden();

    @Option(names = "--max-minutes", description = "No epoch of a fold begins later. Default: ${DEFAULT-VALUE}.")
    private double maxMinutes = FitSettings.DEFAULTS.maxMinutes();

    @Option(
            names = "--int8",
            description = "Keeps the LSTM's weights in 8 bits, if that costs next to nothing on the validation split.")
    private boolean int8;

    @Override
    String agent() {
        return TechnicalTrainer.NAME;
    }

    @Override
    AgentTrainer trainer(@Nullable FeatureSchema schema, Resources resources) {
        return new TechnicalTrainer(
                schema == null ? FeatureSchema.technicalV1() : schema,
                LabelSettings.DEFAULTS,
                fit(FitSettings.DEFAULTS),
                int8 ? Precision.INT8 : Precision.FLOAT32);
    }

    private FitSettings fit(FitSettings base) {
        try {
            return new FitSettings(
                    base.seed(),
                    epochs,
                    base.patience(),
                    base.learningRate(),
                    base.batch(),
                    hidden,
                    base.dense(),
                    base.dropout(),
                    base.gradientClip(),
                    maxMinutes);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }
}
