package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.CurveKeys;
import io.tickpilot.flink.connector.zeromq.JournalReaderFactory;
import io.tickpilot.flink.connector.zeromq.JournalStart;
import io.tickpilot.flink.connector.zeromq.JournaledRecordSchema;
import io.tickpilot.flink.connector.zeromq.internal.SocketSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Journal, schema and maximum parallelism must be given. */
public final class ZeroMqJournaledSourceBuilder<T> {
    private static final int HIGHEST_PARALLELISM = 1 << 15;
    private static final Duration RECEIVE_TIMEOUT = Duration.ofMillis(1);

    private @Nullable JournalReaderFactory journal;
    private @Nullable JournaledRecordSchema<T> schema;
    private int maxParallelism;
    private final List<String> liveEndpoints = new ArrayList<>();
    private JournalStart start = JournalStart.EARLIEST;
    private int receiveHighWaterMark = 100_000;
    private int pendingLimit = 10_000;
    private @Nullable CurveKeys curve;
    private Duration silence = Duration.ofSeconds(3);
    private Duration journalWait = Duration.ofSeconds(2);

    ZeroMqJournaledSourceBuilder() {}

    public ZeroMqJournaledSourceBuilder<T> setJournal(JournalReaderFactory factory) {
        journal = factory;
        return this;
    }

    public ZeroMqJournaledSourceBuilder<T> setSchema(JournaledRecordSchema<T> recordSchema) {
        schema = recordSchema;
        return this;
    }

    /** Number of partitions of the journal; must also be the maximum parallelism of the environment. */
    public ZeroMqJournaledSourceBuilder<T> setMaxParallelism(int partitions) {
        maxParallelism = partitions;
        return this;
    }

    /** Adds an address to connect to; without any, the journal is the only source. */
    public ZeroMqJournaledSourceBuilder<T> addLiveEndpoint(String endpoint) {
        liveEndpoints.add(endpoint);
        return this;
    }

    /** Where a job without state begins. Default: {@link JournalStart#EARLIEST}. */
    public ZeroMqJournaledSourceBuilder<T> setStart(JournalStart where) {
        start = where;
        return this;
    }

    /** Frames ZeroMQ holds before it drops; the journal has them. Default: 100,000. */
    public ZeroMqJournaledSourceBuilder<T> setReceiveHighWaterMark(int frames) {
        receiveHighWaterMark = frames;
        return this;
    }

    /** Encrypts the fast copy. Default: not encrypted. */
    public ZeroMqJournaledSourceBuilder<T> setCurve(CurveKeys keys) {
        curve = keys;
        return this;
    }

    /** Records held back a partition while it catches up. Default: 10,000. */
    public ZeroMqJournaledSourceBuilder<T> setPendingLimit(int records) {
        pendingLimit = records;
        return this;
    }

    /**
     * A partition whose live copy has brought nothing for so long is read from the journal until it brings something again: a
     * connection may be half open and tell nobody. To be longer than the span between the log's clocks. Default: 3 s.
     */
    public ZeroMqJournaledSourceBuilder<T> setSilence(Duration span) {
        silence = span;
        return this;
    }

    /** How long a snapshot may wait for the journal before the task fails and rewinds. Default: 2 s. */
    public ZeroMqJournaledSourceBuilder<T> setJournalWait(Duration wait) {
        journalWait = wait;
        return this;
    }

    public ZeroMqJournaledSource<T> build() {
        if (journal == null || schema == null) {
            throw new IllegalStateException("journal and schema must be set");
        }
        if (maxParallelism < 1 || maxParallelism > HIGHEST_PARALLELISM) {
            throw new IllegalStateException(
                    "maximum parallelism must be in [1, " + HIGHEST_PARALLELISM + "]: " + maxParallelism);
        }
        return new ZeroMqJournaledSource<>(
                journal,
                schema,
                new JournalSourceSettings(maxParallelism, live(), start, pendingLimit, silence, journalWait));
    }

    private @Nullable SocketSettings live() {
        return liveEndpoints.isEmpty()
                ? null
                : new SocketSettings(liveEndpoints, false, receiveHighWaterMark, RECEIVE_TIMEOUT, curve);
    }
}
