package io.tickpilot.bench.core;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import java.util.List;

/** Ticks made ahead of a bench, so that it measures none of their making. */
public final class RecordedTicks {
    public static final String SYMBOL = "EURUSD";

    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final long SEED = 11;

    private RecordedTicks() {}

    /** One symbol's ticks, two a second on average, in the order of a log without delay. */
    public static SequencedEvent[] of(int count) {
        SimulatedMarket market = new SimulatedMarket(SimulatedMarketSpec.of(List.of(SYMBOL), START_MICROS, SEED));
        SequencedEvent[] events = new SequencedEvent[count];
        for (int i = 0; i < count; i++) {
            Tick tick = market.next();
            events[i] = new SequencedEvent(0, 1, i, tick.eventTimeMicros(), 0, tick);
        }
        return events;
    }
}
