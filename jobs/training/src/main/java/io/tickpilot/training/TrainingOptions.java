package io.tickpilot.training;

import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.training.dataset.DatasetBuilder;
import io.tickpilot.training.dataset.SplitSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a training depends on beside its trainer. Equal options and trainers on the same kind of machine give the same model,
 * unless a time limit cuts a fit short; the report says whether it did.
 *
 * @param everyBars distance of two windows of a symbol in one-minute bars
 * @param modelFolder gets {@code model.onnx}, {@code schema.yaml}, {@code manifest.json} and {@code README.md}; replaced as a whole
 * @param reportFolder gets {@code report.html} and {@code report.json}
 */
public record TrainingOptions(
        DatasetBuilder data, int everyBars, SplitSettings split, long seed, Path modelFolder, Path reportFolder) {

    public static final long DEFAULT_SEED = 7;
    public static final int DEFAULT_EVERY_BARS = 10;

    /** What {@code --simulated} trains on unless told otherwise. */
    public static final List<String> SIMULATED_SYMBOLS =
            List.of("EURUSD", "GBPUSD", "USDJPY", "AUDUSD", "XAUUSD", "BTCUSD");

    public static final Duration SIMULATED_LENGTH = Duration.ofDays(40);

    private static final String SIMULATED_START = "2026-01-05T00:00:00Z";

    /** Ticks of the simulated market, where nothing is configured. */
    public static DatasetBuilder simulated(List<String> symbols, long seed, Duration length, Path datasets) {
        SimulatedMarketSpec market = SimulatedMarketSpec.of(symbols, simulatedStartMicros(), seed);
        return new DatasetBuilder(
                TickSupply.simulated(market, length),
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults(),
                Resources.NONE,
                datasets);
    }

    /** First time of the simulated market. */
    public static long simulatedStartMicros() {
        return Instant.parse(SIMULATED_START).getEpochSecond() * 1_000_000L;
    }
}
