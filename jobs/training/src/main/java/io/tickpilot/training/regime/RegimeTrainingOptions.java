package io.tickpilot.training.regime;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.regime.RegimePeriods;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.training.TickSupply;
import io.tickpilot.training.TrainingOptions;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Everything a training of the regime model depends on. Equal options give equal models, bit by bit.
 *
 * @param margin of the model's hysteresis
 * @param maxStates fits have 2 to this many
 * @param folder gets {@code regime.yaml} and {@code README.md}; replaced as a whole
 */
public record RegimeTrainingOptions(
        TickSupply ticks,
        InstrumentCatalogue instruments,
        ValidationSettings validation,
        Timeframe timeframe,
        RegimePeriods periods,
        double margin,
        BaumWelch.Settings fit,
        int maxStates,
        Path folder) {
    public static final int MAX_STATES = 8;
    public static final double MARGIN = 0.2;

    /** On M1: the return over a quarter of an hour, volatility over ten minutes against that of four hours, ADX(5). */
    public static final RegimePeriods PERIODS = new RegimePeriods(15, 10, 240, 5);

    /** Defaults on the given ticks. */
    public static RegimeTrainingOptions of(TickSupply ticks, Timeframe timeframe, long seed, Path folder) {
        return new RegimeTrainingOptions(
                ticks,
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults(),
                timeframe,
                PERIODS,
                MARGIN,
                BaumWelch.Settings.DEFAULTS.withSeed(seed),
                MAX_STATES,
                folder);
    }

    /** The same with the user's instruments. */
    public RegimeTrainingOptions over(InstrumentCatalogue otherInstruments, ValidationSettings otherValidation) {
        return new RegimeTrainingOptions(
                ticks, otherInstruments, otherValidation, timeframe, periods, margin, fit, maxStates, folder);
    }

    public RegimeTrainingOptions withMaxStates(int other) {
        return new RegimeTrainingOptions(
                ticks, instruments, validation, timeframe, periods, margin, fit, other, folder);
    }

    /** The simulated market of the technical training, of the given seed and length. */
    public static TickSupply simulated(long seed, Duration length) {
        return TickSupply.simulated(
                SimulatedMarketSpec.of(TrainingOptions.SIMULATED_SYMBOLS, TrainingOptions.simulatedStartMicros(), seed),
                length);
    }
}
