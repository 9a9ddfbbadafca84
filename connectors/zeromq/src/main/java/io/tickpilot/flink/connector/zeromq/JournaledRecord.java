package io.tickpilot.flink.connector.zeromq;

import org.apache.flink.util.Collector;

/**
 * A decoded record of the log as the source sees it: its place, and what it stands for.
 *
 * @param <T> what the source emits
 */
public interface JournaledRecord<T> {

    /** The key group it belongs to. */
    int partition();

    /** Of the sequencer that wrote it; for a fence the epoch it opens. */
    int epoch();

    /** Counts up by one within the partition, across epochs, fences included; a fence may skip what was lost. */
    long sequence();

    /** Whether it opens a new epoch: later records of a lower one are void. */
    default boolean isFence() {
        return false;
    }

    /**
     * Every record of the partition below this sequence is known to be in the journal and not void.
     *
     * @return 0 or less when this record does not tell
     */
    default long journaledBelow() {
        return -1;
    }

    /** Emits the values it stands for: usually one, several for a clock, none for a fence. */
    void emit(Collector<T> out);
}
