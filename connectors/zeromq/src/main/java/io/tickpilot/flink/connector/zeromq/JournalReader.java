package io.tickpilot.flink.connector.zeromq;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Reads the durable log of a set of partitions, such as a Kafka topic. Positions count up by at least one a record, so
 * that a record {@code n} sequences further is at least {@code n} positions further. Only records that can no longer be
 * lost are handed out. Used by one thread.
 */
public interface JournalReader extends AutoCloseable {

    /** Replaces the partitions being read. One that stays keeps its position; a new one needs {@link #seek}. */
    void assign(Set<Integer> partitions);

    /** Continues a partition at a position, or at the oldest record kept when that is later. */
    void seek(int partition, long position);

    /**
     * Hands over what has arrived, in order within each partition.
     *
     * @param timeout how long to wait when there is nothing; zero returns at once
     */
    void poll(Duration timeout, RecordHandler handler) throws IOException;

    /** Position after the newest record, by partition. */
    Map<Integer, Long> endPositions(Set<Integer> partitions);

    @Override
    void close();

    /** Takes one record. */
    @FunctionalInterface
    interface RecordHandler {
        void accept(int partition, long position, byte[] record) throws IOException;
    }
}
