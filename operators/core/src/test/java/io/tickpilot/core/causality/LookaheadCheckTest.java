package io.tickpilot.core.causality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.testing.RandomTicks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookaheadCheckTest {
    private static final InstrumentCatalogue INSTRUMENTS = InstrumentCatalogue.presets();
    private static final List<SequencedEvent> EVENTS = AcceptedEvents.of(
            RandomTicks.of("EURUSD", 21, 9_000), "EURUSD", INSTRUMENTS, ValidationSettings.defaults());
    private static final int CUTS = 4;

    private static LookaheadReport check(RowSource source) {
        return LookaheadCheck.run(source, EVENTS, CUTS, 1, CheckProgress.NONE);
    }

    private static SchemaRows rowsOf(FeatureSchema schema) {
        return new SchemaRows("EURUSD", INSTRUMENTS, FeaturePlan.of(schema), schema);
    }

    @Test
    void theShippedSchemaDoesNotLookAhead() {
        LookaheadReport report = check(rowsOf(FeatureSchema.technicalV1()));

        assertThat(report.leaks()).isEmpty();
        assertThat(report.holds()).isTrue();
        assertThat(report.features()).hasSize(13);
        assertThat(report.features())
                .allSatisfy(feature -> assertThat(feature.compared()).isPositive());
    }

    @Test
    void barsOfActivityDoNotLookAhead() {
        FeatureSchema schema = FeatureSchema.parse("""
                name: activity
                rows: ticks-50
                lookback: 5
                features: [{of: rsi}, {of: close-change, bars: m1}, {of: close-change, name: volume, bars: volume-300}]
                """);

        LookaheadReport report = check(rowsOf(schema));

        assertThat(report.leaks()).isEmpty();
        assertThat(report.features())
                .allSatisfy(feature -> assertThat(feature.compared()).isPositive());
    }

    @Test
    void aFormulaOverAllEventsThatKeepsToThePastPasses() {
        LookaheadReport report = check(Formula.of((minutes, i) -> i < 4 ? Float.NaN : mean(minutes, i - 4, i)));

        assertThat(report.leaks()).isEmpty();
        assertThat(report.features().get(0).compared()).isPositive();
    }

    @Test
    void catchesACentredMean() {
        LookaheadReport report = check(
                Formula.of((minutes, i) -> i < 2 || i + 2 >= minutes.size() ? Float.NaN : mean(minutes, i - 2, i + 2)));

        assertThat(report.holds()).isFalse();
        assertThat(report.holds("made-up")).isFalse();
        assertThat(report.leaks()).hasSize(1);
    }

    @Test
    void catchesANormalisationOverTheWholeSeries() {
        LookaheadReport report =
                check(Formula.of((minutes, i) -> minutes.get(i).close / mean(minutes, 0, minutes.size() - 1)));

        assertThat(report.holds("made-up")).isFalse();
    }

    @Test
    void catchesTheCloseOfABarThatIsStillForming() {
        RowSource early = new Formula((minutes, i) -> minutes.get(i).close) {
            @Override
            long claim(Minute minute) {
                return minute.startMicros + 30_000_000;
            }
        };

        assertThat(check(early).holds("made-up")).isFalse();
    }

    @Test
    void catchesABarThatHoldsTheTickThatClosedIt() {
        RowSource late = new Formula((minutes, i) -> i + 1 < minutes.size() ? minutes.get(i + 1).open : Float.NaN);

        assertThat(check(late).holds("made-up")).isFalse();
    }

    @Test
    void catchesRowsThatAreLeftOutWhenTheyTurnOutWrong() {
        RowSource survivors = new Formula((minutes, i) -> minutes.get(i).close) {
            @Override
            boolean keeps(List<Minute> minutes, int i) {
                return i + 5 >= minutes.size() || minutes.get(i + 5).close >= minutes.get(i).close;
            }
        };

        LookaheadReport report = check(survivors);

        assertThat(report.holds()).isFalse();
        assertThat(report.leaks()).extracting(Leak::feature).containsExactly(Leak.MISSING_ROW);
    }

    @Test
    void aLeakNamesTheFeatureItsTimeBothValuesAndWhatWasChanged() {
        Leak leak = new Leak("rsi", 1_736_121_600_000_000L, 0.25f, 0.5f, Perturbation.PRICES, 1_736_121_601_500_000L);

        assertThat(leak.describe())
                .isEqualTo("rsi before 2025-01-06T00:00:00Z is 0.25, but 0.5 with other prices"
                        + " from 2025-01-06T00:00:01.500Z on");
    }

    @Test
    void aLeakThatIsFoundIsFoundAgain() {
        RowSource leaking = Formula.of((minutes, i) -> minutes.get(i).close / mean(minutes, 0, minutes.size() - 1));

        assertThat(check(leaking)).isEqualTo(check(leaking));
    }

    @Test
    void refusesTooFewEvents() {
        assertThatThrownBy(() ->
                        LookaheadCheck.run(Formula.of((m, i) -> 0), EVENTS.subList(0, 99), 1, 1, CheckProgress.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static float mean(List<Minute> minutes, int from, int to) {
        double sum = 0;
        for (int i = from; i <= to; i++) {
            sum += minutes.get(i).close;
        }
        return (float) (sum / (to - from + 1));
    }

    /** A minute with ticks. */
    private static final class Minute {
        final long startMicros;
        final float open;
        float close;

        Minute(long startMicros, float open) {
            this.startMicros = startMicros;
            this.open = open;
            this.close = open;
        }
    }

    private interface OfMinutes {
        float value(List<Minute> minutes, int i);
    }

    /** One made-up feature of all minutes at once, as one writes it over a table. */
    private static class Formula implements RowSource {
        private static final long MINUTE = 60_000_000;

        private final OfMinutes formula;

        Formula(OfMinutes formula) {
            this.formula = formula;
        }

        static RowSource of(OfMinutes formula) {
            return new Formula(formula);
        }

        @Override
        public List<String> names() {
            return List.of("made-up");
        }

        long claim(Minute minute) {
            return minute.startMicros + MINUTE;
        }

        boolean keeps(List<Minute> minutes, int i) {
            return true;
        }

        @Override
        public void make(List<SequencedEvent> events, Rows rows) {
            List<Minute> minutes = minutes(events);
            for (int i = 0; i < minutes.size(); i++) {
                if (keeps(minutes, i)) {
                    rows.add(claim(minutes.get(i)), new float[] {formula.value(minutes, i)});
                }
            }
        }

        private static List<Minute> minutes(List<SequencedEvent> events) {
            List<Minute> minutes = new ArrayList<>();
            for (SequencedEvent event : events) {
                Tick tick = (Tick) event.event();
                long start = Math.floorDiv(tick.eventTimeMicros(), MINUTE) * MINUTE;
                if (minutes.isEmpty() || minutes.get(minutes.size() - 1).startMicros < start) {
                    minutes.add(new Minute(start, (float) tick.bid()));
                }
                minutes.get(minutes.size() - 1).close = (float) tick.bid();
            }
            return minutes;
        }
    }
}
