package io.tickpilot.bridge;

import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives every input its place: per partition a sequence that counts up by one and a log time that never falls. Knows
 * resends. Lives for one epoch. Pure: no clock, no I/O, one thread.
 */
final class Sequencer {
    private final int epoch;
    private final Map<Integer, Senders> senders = new HashMap<>();
    private final long[] next;
    private final long[] logTimeMicros;
    private final Set<String> symbols = new TreeSet<>();

    /**
     * @param partitions of the journal
     * @param states of those this bridge leads, just behind the fences of the epoch; they become the sequencer's
     * @param known symbols that need not have sent anything yet
     */
    Sequencer(int epoch, int partitions, List<PartitionState> states, Collection<String> known) {
        this.epoch = epoch;
        next = new long[partitions];
        logTimeMicros = new long[partitions];
        for (PartitionState state : states) {
            int partition = state.partition();
            if (state.epoch() != epoch) {
                throw new IllegalStateException(
                        "partition is not behind the fence: " + state.partition() + " epoch=" + state.epoch());
            }
            next[partition] = state.next();
            logTimeMicros[partition] = state.logTimeMicros();
            senders.put(partition, state.senders());
            symbols.addAll(state.senders().symbols());
        }
        known.stream().filter(this::leads).forEach(symbols::add);
    }

    /** @return the event at its place, or null when it is in the log already */
    @Nullable
    SequencedEvent sequence(LogEvent event, long nowMicros, long receivedMicros) {
        int partition = partition(event.symbol());
        Senders known = senders.get(partition);
        if (known == null) {
            throw new IllegalStateException("symbol belongs to another bridge: " + event.symbol());
        }
        int before = known.size();
        if (!known.add(event)) {
            return null;
        }
        if (known.size() > before) {
            symbols.add(event.symbol());
        }
        return new SequencedEvent(
                partition, epoch, next[partition]++, logTime(partition, nowMicros), receivedMicros, event);
    }

    JournalRecord.ClockMark clock(int partition, long nowMicros, long receivedMicros, long journaledBelow) {
        long time = logTime(partition, nowMicros);
        return new JournalRecord.ClockMark(
                partition, epoch, next[partition]++, time, receivedMicros, time, journaledBelow);
    }

    int partition(String symbol) {
        return Partitions.of(symbol, next.length);
    }

    /** Whether the symbol's partition is this bridge's. */
    boolean leads(String symbol) {
        return senders.containsKey(partition(symbol));
    }

    long next(int partition) {
        return next[partition];
    }

    int epoch() {
        return epoch;
    }

    /** Every symbol known or met, in order. */
    Set<String> symbols() {
        return Collections.unmodifiableSet(symbols);
    }

    private long logTime(int partition, long nowMicros) {
        return logTimeMicros[partition] = Math.max(logTimeMicros[partition], nowMicros);
    }
}
