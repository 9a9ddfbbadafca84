package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.PriceTrainer;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.export.Precision;
import io.tickpilot.training.network.FitSettings;
import io.tickpilot.training.network.ForecastSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the price_prediction agent: direction and quantiles of the return. */
@Command(
        name = PriceTrainer.NAME,
        description = "Trains the price_prediction agent: direction and quantiles of the return some minutes ahead.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./tickpilot train price_prediction --simulated --folds 1 --max-windows 4000 --out my-models/price",
            "         ./tickpilot train price_prediction --data ticks/EURUSD --symbol EURUSD --horizon 10"
        })
final class TrainPriceCommand extends TrainAgentCommand {
    private static final ForecastSettings DEFAULTS = ForecastSettings.DEFAULTS;

    @Option(names = "--epochs", description = "At most, a fold. Default: ${DEFAULT-VALUE}.")
    private int epochs = DEFAULTS.fit().epochs();

    @Option(names = "--hidden", description = "Units of the LSTM. Default: ${DEFAULT-VALUE}.")
    private int hidden = DEFAULTS.fit().hidden();

    @Option(names = "--filters", description = "Of the convolution. Default: ${DEFAULT-VALUE}.")
    private int filters = DEFAULTS.filters();

    @Option(names = "--horizon", paramLabel = "BARS", description = "Minutes ahead. Default: ${DEFAULT-VALUE}.")
    private int horizonBars = PriceTrainer.LABELS.horizonBars();

    @Option(names = "--max-minutes", description = "No epoch of a fit begins later. Default: ${DEFAULT-VALUE}.")
    private double maxMinutes = DEFAULTS.fit().maxMinutes();

    @Option(
            names = "--int8",
            description = "Keeps the LSTM's weights in 8 bits, if that costs next to nothing on the validation split.")
    private boolean int8;

    @Override
    String agent() {
        return PriceTrainer.NAME;
    }

    @Override
    AgentTrainer trainer(@Nullable FeatureSchema schema, Resources resources) {
        FitSettings fit = DEFAULTS.fit();
        try {
            return new PriceTrainer(
                    schema == null ? FeatureSchema.priceV1() : schema,
                    LabelSettings.fixedHorizon(PriceTrainer.LABELS.distanceAtr(), horizonBars),
                    new ForecastSettings(
                            new FitSettings(
                                    fit.seed(),
                                    epochs,
                                    fit.patience(),
                                    fit.learningRate(),
                                    fit.batch(),
                                    hidden,
                                    fit.dense(),
                                    fit.dropout(),
                                    fit.gradientClip(),
                                    maxMinutes),
                            filters,
                            DEFAULTS.kernel(),
                            DEFAULTS.attention()),
                    int8 ? Precision.INT8 : Precision.FLOAT32);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }
}
