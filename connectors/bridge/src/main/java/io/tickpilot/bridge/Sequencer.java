package io.tickpilot.bridge;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives every input its place: per partition a sequence that counts up by one and a log time that never falls. Knows
 * resends by (kind, source, symbol) and source sequence. Pure: no clock, no I/O, one thread.
 */
final class Sequencer {
    private final long[] next;
    private final long[] logTimeMicros;
    private final Map<Sender, SeenSequences> senders = new HashMap<>();
    private final Set<String> symbols = new TreeSet<>();
    private int epoch;

    private record Sender(Class<?> kind, String source, String symbol) {}

    Sequencer(int partitions) {
        next = new long[partitions];
        logTimeMicros = new long[partitions];
    }

    /** Takes a record of the journal into account, in the journal's order. */
    void restore(JournalRecord record) {
        int partition = record.partition();
        next[partition] = record.sequence() + 1;
        logTimeMicros[partition] = Math.max(logTimeMicros[partition], record.logTimeMicros());
        if (record instanceof JournalRecord.Entry entry) {
            isNew(entry.event().event());
        }
    }

    void openEpoch(int newEpoch) {
        if (newEpoch <= epoch) {
            throw new IllegalStateException("epoch must rise: " + newEpoch + " after " + epoch);
        }
        epoch = newEpoch;
    }

    /** @return the event at its place, or null when it is in the log already */
    @Nullable
    SequencedEvent sequence(LogEvent event, long nowMicros, long receivedMicros) {
        if (!isNew(event)) {
            return null;
        }
        int partition = partition(event.symbol());
        return new SequencedEvent(
                partition, epoch, next[partition]++, logTime(partition, nowMicros), receivedMicros, event);
    }

    JournalRecord.ClockMark clock(int partition, long nowMicros, long receivedMicros, long journaledBelow) {
        long time = logTime(partition, nowMicros);
        return new JournalRecord.ClockMark(
                partition, epoch, next[partition]++, time, receivedMicros, time, journaledBelow);
    }

    JournalRecord.FenceMark fence(int partition, long nowMicros) {
        return new JournalRecord.FenceMark(partition, epoch, next[partition]++, logTime(partition, nowMicros));
    }

    int partition(String symbol) {
        return Partitions.of(symbol, next.length);
    }

    int partitions() {
        return next.length;
    }

    long next(int partition) {
        return next[partition];
    }

    int epoch() {
        return epoch;
    }

    void know(String symbol) {
        symbols.add(symbol);
    }

    /** Every symbol configured or met, in order. */
    Set<String> symbols() {
        return Collections.unmodifiableSet(symbols);
    }

    private long logTime(int partition, long nowMicros) {
        return logTimeMicros[partition] = Math.max(logTimeMicros[partition], nowMicros);
    }

    private boolean isNew(LogEvent event) {
        Sender sender = new Sender(event.getClass(), source(event), event.symbol());
        SeenSequences seen = senders.get(sender);
        if (seen == null) {
            seen = new SeenSequences();
            senders.put(sender, seen);
            symbols.add(event.symbol());
        }
        return seen.add(sourceSequence(event));
    }

    static String source(LogEvent event) {
        if (event instanceof Tick tick) {
            return tick.source();
        }
        if (event instanceof TradePrint print) {
            return print.source();
        }
        if (event instanceof TradeReport report) {
            return report.source();
        }
        if (event instanceof Command command) {
            return command.source();
        }
        throw new IllegalStateException("event has no source: " + event);
    }

    private static long sourceSequence(LogEvent event) {
        if (event instanceof Tick tick) {
            return tick.sourceSequence();
        }
        if (event instanceof TradePrint print) {
            return print.sourceSequence();
        }
        if (event instanceof TradeReport report) {
            return report.sourceSequence();
        }
        if (event instanceof Command command) {
            return command.sourceSequence();
        }
        throw new IllegalStateException("event has no source sequence: " + event);
    }
}
