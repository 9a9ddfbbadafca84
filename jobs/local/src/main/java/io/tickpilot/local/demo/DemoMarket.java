package io.tickpilot.local.demo;

import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectListener;
import io.tickpilot.records.TickRecords;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The ticks a demo plays.
 *
 * @param symbols in the order shown
 */
record DemoMarket(List<String> symbols, Iterator<Tick> ticks) {
    /** A Monday; another day and seed than the shipped model was trained on. */
    private static final Instant SIMULATED_START = Instant.parse("2026-11-16T05:00:00Z");

    static DemoMarket simulated(DemoSettings settings) {
        SimulatedMarketSpec spec = SimulatedMarketSpec.of(
                        settings.symbols(), SIMULATED_START.getEpochSecond() * 1_000_000L, settings.seed())
                .withTicksPerSecond(settings.ticksPerSecond());
        return new DemoMarket(settings.symbols(), new SimulatedMarket(spec));
    }

    /** @throws io.tickpilot.records.RecordException when a path holds no ticks */
    static DemoMarket recorded(List<RecordInput> inputs, RejectListener rejects) {
        TickRecords records = TickRecords.open(inputs, rejects);
        return new DemoMarket(List.copyOf(records.symbols()), new Iterator<>() {
            private @Nullable Tick next = records.next();

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Tick next() {
                Tick tick = next;
                if (tick == null) {
                    throw new NoSuchElementException("no tick left");
                }
                next = records.next();
                if (next == null) {
                    records.close();
                }
                return tick;
            }
        });
    }
}
