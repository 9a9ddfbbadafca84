package io.tickpilot.wire;

import io.tickpilot.core.event.SequencedEvent;

/**
 * One record of a partition's log, as the journal and the fast copy carry it. {@code sequence} counts up by one within the
 * partition across epochs, clocks and fences included. Not every record that was written counts: {@link JournalOrder}.
 */
public sealed interface JournalRecord {

    int partition();

    int epoch();

    long sequence();

    long logTimeMicros();

    /** When this was written all records of this partition below this sequence were in the journal; 0: not told. */
    long journaledBelow();

    /**
     * An event of one symbol.
     *
     * @param forAllMicros of a symbol's copy of a command that was given for all symbols: its place among all such, the log time
     *     at which it was given, made to rise from one to the next; 0 for everything else
     */
    record Entry(SequencedEvent event, long forAllMicros, long journaledBelow) implements JournalRecord {

        public Entry(SequencedEvent event, long forAllMicros) {
            this(event, forAllMicros, 0);
        }

        /** An event that is for its symbol alone. */
        public Entry(SequencedEvent event) {
            this(event, 0);
        }

        @Override
        public int partition() {
            return event.partition();
        }

        @Override
        public int epoch() {
            return event.epoch();
        }

        @Override
        public long sequence() {
            return event.sequence();
        }

        @Override
        public long logTimeMicros() {
            return event.logTimeMicros();
        }
    }

    /**
     * The sequencer's clock; the reader expands it to the partition's symbols.
     *
     * @param receivedMicros wall clock of the bridge, for metrics only
     * @param timeMicros the clock's time
     */
    record ClockMark(
            int partition,
            int epoch,
            long sequence,
            long logTimeMicros,
            long receivedMicros,
            long timeMicros,
            long journaledBelow)
            implements JournalRecord {}

    /** Opens its epoch: later records of a lower one are void. */
    record FenceMark(int partition, int epoch, long sequence, long logTimeMicros) implements JournalRecord {
        @Override
        public long journaledBelow() {
            return 0;
        }
    }
}
