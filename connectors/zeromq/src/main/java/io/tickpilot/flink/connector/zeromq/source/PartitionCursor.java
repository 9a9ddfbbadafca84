package io.tickpilot.flink.connector.zeromq.source;

import static io.tickpilot.flink.connector.zeromq.source.JournalSplit.UNKNOWN;

import io.tickpilot.flink.connector.zeromq.JournaledRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import org.apache.flink.util.Collector;

/**
 * Joins the journal and the live copy of one partition into one sequence without gap or double. It is catching up from
 * the journal, or live. Knows neither sockets nor Flink's runtime.
 *
 * <p>Two places are kept: {@code next}, the sequence to emit, and {@code verified}, below which every record is known to
 * be in the journal and not void, with a position in the journal at or before it. They differ only by what was
 * emitted from the live copy ahead of the journal. Catching up always begins at {@code verified}: if a fence comes
 * before the journal has reached {@code next}, the events between were lost with their sequencer, and the job must
 * rewind.
 */
final class PartitionCursor<T> {
    private final int partition;
    private final int pendingLimit;
    private final JoinCounters counters;
    private final ArrayDeque<JournaledRecord<T>> pending = new ArrayDeque<>();
    private int epoch;
    private long next;
    private long verified;
    private long position;
    private boolean live;
    /** When the live copy brought something last; kept here for the reader. */
    long heardNanos;

    PartitionCursor(JournalSplit split, int pendingLimit, JoinCounters counters) {
        this.partition = split.partition();
        this.epoch = split.epoch();
        this.next = split.nextSequence();
        this.verified = split.nextSequence();
        this.position = split.position();
        this.pendingLimit = pendingLimit;
        this.counters = counters;
    }

    int partition() {
        return partition;
    }

    boolean isLive() {
        return live;
    }

    /** Whether everything emitted is known to be in the journal. */
    boolean isVerified() {
        return verified == next;
    }

    /** Where the journal is to be read from; {@link JournalSplit#UNKNOWN} for its end. */
    long position() {
        return position;
    }

    /** For a split that begins at the end of the journal: now it is known where that is. */
    void beginAt(long endPosition) {
        position = endPosition;
    }

    int pending() {
        return pending.size();
    }

    /** Only when {@link #isVerified()}: a snapshot may not contain what the journal lacks. */
    JournalSplit split() {
        if (!isVerified()) {
            throw new IllegalStateException("state is ahead of the journal: " + this);
        }
        return new JournalSplit(partition, epoch, next, position);
    }

    /** Takes a record of the journal while catching up, and emits it when it is next. */
    void onJournal(JournaledRecord<T> record, long at, Collector<T> out) throws IOException {
        if (live || !verify(record, at) || verified <= next) {
            return;
        }
        next = verified;
        counters.fromJournal().inc();
        record.emit(out);
    }

    /**
     * Takes a record of the journal only to prove what was emitted; nothing beyond that is consumed.
     *
     * @return whether everything emitted is now known to be in the journal
     */
    boolean onVerification(JournaledRecord<T> record, long at) throws IOException {
        if (verified < next) {
            verify(record, at);
        }
        return isVerified();
    }

    /**
     * Moves {@code verified} over the record; returns whether it did. Where sequences jump but positions do not, the
     * missing record was lost before it was durable, and its sequencer counts whatever followed it as lost too, until a
     * fence opens the next epoch.
     */
    private boolean verify(JournaledRecord<T> record, long at) throws IOException {
        boolean contiguous = at <= position;
        position = at + 1;
        if (record.isFence() ? !opens(record) : record.epoch() != epoch && !belongs(record)) {
            return false;
        }
        long sequence = record.sequence();
        if (verified != UNKNOWN && sequence < verified) {
            counters.duplicates().inc();
            return false;
        }
        if (verified != UNKNOWN && sequence > verified) {
            if (!contiguous) {
                throw new JournalRewindException("journal no longer holds what comes next: partition=" + partition
                        + " expected=" + verified + " oldest=" + sequence + " position=" + at);
            }
            checkNothingLost(sequence);
            counters.holes().inc();
            if (!record.isFence()) {
                return false;
            }
        }
        verified = sequence + 1;
        return true;
    }

    private boolean opens(JournaledRecord<T> fence) throws IOException {
        if (fence.epoch() <= epoch) {
            return false;
        }
        checkNothingLost(fence.sequence());
        epoch = fence.epoch();
        counters.epochChanges().inc();
        return true;
    }

    private void checkNothingLost(long found) throws IOException {
        if (verified < next) {
            throw new JournalRewindException("events were lost with their sequencer: partition=" + partition + " from="
                    + verified + " below=" + next + " epoch=" + epoch + " found=" + found);
        }
    }

    private boolean belongs(JournaledRecord<T> record) throws IOException {
        if (record.epoch() < epoch) {
            counters.fenced().inc();
            return false;
        }
        if (next != UNKNOWN) {
            throw new JournalRewindException("journal has an epoch without its fence: partition=" + partition
                    + " epoch=" + epoch + " found=" + record.epoch());
        }
        epoch = record.epoch();
        return true;
    }

    /**
     * Takes a record of the live copy.
     *
     * @return whether the cursor has just lost its place and must catch up from {@link #position()}
     */
    boolean onLive(JournaledRecord<T> record, Collector<T> out) {
        if (record.epoch() < epoch) {
            counters.fenced().inc();
            return false;
        }
        boolean sameEpoch = record.epoch() == epoch;
        if (sameEpoch && record.sequence() < next) {
            counters.duplicates().inc();
            return false;
        }
        if (!live) {
            hold(record);
            return false;
        }
        if (sameEpoch && record.sequence() == next) {
            emitLive(record, out);
            return false;
        }
        if (sameEpoch) {
            counters.gaps().inc();
        }
        live = false;
        hold(record);
        return true;
    }

    /** The live copy is not to be relied on; whether the cursor was live. It must catch up from {@link #position()} then. */
    boolean leave() {
        boolean was = live;
        live = false;
        return was;
    }

    private void hold(JournaledRecord<T> record) {
        if (record.isFence()) {
            return;
        }
        if (pending.size() >= pendingLimit) {
            pending.clear();
            counters.overflows().inc();
        }
        pending.add(record);
    }

    /**
     * Goes live when the oldest record held back is next.
     *
     * @return whether it did
     */
    boolean join(Collector<T> out) {
        if (live) {
            return false;
        }
        for (JournaledRecord<T> head = pending.peek(); head != null; head = pending.peek()) {
            boolean stale = head.epoch() < epoch || (head.epoch() == epoch && head.sequence() < next);
            if (stale) {
                counters.duplicates().inc();
            } else if (head.epoch() == epoch && head.sequence() == next) {
                live = true;
                emitLive(head, out);
            } else {
                live = false;
                return false;
            }
            pending.poll();
        }
        if (live) {
            counters.joins().inc();
        }
        return live;
    }

    private void emitLive(JournaledRecord<T> record, Collector<T> out) {
        next = record.sequence() + 1;
        long journaled = Math.min(record.journaledBelow(), next);
        if (journaled > verified) {
            position += journaled - verified;
            verified = journaled;
        }
        counters.fromLive().inc();
        record.emit(out);
    }

    @Override
    public String toString() {
        return "partition=" + partition + " epoch=" + epoch + " next=" + next + " verified=" + verified + " live="
                + live;
    }
}
