package io.tickpilot.bridge;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
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
    /** Symbols that have heard what was given for all. */
    private final Set<String> told = new HashSet<>();

    private final StandingForAll forAll = new StandingForAll();

    /**
     * @param partitions of the journal
     * @param states of those this bridge leads, just behind the fences of the epoch; they become the sequencer's
     * @param known symbols that need not have sent anything yet
     * @param others what was given for all symbols in partitions of other bridges
     */
    Sequencer(int epoch, int partitions, List<PartitionState> states, Collection<String> known, StandingForAll others) {
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
            told.addAll(state.senders().begun());
            forAll.takeAll(state.forAll());
        }
        forAll.takeUnheardOf(others);
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

    /**
     * Before anything of a symbol is sequenced.
     *
     * @return what was given for all and still stands, where the journal holds nothing of the symbol yet, commands aside; nothing for
     *     a symbol that has heard it
     */
    List<JournalRecord.Entry> begin(String symbol, long nowMicros, long receivedMicros) {
        if (!told.add(symbol)) {
            return List.of();
        }
        List<JournalRecord.Entry> entries = new ArrayList<>();
        for (StandingCommands.Standing each : forAll.inForce(nowMicros)) {
            SequencedEvent copy = sequence(each.command().forSymbol(symbol), nowMicros, receivedMicros);
            if (copy != null) {
                entries.add(new JournalRecord.Entry(copy, each.logTimeMicros()));
            }
        }
        return entries;
    }

    /** Among the commands for all, of one that comes in. */
    long placeForAll(Command command, long nowMicros) {
        return forAll.place(command, nowMicros);
    }

    /** A copy of a command for all was sequenced. */
    void givenForAll(Command copy, long place) {
        forAll.take(copy, place);
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
