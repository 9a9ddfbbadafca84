package io.tickpilot.bridge;

import io.tickpilot.core.event.Command;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.SavedPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge's own reader of the journal: from the start of the process to its end, active or standing by. It knows at any
 * moment what a bridge must know to go on, and proves to the active one what of its records has arrived.
 */
final class JournalFollower implements TopicFollower.Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);

    private final List<PartitionState> states = new ArrayList<>();
    private final long[] unsaved;
    private final AtomicLongArray next;
    private final AtomicLongArray logTimeMicros;
    private final AtomicInteger epoch = new AtomicInteger();
    private final int saveEvery;
    private final String journal;
    private final Runnable wake;
    private final CommandTail commands;
    private final TopicFollower follower;
    private volatile @Nullable Term term;
    private volatile long heardNanos = System.nanoTime();

    /**
     * @param saved what earlier bridges knew, by partition
     * @param journal identity of the topic
     * @param wake called when the term may have moved
     * @param commands gets those for terminals: what stood when the states were saved, and what is read
     */
    JournalFollower(
            BridgeSettings settings,
            Map<Integer, SavedPartition> saved,
            String journal,
            Runnable wake,
            CommandTail commands) {
        for (int partition = 0; partition < settings.partitions(); partition++) {
            states.add(PartitionState.of(partition, saved.get(partition)));
        }
        unsaved = new long[settings.partitions()];
        next = new AtomicLongArray(settings.partitions());
        logTimeMicros = new AtomicLongArray(settings.partitions());
        saveEvery = settings.recoverRecords();
        this.journal = journal;
        this.wake = wake;
        this.commands = commands;
        for (int partition : settings.own()) {
            publish(states.get(partition));
            states.get(partition).commands().all().forEach(commands::add);
        }
        follower = new TopicFollower(
                settings.bootstrap(),
                Topics.JOURNAL,
                settings.succession().share()::has,
                TopicFollower.Start.at(partition -> states.get(partition).position()),
                this);
    }

    @Override
    public void take(int partition, long at, byte[] value) {
        PartitionState state = states.get(partition);
        JournalRecord record = decode(partition, at, value);
        if (record == null) {
            state.skip(at);
            return;
        }
        boolean counts = state.take(record, at);
        long now = System.nanoTime();
        if (counts) {
            heardNanos = now;
            publish(state);
            if (record instanceof JournalRecord.Entry entry && PartitionState.isForTerminals(entry)) {
                commands.add(
                        new StandingCommands.Standing((Command) entry.event().event(), record.logTimeMicros()));
            }
        }
        Term current = term;
        if (current != null) {
            current.read(record, counts, state, now);
            save(current, state);
        }
    }

    /** @return null when it cannot be read, which is logged */
    static @Nullable JournalRecord decode(int partition, long at, byte[] value) {
        try {
            JournalRecord record = WireCodec.decodePlace(value);
            if (record.partition() != partition) {
                throw new WireException("record of another partition: " + record.partition());
            }
            return record;
        } catch (WireException e) {
            LOG.warn("journal record skipped: partition={} offset={}: {}", partition, at, e.getMessage());
            return null;
        }
    }

    private void publish(PartitionState state) {
        next.set(state.partition(), state.next());
        logTimeMicros.set(state.partition(), state.logTimeMicros());
        epoch.accumulateAndGet(state.epoch(), Math::max);
    }

    private void save(Term current, PartitionState state) {
        if (++unsaved[state.partition()] >= saveEvery && !current.isLost()) {
            unsaved[state.partition()] = 0;
            current.save(state.toWire(journal));
        }
    }

    @Override
    public void fetched() {
        wake.run();
    }

    /** From now on records are compared with this term; the one before is told nothing more. */
    void follow(Term newTerm) {
        term = newTerm;
    }

    /** @return whether all that is in the journal now was read in time */
    boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return follower.awaitCaughtUp(timeout);
    }

    /** A fence as of what was read last. */
    JournalRecord.FenceMark fence(int partition, int newEpoch, long nowMicros) {
        return new JournalRecord.FenceMark(
                partition, newEpoch, next.get(partition), Math.max(nowMicros, logTimeMicros.get(partition)));
    }

    /** The highest in force in any partition. */
    int epoch() {
        return epoch.get();
    }

    /** Newest of any partition. */
    long logTimeMicros() {
        long newest = 0;
        for (int partition = 0; partition < logTimeMicros.length(); partition++) {
            newest = Math.max(newest, logTimeMicros.get(partition));
        }
        return newest;
    }

    /** Since anything that counts was read, of whatever bridge. */
    long silentNanos(long nowNanos) {
        return nowNanos - heardNanos;
    }

    boolean isAlive() {
        return follower.isAlive();
    }

    @Override
    public void close() {
        follower.close();
    }
}
