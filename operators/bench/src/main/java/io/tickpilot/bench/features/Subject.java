package io.tickpilot.bench.features;

import io.tickpilot.bench.core.RecordedTicks;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.EconomicEvent;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.regime.RegimeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** How much is computed of a market. */
public enum Subject {
    /** Validation, bars of five widths, and what the engine itself needs of them: the last bars and their ATR. */
    BARS,
    /** The shipped technical schema besides. */
    TECHNICAL,
    /** Every feature there is, once, of M1 bars. */
    EVERY;

    /** System property: file of the regime model that {@link #EVERY} has, without which it lacks the regimes. */
    static final String REGIME = "tickpilot.bench.regime";

    private static final long WEEK_MICROS = 7 * 86_400_000_000L;
    private static final int EVENTS = 520;

    /** What this subject reads, none for {@link #BARS}. */
    List<FeatureSchema> schemas() {
        return switch (this) {
            case BARS -> List.of();
            case TECHNICAL -> List.of(FeatureSchema.technicalV1());
            case EVERY -> List.of(FeatureCatalogue.everyFeature(BarSpec.time(Timeframe.M1), resources()));
        };
    }

    Resources resources() {
        String regime = System.getProperty(REGIME, "");
        return this == EVERY
                ? new Resources(calendar(), regime.isEmpty() ? null : read(Path.of(regime)))
                : Resources.NONE;
    }

    MarketState market() {
        return MarketState.empty(
                RecordedTicks.SYMBOL,
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults(),
                FeaturePlan.of(schemas(), resources()));
    }

    /** An event a week for ten years. */
    private static EconomicCalendar calendar() {
        long first = 1_500_000_000_000_000L;
        return EconomicCalendar.of(IntStream.range(0, EVENTS)
                .mapToObj(week -> new EconomicEvent(first + week * WEEK_MICROS, "USD", Impact.HIGH, "event " + week))
                .toList());
    }

    private static RegimeModel read(Path file) {
        try {
            return RegimeModel.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what a market tells, so that it cannot be left out. */
    static final class Counting implements MarketListener {
        long accepted;
        long bars;

        @Override
        public void onAccepted(SequencedEvent tick) {
            accepted++;
        }

        @Override
        public void onBar(Bar bar) {
            bars++;
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            throw new IllegalStateException("a tick was rejected: " + deadLetter);
        }
    }
}
