package io.tickpilot.replay.source;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A partition's log as the bridge would have written it: ticks in the order given, between them a clock event for each
 * whole second of the symbol's own time, at last the end of each symbol's log. Log times never fall within a symbol and
 * depend on that symbol only, so decisions do not depend on which symbols share a partition.
 *
 * <p>Where the recording ends, the hour is lived to its end in silence, so that its last bars close; but not past the end of
 * the wanted period, for a bar that is cut off by wish is no bar.
 */
public final class PartitionLog {
    private static final int EPOCH = 1;

    /** Ticks of other symbols that may be kept while a far step ahead waits for its symbol's next tick. */
    private static final int LONGEST_LOOK_AHEAD = 100_000;

    private final int partition;
    private final Supplier<? extends @Nullable Tick> ticks;
    private final long periodEndMicros;
    private final TreeMap<String, SymbolClock> clocks = new TreeMap<>();
    private String symbol = "";
    private SymbolClock clock = new SymbolClock(0);
    private final ArrayDeque<Tick> ahead = new ArrayDeque<>();
    private @Nullable Tick waiting;
    private boolean ended;
    private long endMicros;
    private long sequence;

    /**
     * @param ticks gives null after the last
     * @param periodEndMicros end of the wanted period, exclusive; {@link Long#MAX_VALUE} for none
     */
    public PartitionLog(int partition, Supplier<? extends @Nullable Tick> ticks, long periodEndMicros) {
        this.partition = partition;
        this.ticks = ticks;
        this.periodEndMicros = periodEndMicros;
    }

    /** The next event, null after the last. */
    public @Nullable SequencedEvent next() {
        if (ended) {
            return ending();
        }
        Tick tick = waiting;
        if (tick == null) {
            tick = ahead.isEmpty() ? ticks.get() : ahead.poll();
            if (tick == null) {
                ended = true;
                return nextSymbolToEnd() ? ending() : null;
            }
            turnTo(tick);
            waiting = tick;
        }
        long second = clock.secondDueBy(clock.micros());
        if (second != Long.MIN_VALUE) {
            return sequenced(new Clock(symbol, second), second);
        }
        waiting = null;
        return sequenced(tick, clock.micros());
    }

    private void turnTo(Tick tick) {
        if (!tick.symbol().equals(symbol)) {
            symbol = tick.symbol();
            clock = clocks.computeIfAbsent(symbol, s -> new SymbolClock(tick.eventTimeMicros()));
        }
        if (!clock.isLeap(tick.eventTimeMicros()) || isConfirmed()) {
            clock.observe(tick.eventTimeMicros());
        }
    }

    /** Whether the symbol's next tick is that far ahead as well. A gap in the recording is; a broken stamp is not. */
    private boolean isConfirmed() {
        for (Tick tick : ahead) {
            if (tick.symbol().equals(symbol)) {
                return clock.isLeap(tick.eventTimeMicros());
            }
        }
        while (ahead.size() < LONGEST_LOOK_AHEAD) {
            Tick tick = ticks.get();
            if (tick == null) {
                return false;
            }
            ahead.add(tick);
            if (tick.symbol().equals(symbol)) {
                return clock.isLeap(tick.eventTimeMicros());
            }
        }
        return true;
    }

    private @Nullable SequencedEvent ending() {
        if (symbol.isEmpty()) {
            return null;
        }
        long second = clock.secondDueBy(endMicros);
        if (second != Long.MIN_VALUE) {
            return sequenced(new Clock(symbol, second), second);
        }
        SequencedEvent end = sequenced(new EndOfLog(symbol, endMicros), Math.max(clock.micros(), endMicros));
        nextSymbolToEnd();
        return end;
    }

    private boolean nextSymbolToEnd() {
        symbol = clocks.isEmpty() ? "" : clocks.firstKey();
        SymbolClock next = clocks.remove(symbol);
        if (next == null) {
            return false;
        }
        clock = next;
        long hourEnd = Timeframe.H1.startOf(clock.micros()) + Timeframe.H1.micros();
        endMicros = Math.min(hourEnd, periodEndMicros);
        return true;
    }

    private SequencedEvent sequenced(LogEvent event, long logTimeMicros) {
        return new SequencedEvent(partition, EPOCH, sequence++, logTimeMicros, 0, event);
    }
}
