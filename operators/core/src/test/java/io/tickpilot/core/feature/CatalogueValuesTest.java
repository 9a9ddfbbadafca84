package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.EveryKind.bits;
import static io.tickpilot.core.feature.EveryKind.market;
import static io.tickpilot.core.feature.EveryKind.plan;
import static io.tickpilot.core.feature.EveryKind.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.ActivityBar;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of the catalogue promises of its numbers, at its defaults and with other parameters. */
class CatalogueValuesTest {
    private static final FeatureSchema MINUTES = EveryKind.over("m1", 1);

    /** Number of closed bars of its own after which each feature is a number for the first time. */
    private static Map<String, Integer> firstNumbers(List<SequencedEvent> events) {
        FeaturePlan plan = plan(MINUTES);
        Map<BarSpec, List<FeatureSchema.Feature>> byBars = new LinkedHashMap<>();
        for (FeatureSchema.Feature feature : MINUTES.features()) {
            byBars.computeIfAbsent(plan.barsOf(feature), k -> new ArrayList<>()).add(feature);
        }
        Map<String, Integer> first = new TreeMap<>();
        byBars.forEach((bars, features) -> {
            FeatureSchema schema = EveryKind.schema("own-bars", bars.toString(), 1, features);
            new Rows(schema, plan(schema)) {
                @Override
                void closed(float[] row) {
                    for (int i = 0; i < row.length; i++) {
                        String name = features.get(i).name();
                        if (!Float.isNaN(row[i])) {
                            first.putIfAbsent(name, closed);
                        } else if (first.containsKey(name)) {
                            throw new AssertionError(name + " was a number and is none after bars: " + closed);
                        }
                    }
                }
            }.play(events);
        });
        return first;
    }

    private static Map<String, Integer> declared() {
        FeaturePlan plan = plan(MINUTES);
        Map<String, Integer> declared = new TreeMap<>();
        MINUTES.features().forEach(f -> declared.put(f.name(), Math.max(1, plan.warmUp(f))));
        return declared;
    }

    @Test
    void isANumberWithExactlyTheDeclaredBarAndFromThenOn() {
        assertThat(firstNumbers(TestMarkets.lively(1, 400))).isEqualTo(declared());
    }

    @Test
    void withoutSizesAllButTheSizesOfTheQuoteAreThereAsSoon() {
        Map<String, Integer> declared = declared();
        declared.keySet().removeIf(name -> name.startsWith("quote-imbalance"));

        assertThat(firstNumbers(TestMarkets.withoutSizes(TestMarkets.lively(2, 400))))
                .isEqualTo(declared);
    }

    /** Features of the time alone change with it, so they are left out here: a closed bar's row is about its end. */
    private static List<FeatureSchema.Feature> featuresOfBars(String bars) {
        return EveryKind.features(BarSpec.parse(bars)).stream()
                .filter(f -> FeatureCatalogue.kind(f.kind()).family().bars() != Family.Bars.NONE)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"m1, 3", "s1, 4", "m5, 5"})
    void aClosedBarsRowIsThatOfTheFormingBarBefore(String bars, long seed) {
        FeatureSchema schema = EveryKind.schema("preview", bars, 1, featuresOfBars(bars));
        Rows rows = new Rows(schema, plan(schema)) {
            @Override
            void closed(float[] row) {
                assertSame(schema, row, before);
            }
        };

        rows.play(TestMarkets.wild(seed, 20_000));

        assertThat(rows.closed).isGreaterThan(100);
    }

    @Test
    void barsOfActivityThatFallOnMinutesHaveTheRowsOfTheMinutes() {
        List<SequencedEvent> fiveTicksAMinute = TestMarkets.lively(6, 500).stream()
                .filter(event -> event.event() instanceof Tick && event.sequence() > 1)
                .toList();
        List<float[]> minutes = closedRows("m1", fiveTicksAMinute);
        List<float[]> activity = closedRows("ticks-5", fiveTicksAMinute);

        assertThat(activity).hasSize(500);
        assertThat(minutes).hasSize(499);
        FeatureSchema schema = EveryKind.schema("minutes", "m1", 1, featuresOfBars("m1"));
        for (int i = 0; i < minutes.size(); i++) {
            assertSame(schema, activity.get(i), minutes.get(i));
        }
    }

    private static List<float[]> closedRows(String bars, List<SequencedEvent> events) {
        FeatureSchema schema = EveryKind.schema("closed", bars, 1, featuresOfBars(bars));
        List<float[]> rows = new ArrayList<>();
        new Rows(schema, plan(schema)) {
            @Override
            void closed(float[] row) {
                rows.add(row);
            }
        }.play(events);
        return rows;
    }

    private static void assertSame(FeatureSchema schema, float[] row, float[] other) {
        if (Arrays.equals(bits(row), bits(other))) {
            return;
        }
        for (int i = 0; i < row.length; i++) {
            assertThat(bits(row)[i])
                    .as("%s: %s, before %s", schema.featureNames().get(i), row[i], other[i])
                    .isEqualTo(bits(other)[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1", "s1", "ticks-30"})
    void staysInTheRangeOfItsKind(String bars) {
        FeatureSchema schema = EveryKind.over(bars, 1);
        float[] lowest = new float[schema.width()];
        float[] highest = new float[schema.width()];
        Arrays.fill(lowest, Float.POSITIVE_INFINITY);
        Arrays.fill(highest, Float.NEGATIVE_INFINITY);

        new Rows(schema, plan(schema)) {
            @Override
            void tookIn(float[] row) {
                for (int i = 0; i < row.length; i++) {
                    lowest[i] = Float.isNaN(row[i]) ? lowest[i] : Math.min(lowest[i], row[i]);
                    highest[i] = Float.isNaN(row[i]) ? highest[i] : Math.max(highest[i], row[i]);
                }
            }
        }.play(TestMarkets.wild(9, 20_000));

        for (int i = 0; i < schema.width(); i++) {
            FeatureSchema.Feature feature = schema.features().get(i);
            FeatureKind<?> kind = FeatureCatalogue.kind(feature.kind());
            assertThat((double) lowest[i]).as(feature.name()).isGreaterThanOrEqualTo((float) kind.min());
            assertThat((double) highest[i]).as(feature.name()).isLessThanOrEqualTo((float) kind.max());
            assertThat(highest[i]).as(feature.name() + " was seen").isGreaterThan(Float.NEGATIVE_INFINITY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1", "ticks-30", "volume-100", "dollar-500", "trade-volume-20", "trade-dollar-20"})
    void isNeverInfiniteHoweverAbsurdTheSizes(String bars) {
        FeatureSchema schema = EveryKind.over(bars, 1);

        assertNeverInfinite(schema, TestMarkets.absurd(10, 8_000));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1e150, 1e-150, 1e-300})
    void isNeverInfiniteHoweverAbsurdThePrices(double factor) {
        assertNeverInfinite(MINUTES, TestMarkets.scaled(TestMarkets.absurd(11, 4_000), factor));
    }

    private static void assertNeverInfinite(FeatureSchema schema, List<SequencedEvent> events) {
        new Rows(schema, plan(schema)) {
            @Override
            void tookIn(float[] row) {
                for (int i = 0; i < row.length; i++) {
                    if (Float.isInfinite(row[i])) {
                        throw new AssertionError(schema.featureNames().get(i) + " is " + row[i]);
                    }
                }
            }
        }.play(events);
    }

    /** Sums of the trading day are lost until it ends; all else forgets with its window. */
    @Test
    void isANumberAgainWhenAbsurdSizesHaveLeftItsWindow() {
        List<SequencedEvent> events = new ArrayList<>(TestMarkets.lively(12, 400));
        for (int i = 0; i < 200; i++) {
            SequencedEvent event = events.get(i);
            if (event.event() instanceof Tick tick) {
                events.set(i, withSize(event, tick, i % 2 == 0 ? 1e308 : Double.MAX_VALUE));
            }
        }
        float[][] last = new float[1][];

        new Rows(MINUTES, plan(MINUTES)) {
            @Override
            void closed(float[] row) {
                last[0] = row.clone();
            }
        }.play(events);

        for (int i = 0; i < MINUTES.width(); i++) {
            FeatureSchema.Feature feature = MINUTES.features().get(i);
            if (FeatureCatalogue.kind(feature.kind()).memory() != Memory.DAY) {
                assertThat(last[0][i]).as(feature.name()).isNotNaN();
            }
        }
    }

    private static SequencedEvent withSize(SequencedEvent e, Tick t, double size) {
        return new SequencedEvent(
                e.partition(),
                e.epoch(),
                e.sequence(),
                e.logTimeMicros(),
                0,
                new Tick(
                        t.symbol(), t.eventTimeMicros(), t.bid(), t.ask(), size, size, t.source(), t.sourceSequence()));
    }

    /** Plays a log and hands rows on: as each bar of the schema's rows closes, and after every event. */
    private abstract static class Rows implements MarketListener {
        private final FeatureSchema schema;
        private final MarketState market;
        /** Row after the event before. */
        float[] before;

        int closed;

        Rows(FeatureSchema schema, FeaturePlan plan) {
            this.schema = schema;
            this.market = market(plan);
            this.before = row(market, schema);
        }

        void closed(float[] row) {}

        void tookIn(float[] row) {}

        void play(List<SequencedEvent> events) {
            for (SequencedEvent event : events) {
                TestMarkets.take(event, market, this);
                float[] row = row(market, schema);
                tookIn(row);
                before = row;
            }
        }

        private void close() {
            closed++;
            closed(row(market, schema));
        }

        @Override
        public void onBar(Bar bar) {
            if (schema.rows().isTime() && bar.timeframe() == schema.rows().timeframe()) {
                close();
            }
        }

        @Override
        public void onActivityBar(ActivityBar bar) {
            if (bar.spec().equals(schema.rows().toString())) {
                close();
            }
        }

        @Override
        public void onAccepted(SequencedEvent tick) {
            before = row(market, schema);
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {}
    }
}
