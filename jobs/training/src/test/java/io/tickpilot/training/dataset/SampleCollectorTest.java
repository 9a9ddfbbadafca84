package io.tickpilot.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.training.dataset.SampleCollector.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleCollectorTest {
    private static final long START = 1_767_571_200_000_000L;
    private static final FeatureSchema SCHEMA = FeatureSchema.technicalV1();
    private static final DatasetSettings SETTINGS = new DatasetSettings(LabelSettings.tripleBarrier(2, 20), 5);

    private record Taken(Sample facts, float[] window) {}

    @Test
    void takesExactlyTheWindowsThatTheLiveFeatureCodeFillsAtBarClose() {
        List<Tick> ticks = ticks(8);
        Map<Long, float[]> live = liveWindows(ticks);

        List<Taken> samples = collect(ticks);

        assertThat(samples).hasSizeGreaterThan(40);
        assertThat(samples).allSatisfy(sample -> assertThat(
                        live.get(Timeframe.M1.startOf(sample.facts().timeMicros())))
                .isNotNull()
                .containsExactly(sample.window()));
    }

    @Test
    void settlesEverySampleWithinItsHorizonAndTheLabelsOwnTradeAtItsTarget() {
        List<Sample> samples = collect(ticks(8)).stream().map(Taken::facts).toList();

        assertThat(samples).allSatisfy(sample -> {
            Outcome outcome = sample.outcome();
            double own = Math.max(outcome.buyReturn(), outcome.sellReturn());
            assertThat(sample.endMicros() - sample.timeMicros()).isBetween(1L, 21 * Timeframe.M1.micros());
            if (sample.label() == Label.HOLD) {
                assertThat(own).isLessThan(1);
            } else {
                assertThat(sample.label() == Label.BUY ? outcome.buyReturn() : outcome.sellReturn())
                        .isEqualTo(1);
            }
        });
        assertThat(samples).extracting(Sample::label).contains(Label.values());
    }

    @Test
    void theFutureChangesNoWindow() {
        List<Tick> ticks = ticks(6);
        long changeMicros = START + 5 * Timeframe.H1.micros();
        List<Tick> changed = ticks.stream()
                .map(tick -> tick.eventTimeMicros() < changeMicros ? tick : shifted(tick))
                .toList();

        Map<Long, float[]> before = windows(collect(ticks));
        Map<Long, float[]> after = windows(collect(changed));

        int compared = 0;
        for (Map.Entry<Long, float[]> each : before.entrySet()) {
            if (each.getKey() < changeMicros && after.containsKey(each.getKey())) {
                assertThat(after.get(each.getKey())).containsExactly(each.getValue());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    private static List<Taken> collect(List<Tick> ticks) {
        List<float[]> windows = new ArrayList<>();
        SampleCollector collector = new SampleCollector(
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults(),
                FeaturePlan.of(SCHEMA),
                SETTINGS,
                Walk.TICKS,
                window -> windows.add(window.clone()));
        ticks.forEach(collector::add);
        return collector.samples().stream()
                .map(each -> new Taken(each.sample(), windows.get(each.place())))
                .toList();
    }

    private static Map<Long, float[]> windows(List<Taken> samples) {
        Map<Long, float[]> windows = new HashMap<>();
        samples.forEach(sample -> windows.put(sample.facts().timeMicros(), sample.window()));
        return windows;
    }

    private static Map<Long, float[]> liveWindows(List<Tick> ticks) {
        MarketState market = MarketState.empty(
                "EURUSD", InstrumentCatalogue.presets(), ValidationSettings.defaults(), FeaturePlan.of(SCHEMA));
        Map<Long, float[]> windows = new HashMap<>();
        MarketListener listener = new MarketListener() {
            @Override
            public void onAccepted(SequencedEvent tick) {}

            @Override
            public void onBar(Bar bar) {
                float[] window = new float[SCHEMA.size()];
                if (bar.timeframe() == Timeframe.M1 && market.fill(SCHEMA, window)) {
                    windows.put(bar.endMicros(), window);
                }
            }

            @Override
            public void onDeadLetter(DeadLetter deadLetter) {}
        };
        long sequence = 0;
        for (Tick tick : ticks) {
            market.onTick(new SequencedEvent(0, 1, sequence++, tick.eventTimeMicros(), 0, tick), listener);
        }
        return windows;
    }

    private static Tick shifted(Tick tick) {
        return new Tick(
                tick.symbol(),
                tick.eventTimeMicros(),
                tick.bid() - 0.0001,
                tick.ask() - 0.0001,
                tick.bidSize(),
                tick.askSize(),
                tick.source(),
                tick.sourceSequence());
    }

    private static List<Tick> ticks(int hours) {
        List<Tick> ticks = new ArrayList<>();
        new SimulatedMarket(SimulatedMarketSpec.of(List.of("EURUSD"), START, 3))
                .ticksUntil(START + hours * Timeframe.H1.micros())
                .forEachRemaining(ticks::add);
        return ticks;
    }
}
