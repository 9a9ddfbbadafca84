package io.tickpilot.local.features;

import io.tickpilot.core.causality.AcceptedEvents;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectListener;
import io.tickpilot.records.RejectedLine;
import io.tickpilot.records.TickRecords;
import io.tickpilot.replay.source.PartitionLog;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The log of one symbol to check features on, in memory: what validation lets through, and of a replay's clock one second in a
 * minute, which closes the bars of a quiet market and costs little.
 *
 * @param ticks how many of the events are ticks
 * @param cutOff whether there were more than can be checked at once
 */
public record CheckEvents(String symbol, List<SequencedEvent> accepted, long ticks, boolean cutOff) {
    private static final int MOST_EVENTS = 1_000_000;
    private static final String SIMULATED = "EURUSD";
    private static final double SIMULATED_RATE = 0.25;

    /** Monday, 6 January 2025, 00:00 UTC. */
    private static final long SIMULATED_START = 1_736_121_600_000_000L;

    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 1_440 * MINUTE;

    public static CheckEvents simulated(int days, long seed, EngineSettings engine) {
        SimulatedMarket market = new SimulatedMarket(SimulatedMarketSpec.of(List.of(SIMULATED), SIMULATED_START, seed)
                .withTicksPerSecond(SIMULATED_RATE));
        Iterator<Tick> ticks = market.ticksUntil(SIMULATED_START + days * DAY);
        return of(SIMULATED, () -> ticks.hasNext() ? ticks.next() : null, Long.MAX_VALUE, engine);
    }

    /**
     * @param inputs of one symbol
     * @throws io.tickpilot.records.RecordException when a recording cannot be read
     */
    public static CheckEvents recorded(List<RecordInput> inputs, EngineSettings engine) {
        String given = inputs.get(0).symbol();
        String known = engine.instruments().resolve(given);
        String symbol = known == null ? given : known;
        List<RecordInput> named = inputs.stream()
                .map(input -> new RecordInput(input.location(), symbol, input.options()))
                .toList();
        try (TickRecords records = TickRecords.open(named, new Unheard())) {
            return of(symbol, records::next, inputs.get(0).options().toMicros(), engine);
        }
    }

    private static CheckEvents of(
            String symbol, Supplier<? extends @Nullable Tick> ticks, long endMicros, EngineSettings engine) {
        PartitionLog log = new PartitionLog(0, ticks, endMicros);
        List<SequencedEvent> events = new ArrayList<>();
        SequencedEvent event = log.next();
        while (event != null && events.size() < MOST_EVENTS) {
            if (!(event.event() instanceof Clock clock) || isKept(clock)) {
                events.add(event);
            }
            event = log.next();
        }
        List<SequencedEvent> accepted = AcceptedEvents.of(events, symbol, engine.instruments(), engine.validation());
        long count = accepted.stream().filter(e -> e.event() instanceof Tick).count();
        return new CheckEvents(symbol, accepted, count, event != null);
    }

    /** The second after each minute's end, when the clock's grace is over. */
    private static boolean isKept(Clock clock) {
        return Math.floorMod(clock.eventTimeMicros(), MINUTE) == SECOND;
    }

    /** Lines that are no ticks are the reader's business. */
    private static final class Unheard implements RejectListener {
        @Override
        public void onReject(RejectedLine line) {}

        @Override
        public void onSkippedFile(String file, String why) {}
    }
}
