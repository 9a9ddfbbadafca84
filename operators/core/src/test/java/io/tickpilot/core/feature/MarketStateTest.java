package io.tickpilot.core.feature;

import static io.tickpilot.core.testing.TickBuilder.aTick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.testing.RandomTicks;
import io.tickpilot.core.testing.RecordingListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketStateTest {
    private static final InstrumentCatalogue CATALOGUE = InstrumentCatalogue.presets();
    private static final ValidationSettings SETTINGS = ValidationSettings.defaults();
    private static final FeatureSchema SCHEMA = FeatureSchema.technicalV1();
    private static final FeaturePlan PLAN = FeaturePlan.of(SCHEMA);
    private static final int WIDTH = SCHEMA.width();
    private static final long MINUTE = 60_000_000;

    private final RecordingListener listener = new RecordingListener();
    private final MarketState state = empty();

    private static MarketState empty() {
        return MarketState.empty("EURUSD", CATALOGUE, SETTINGS, PLAN);
    }

    private static float[] window(MarketState of) {
        float[] window = new float[SCHEMA.size()];
        return of.fill(SCHEMA, window) ? window : new float[0];
    }

    private static MarketState copy(MarketState original) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        original.writeTo(new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        MarketState copy = MarketState.readFrom(in, CATALOGUE, SETTINGS, PLAN);
        assertThat(in.available()).isZero();
        return copy;
    }

    /** A tick in each of so many minutes from the start on; the bar of the last one is still forming. */
    private void minutes(int count) {
        for (int i = 0; i < count; i++) {
            double bid = 1.1 + (i * 7 % 11) * 1e-5;
            state.onTick(
                    aTick().atMicros(RandomTicks.START_MICROS + i * MINUTE)
                            .sequence(i)
                            .quote(bid, bid + 1e-4)
                            .sequenced(),
                    listener);
        }
    }

    @Test
    void tellsTheQuoteOnlyOnceThereIsOne() {
        assertThat(state.bid()).isNaN();
        assertThat(state.spread()).isNaN();
        assertThat(state.lastTickMicros()).isEqualTo(Long.MIN_VALUE);

        state.onTick(aTick().atSeconds(100).quote(1.5, 1.75).sequenced(), listener);

        assertThat(state.bid()).isEqualTo(1.5);
        assertThat(state.ask()).isEqualTo(1.75);
        assertThat(state.spread()).isEqualTo(0.25);
        assertThat(state.lastTickMicros()).isEqualTo(100_000_000);
    }

    @Test
    void closesBarsBeforeItTellsOfTheTickThatEndedThemAndKnowsItsQuote() {
        SequencedEvent first = aTick().atSeconds(60).sequence(1).sequenced();
        SequencedEvent second =
                aTick().atSeconds(120).sequence(2).quote(1.10005, 1.1002).sequenced();
        List<Double> bids = new ArrayList<>();
        MarketListener watching = new MarketListener() {
            @Override
            public void onAccepted(SequencedEvent tick) {
                listener.onAccepted(tick);
            }

            @Override
            public void onBar(Bar bar) {
                bids.add(state.bid());
                listener.onBar(bar);
            }

            @Override
            public void onDeadLetter(DeadLetter deadLetter) {
                listener.onDeadLetter(deadLetter);
            }
        };

        state.onTick(first, watching);
        state.onTick(second, watching);

        assertThat(listener.all).hasSize(4);
        assertThat(listener.all.get(0)).isSameAs(first);
        assertThat(listener.bars).extracting(Bar::timeframe).containsExactly(Timeframe.S1, Timeframe.M1);
        assertThat(listener.all.get(3)).isSameAs(second);
        assertThat(bids).containsOnly(1.10005);
    }

    @Test
    void theClockClosesTheBarsOfAQuietMarketAfterItsGrace() {
        state.onTick(aTick().atSeconds(60).sequenced(), listener);

        state.onClock(120_000_000 + 249_999, listener);
        assertThat(listener.bars(Timeframe.M1)).isEmpty();
        state.onClock(120_000_000 + 250_000, listener);
        state.onClock(180_000_000, listener);

        assertThat(listener.bars(Timeframe.M1)).hasSize(1);
    }

    @Test
    void theEndClosesWhatIsOverAndRefusesAHeldTick() {
        state.onTick(aTick().atSeconds(60).sequence(1).sequenced(), listener);
        SequencedEvent spike = aTick().atSeconds(61).sequence(2).quote(2, 2.1).sequenced();
        state.onTick(spike, listener);

        state.onEnd(120_000_000, listener);

        assertThat(listener.reasons()).containsExactly(RejectReason.PRICE_JUMP);
        assertThat(listener.bars).extracting(Bar::timeframe).containsExactly(Timeframe.S1, Timeframe.M1);
    }

    @Test
    void refusesASymbolThatTheCatalogueLacks() {
        MarketState unknown = MarketState.empty("EURTRY", CATALOGUE, SETTINGS, PLAN);

        unknown.onTick(aTick().symbol("EURTRY").sequenced(), listener);

        assertThat(listener.reasons()).containsExactly(RejectReason.UNKNOWN_SYMBOL);
        assertThat(unknown.bid()).isNaN();
    }

    @Test
    void takesTicksOnly() {
        SequencedEvent clock = new SequencedEvent(0, 1, 0, 0, 0, new Clock("EURUSD", 0));

        assertThatThrownBy(() -> state.onTick(clock, listener)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void warmsUpAsStated() {
        minutes(15);
        assertThat(state.atr(Timeframe.M1)).isNaN();
        minutes(16);
        assertThat(state.atr(Timeframe.M1)).isPositive();
    }

    @Test
    void theWindowIsThereWithNinetyTwoClosedBarsAndAFormingOne() {
        minutes(92);
        assertThat(state.isWarm(SCHEMA)).isFalse();
        float[] untouched = new float[SCHEMA.size()];
        assertThat(state.fill(SCHEMA, untouched)).isFalse();
        assertThat(untouched).containsOnly(0);

        minutes(93);
        assertThat(state.isWarm(SCHEMA)).isTrue();
        assertThat(window(state)).hasSize(720);
    }

    @Test
    void theRankOfTheAtrIsThereWithAHundredAndFourteenClosedBars() {
        minutes(114);
        assertThat(state.atrRank()).isNaN();

        minutes(115);
        assertThat(state.atrRank()).isBetween(0.0, 1.0);
    }

    @Test
    void theWindowAtAClosedBarEqualsThatOfTheFormingBarBefore() {
        List<Bar> seen = new ArrayList<>();
        float[][] forming = new float[1][];
        for (SequencedEvent event : RandomTicks.of("EURUSD", 11, 20_000)) {
            forming[0] = window(state);
            state.onTick(event, new MarketListener() {
                @Override
                public void onAccepted(SequencedEvent tick) {}

                @Override
                public void onBar(Bar bar) {
                    if (bar.timeframe() == Timeframe.M1 && forming[0].length > 0) {
                        seen.add(bar);
                        assertThat(window(state)).isEqualTo(forming[0]);
                    }
                }

                @Override
                public void onDeadLetter(DeadLetter deadLetter) {}
            });
        }
        assertThat(seen).hasSizeGreaterThan(200);
    }

    @Test
    void lookingAtTheWindowChangesNothing() {
        MarketState undisturbed = empty();
        for (SequencedEvent event : RandomTicks.of("EURUSD", 12, 15_000)) {
            state.onTick(event, listener);
            undisturbed.onTick(event, new RecordingListener());
            window(state);
        }

        assertThat(window(state)).isNotEmpty().isEqualTo(window(undisturbed));
    }

    @Test
    void everyFeatureKeepsToItsRangeAndRowsMoveUpByOneABar() {
        float[] last = new float[0];
        for (SequencedEvent event : RandomTicks.of("EURUSD", 13, 20_000)) {
            int bars = listener.bars(Timeframe.M1).size();
            state.onTick(event, listener);
            if (listener.bars(Timeframe.M1).size() > bars && state.isWarm(SCHEMA)) {
                float[] window = window(state);
                for (int i = 0; i < window.length; i++) {
                    FeatureSchema.Feature feature = SCHEMA.features().get(i % WIDTH);
                    assertThat(window[i]).as(feature.name()).isBetween((float) feature.min(), (float) feature.max());
                }
                if (last.length > 0) {
                    assertThat(Arrays.copyOf(window, 58 * WIDTH))
                            .isEqualTo(Arrays.copyOfRange(last, WIDTH, 59 * WIDTH));
                }
                last = window;
            }
            listener.bars.removeIf(bar -> bar.timeframe() != Timeframe.M1);
        }
        assertThat(last).isNotEmpty();
    }

    @Test
    void whatCameBeforeDoesNotChangeWithTheFuture() {
        List<SequencedEvent> past = RandomTicks.of("EURUSD", 14, 12_000);
        List<SequencedEvent> otherFuture = new ArrayList<>(past.subList(0, 10_000));
        for (SequencedEvent event : past.subList(10_000, 12_000)) {
            otherFuture.add(aTick().atMicros(event.event().eventTimeMicros())
                    .sequence(event.sequence())
                    .quote(1.3, 1.3001)
                    .sequenced());
        }
        List<float[]> one = windowsOf(past);
        List<float[]> two = windowsOf(otherFuture);

        for (int i = 0; i < 10_000; i++) {
            assertThat(one.get(i)).isEqualTo(two.get(i));
        }
        assertThat(one.get(11_999)).isNotEqualTo(two.get(11_999));
    }

    private List<float[]> windowsOf(List<SequencedEvent> events) {
        MarketState market = empty();
        List<float[]> windows = new ArrayList<>();
        for (SequencedEvent event : events) {
            market.onTick(event, listener);
            windows.add(window(market));
        }
        return windows;
    }

    @Test
    void goesOnBitByBitWhereverItWasWrittenAndRead() throws IOException {
        List<SequencedEvent> events = new ArrayList<>(RandomTicks.of("EURUSD", 15, 20_000));
        for (int i = 500; i < events.size(); i += 500) {
            SequencedEvent good = events.get(i);
            events.set(
                    i,
                    aTick().atMicros(good.event().eventTimeMicros())
                            .sequence(i)
                            .quote(i % 1_000 == 0 ? 2 : 1.2, 1.3)
                            .sequenced());
        }
        MarketState restored = empty();
        RecordingListener heard = new RecordingListener();
        for (int i = 0; i < events.size(); i++) {
            SequencedEvent event = events.get(i);
            state.onTick(event, listener);
            restored.onTick(event, heard);
            if (i % 333 == 0) {
                state.onClock(event.logTimeMicros() + MINUTE, listener);
                restored.onClock(event.logTimeMicros() + MINUTE, heard);
            }
            if (i % 500 == 0 || i % 777 == 0) {
                restored = copy(restored);
            }
            if (i % 50 == 0) {
                assertThat(window(restored)).isEqualTo(window(state));
                assertThat((Double) restored.atrRank()).isEqualTo((Double) state.atrRank());
                for (Timeframe timeframe : Timeframe.values()) {
                    assertThat((Double) restored.atr(timeframe)).isEqualTo((Double) state.atr(timeframe));
                }
                assertThat((Double) restored.bid()).isEqualTo((Double) state.bid());
                assertThat(restored.lastTickMicros()).isEqualTo(state.lastTickMicros());
            }
        }
        state.onEnd(Long.MAX_VALUE, listener);
        restored.onEnd(Long.MAX_VALUE, heard);

        assertThat(listener.reasons()).contains(RejectReason.CROSSED_QUOTE, RejectReason.PRICE_JUMP);
        assertThat(heard.all).isEqualTo(listener.all);
        assertThat(state.isWarm(SCHEMA)).isTrue();
    }

    @Test
    void refusesAStateItCannotRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeInt(99);

        assertThatThrownBy(() -> MarketState.readFrom(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), CATALOGUE, SETTINGS, PLAN))
                .isInstanceOf(IOException.class)
                .hasMessage("market state of an unknown version: 99");
    }

    /** The numbers behind the hash: change a formula and this fails, so that the version is not forgotten. */
    @Test
    void computesTheFormulasOfVersionOne() {
        for (SequencedEvent event : RandomTicks.of("EURUSD", 16, 12_000)) {
            state.onTick(event, listener);
        }
        List<Bar> bars = listener.bars(Timeframe.M1);
        state.onEnd(Long.MAX_VALUE, listener);
        List<Bar> all = listener.bars(Timeframe.M1);
        assertThat(all).hasSize(bars.size() + 1);

        float[] window = window(state);
        double[][] expected = NaiveFeatures.rows(all, 1e-5);

        for (int row = 0; row < SCHEMA.lookback(); row++) {
            for (int i = 0; i < WIDTH; i++) {
                assertThat((double) window[row * WIDTH + i])
                        .as("row %d %s", row, SCHEMA.featureNames().get(i))
                        .isCloseTo(expected[all.size() - SCHEMA.lookback() + row][i], within(1e-5));
            }
        }
    }
}
