package io.tickpilot.bridge;

import io.tickpilot.core.event.Command;
import io.tickpilot.wire.JournalOrder;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.proto.SavedPartition;
import org.jspecify.annotations.Nullable;

/** What the journal holds of one partition below a position: enough to go on sequencing there. Pure; one thread. */
final class PartitionState {
    private final int partition;
    private final Senders senders;
    private final StandingCommands commands;
    private final StandingForAll forAll;
    private JournalOrder order;
    private long position;
    private long logTimeMicros;

    private PartitionState(
            int partition,
            JournalOrder order,
            long position,
            long logTimeMicros,
            Senders senders,
            StandingCommands commands,
            StandingForAll forAll) {
        this.partition = partition;
        this.order = order;
        this.position = position;
        this.logTimeMicros = logTimeMicros;
        this.senders = senders;
        this.commands = commands;
        this.forAll = forAll;
    }

    /** Nothing read yet. */
    static PartitionState empty(int partition) {
        return new PartitionState(
                partition,
                JournalOrder.fromOldest(),
                0,
                0,
                new Senders(),
                new StandingCommands(),
                new StandingForAll());
    }

    /** @param saved what a bridge knew of the partition, or null when nothing was saved */
    static PartitionState of(int partition, @Nullable SavedPartition saved) {
        return saved == null ? empty(partition) : fromWire(saved);
    }

    /**
     * Takes what the journal holds next. A leap of positions means that the journal has been cut at its old end; then
     * the oldest record is believed.
     *
     * @return whether the record counts
     */
    boolean take(JournalRecord record, long at) {
        if (at != position) {
            order = JournalOrder.fromOldest();
        }
        position = at + 1;
        if (!order.take(record)) {
            return false;
        }
        logTimeMicros = Math.max(logTimeMicros, record.logTimeMicros());
        if (record instanceof JournalRecord.Entry entry) {
            senders.add(entry.event().event());
            if (isForTerminals(entry)) {
                commands.take((Command) entry.event().event(), record.logTimeMicros());
            }
            if (entry.forAllMicros() > 0 && entry.event().event() instanceof Command copy) {
                forAll.take(copy, entry.forAllMicros());
            }
        }
        return true;
    }

    static boolean isForTerminals(JournalRecord.Entry entry) {
        return entry.event().event() instanceof Command command
                && command.kind().isForTerminals();
    }

    /** Passes over what nobody can read. */
    void skip(long at) {
        position = at + 1;
    }

    PartitionState copy() {
        return new PartitionState(
                partition,
                JournalOrder.goingOn(order.epoch(), order.next()),
                position,
                logTimeMicros,
                senders.copy(),
                commands.copy(),
                forAll.copy());
    }

    int partition() {
        return partition;
    }

    /** In force. */
    int epoch() {
        return order.epoch();
    }

    long next() {
        return order.next();
    }

    /** Offset to read next. */
    long position() {
        return position;
    }

    long logTimeMicros() {
        return logTimeMicros;
    }

    Senders senders() {
        return senders;
    }

    /** For terminals, in force as of the position. */
    StandingCommands commands() {
        return commands;
    }

    /** Given for all symbols, as far as this partition tells. */
    StandingForAll forAll() {
        return forAll;
    }

    /** @param journal identity of the topic */
    SavedPartition toWire(String journal) {
        return SavedPartition.newBuilder()
                .setJournal(journal)
                .setPartition(partition)
                .setPosition(position)
                .setEpoch(order.epoch())
                .setNextSequence(order.next())
                .setLogTimeMicros(logTimeMicros)
                .addAllSenders(senders.toWire())
                .addAllCommands(commands.toWire())
                .addAllForAll(forAll.toWire())
                .build();
    }

    static PartitionState fromWire(SavedPartition state) {
        return new PartitionState(
                state.getPartition(),
                JournalOrder.goingOn(state.getEpoch(), state.getNextSequence()),
                state.getPosition(),
                state.getLogTimeMicros(),
                Senders.fromWire(state.getSendersList()),
                StandingCommands.fromWire(state.getCommandsList()),
                StandingForAll.fromWire(state.getForAllList()));
    }
}
