package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.EveryKind.bits;
import static io.tickpilot.core.feature.EveryKind.market;
import static io.tickpilot.core.feature.EveryKind.plan;
import static io.tickpilot.core.feature.EveryKind.restored;
import static io.tickpilot.core.feature.EveryKind.row;
import static io.tickpilot.core.feature.EveryKind.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.testing.RecordingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of the catalogue promises of its state, at its defaults and with other parameters. */
class CatalogueStateTest {
    private static final FeatureSchema MINUTES = EveryKind.over("m1", 3);
    private static final FeatureSchema SECONDS = EveryKind.over("s1", 2);
    private static final FeatureSchema TICKS = EveryKind.over("ticks-30", 1);
    private static final FeatureSchema TRADES = EveryKind.over("trade-volume-20", 1);

    /** Rows of the one, features of the other kind of bars. */
    private static final FeatureSchema MIXED =
            EveryKind.schema("mixed", "volume-50", 4, EveryKind.features(BarSpec.parse("ticks-30")));

    private static final FeatureSchema[] ALL = {MINUTES, SECONDS, TICKS, TRADES, MIXED};

    private static void assertSameRow(FeatureSchema schema, MarketState one, MarketState other) {
        float[] row = row(one, schema);
        float[] otherRow = row(other, schema);
        if (Arrays.equals(bits(row), bits(otherRow))) {
            return;
        }
        for (int i = 0; i < row.length; i++) {
            assertThat(bits(otherRow)[i])
                    .as("%s of %s: %s", schema.featureNames().get(i), schema.name(), row[i])
                    .isEqualTo(bits(row)[i]);
        }
    }

    private static float[] window(MarketState market, FeatureSchema schema) {
        float[] window = new float[schema.size()];
        return market.fill(schema, window) ? window : new float[0];
    }

    @Test
    void readingChangesNothing() throws IOException {
        FeaturePlan plan = plan(ALL);
        MarketState read = market(plan);
        MarketState unread = market(plan);
        SplittableRandom random = new SplittableRandom(1);
        for (SequencedEvent event : TestMarkets.wild(21, 6_000)) {
            TestMarkets.take(event, read, new RecordingListener());
            TestMarkets.take(event, unread, new RecordingListener());
            for (FeatureSchema schema : ALL) {
                if (random.nextInt(3) == 0) {
                    row(read, schema);
                    window(read, schema);
                    read.isWarm(schema);
                }
            }
        }

        assertThat(written(read)).isEqualTo(written(unread));
        for (FeatureSchema schema : ALL) {
            assertSameRow(schema, unread, read);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {22, 23})
    void goesOnBitByBitWhereverItWasWrittenAndRead(long seed) throws IOException {
        FeaturePlan plan = plan(ALL);
        MarketState undisturbed = market(plan);
        MarketState moved = market(plan);
        SplittableRandom random = new SplittableRandom(seed);
        for (SequencedEvent event : TestMarkets.wild(seed, 8_000)) {
            TestMarkets.take(event, undisturbed, new RecordingListener());
            TestMarkets.take(event, moved, new RecordingListener());
            if (random.nextInt(200) == 0) {
                byte[] written = written(moved);
                moved = restored(written, plan);
                assertThat(written(moved)).isEqualTo(written);
            }
            for (FeatureSchema schema : ALL) {
                if (random.nextInt(3) == 0) {
                    assertSameRow(schema, undisturbed, moved);
                }
            }
            if (random.nextInt(50) == 0) {
                assertThat(bits(window(moved, MINUTES))).isEqualTo(bits(window(undisturbed, MINUTES)));
            }
        }
        assertThat(window(moved, MINUTES).length + window(moved, MIXED).length).isPositive();
    }

    @Test
    void schemasOfOnePlanDoNotDisturbEachOther() throws IOException {
        FeatureSchema technical = FeatureSchema.technicalV1();
        List<FeatureSchema> schemas = new ArrayList<>(List.of(ALL));
        schemas.add(technical);
        List<FeatureSchema> backwards = new ArrayList<>();
        schemas.forEach(schema -> backwards.add(0, schema));
        MarketState together = market(plan(schemas.toArray(FeatureSchema[]::new)));
        MarketState inReverse = market(plan(backwards.toArray(FeatureSchema[]::new)));
        List<MarketState> alone =
                schemas.stream().map(schema -> market(plan(schema))).toList();

        SplittableRandom random = new SplittableRandom(24);
        for (SequencedEvent event : TestMarkets.wild(24, 8_000)) {
            TestMarkets.take(event, together, new RecordingListener());
            TestMarkets.take(event, inReverse, new RecordingListener());
            for (int i = 0; i < schemas.size(); i++) {
                TestMarkets.take(event, alone.get(i), new RecordingListener());
                if (random.nextInt(5) == 0) {
                    assertSameRow(schemas.get(i), alone.get(i), together);
                    assertSameRow(schemas.get(i), alone.get(i), inReverse);
                }
            }
        }
        assertThat(window(together, technical)).isNotEmpty().isEqualTo(window(alone.get(ALL.length), technical));
    }

    /** Every second feature is known before, the others are new. */
    @Test
    void underAnotherPlanWhatBothHaveGoesOnAndWhatIsNewWarmsUp() throws IOException {
        List<FeatureSchema.Feature> known = new ArrayList<>();
        for (int i = 0; i < MINUTES.width(); i += 2) {
            known.add(MINUTES.features().get(i));
        }
        FeaturePlan before = plan(EveryKind.schema("before", "m1", 1, known));
        FeaturePlan after = plan(MINUTES);
        List<SequencedEvent> events = TestMarkets.lively(25, 800);
        int cut = events.size() / 2;
        MarketState undisturbed = market(after);
        MarketState old = market(before);
        for (SequencedEvent event : events.subList(0, cut)) {
            TestMarkets.take(event, undisturbed, new RecordingListener());
            TestMarkets.take(event, old, new RecordingListener());
        }

        MarketState restored = restored(written(old), after);

        int[] closed = new int[1];
        Counting counting = new Counting(closed);
        List<FeaturePlan> own = MINUTES.features().stream()
                .map(feature -> plan(EveryKind.schema("own", "m1", 1, List.of(feature))))
                .toList();
        assertKept(before, own, undisturbed, restored, 0);
        for (SequencedEvent event : events.subList(cut, events.size())) {
            TestMarkets.take(event, undisturbed, new RecordingListener());
            TestMarkets.take(event, restored, counting);
            assertKept(before, own, undisturbed, restored, closed[0]);
        }
        float[] last = row(restored, MINUTES);
        for (int i = 0; i < last.length; i++) {
            assertThat(last[i]).as(MINUTES.featureNames().get(i)).isNotNaN();
        }
    }

    private static void assertKept(
            FeaturePlan before, List<FeaturePlan> own, MarketState undisturbed, MarketState restored, int closed) {
        Set<String> pieces = new HashSet<>(before.pieceNames());
        float[] row = row(restored, MINUTES);
        int[] bits = bits(row);
        int[] expected = bits(row(undisturbed, MINUTES));
        for (int i = 0; i < row.length; i++) {
            FeatureSchema.Feature feature = MINUTES.features().get(i);
            boolean known = pieces.containsAll(own.get(i).pieceNames());
            boolean tooNew = !known && closed + 1 < own.get(i).warmUp(feature);
            if ((known && bits[i] != expected[i]) || (tooNew && !Float.isNaN(row[i]))) {
                throw new AssertionError(feature.name() + " is " + row[i] + " after " + closed + " bars");
            }
        }
    }

    /** Counts closed minutes. */
    private record Counting(int[] closed) implements MarketListener {
        @Override
        public void onBar(Bar bar) {
            closed[0] += bar.timeframe() == Timeframe.M1 ? 1 : 0;
        }

        @Override
        public void onAccepted(SequencedEvent tick) {}

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            throw new AssertionError(deadLetter);
        }
    }

    @Test
    void aWindowsRowsAreThoseThatWereMade() {
        MarketState market = market(plan(MINUTES));
        List<float[]> made = new ArrayList<>();
        MarketListener keeping = new MarketListener() {
            @Override
            public void onBar(Bar bar) {
                if (bar.timeframe() == Timeframe.M1) {
                    made.add(row(market, MINUTES));
                    float[] window = window(market, MINUTES);
                    for (int i = 0; i < window.length; i++) {
                        int row = made.size() - MINUTES.lookback() + i / MINUTES.width();
                        assertThat(window[i]).isEqualTo(made.get(row)[i % MINUTES.width()]);
                    }
                }
            }

            @Override
            public void onAccepted(SequencedEvent tick) {}

            @Override
            public void onDeadLetter(DeadLetter deadLetter) {}
        };

        TestMarkets.lively(26, 400).forEach(event -> TestMarkets.take(event, market, keeping));

        assertThat(window(market, MINUTES)).isNotEmpty();
    }
}
