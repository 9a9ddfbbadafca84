package io.tickpilot.training;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.training.dataset.BarrierSettings;
import io.tickpilot.training.dataset.SplitSettings;
import io.tickpilot.training.network.FitSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything a training of the technical agent depends on. Equal options on the same kind of machine give the same model,
 * unless the time limit cuts the epochs short; the report says whether it did.
 *
 * @param schema what the model reads, {@code resources} what its features do beside the market
 * @param modelFolder gets {@code model.onnx}, {@code schema.yaml}, {@code manifest.json} and {@code README.md}; replaced as a whole
 * @param reportFolder gets {@code report.html} and {@code report.json}
 */
public record TechnicalTrainingOptions(
        TickSupply ticks,
        InstrumentCatalogue instruments,
        ValidationSettings validation,
        FeatureSchema schema,
        Resources resources,
        BarrierSettings barriers,
        SplitSettings split,
        FitSettings fit,
        Path modelFolder,
        Path reportFolder) {

    /** What {@code --simulated} trains on unless told otherwise. */
    public static final List<String> SIMULATED_SYMBOLS =
            List.of("EURUSD", "GBPUSD", "USDJPY", "AUDUSD", "XAUUSD", "BTCUSD");

    public static final Duration SIMULATED_LENGTH = Duration.ofDays(40);

    private static final String SIMULATED_START = "2026-01-05T00:00:00Z";

    /** The defaults on the simulated market of the given seed, which also seeds the training. */
    public static TechnicalTrainingOptions simulated(long seed, Duration length, Path modelFolder, Path reportFolder) {
        SimulatedMarketSpec market = SimulatedMarketSpec.of(SIMULATED_SYMBOLS, simulatedStartMicros(), seed);
        return new TechnicalTrainingOptions(
                TickSupply.simulated(market, length),
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults(),
                FeatureSchema.technicalV1(),
                Resources.NONE,
                BarrierSettings.DEFAULTS,
                SplitSettings.DEFAULTS,
                FitSettings.DEFAULTS.withSeed(seed),
                modelFolder,
                reportFolder);
    }

    /** First time of the simulated market. */
    public static long simulatedStartMicros() {
        return Instant.parse(SIMULATED_START).getEpochSecond() * 1_000_000L;
    }

    /** The same, fitted otherwise. */
    public TechnicalTrainingOptions withFit(FitSettings other) {
        return new TechnicalTrainingOptions(
                ticks, instruments, validation, schema, resources, barriers, split, other, modelFolder, reportFolder);
    }

    /** The same over other features. */
    public TechnicalTrainingOptions withSchema(FeatureSchema other, Resources read) {
        return new TechnicalTrainingOptions(
                ticks, instruments, validation, other, read, barriers, split, fit, modelFolder, reportFolder);
    }
}
