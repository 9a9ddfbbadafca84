package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.JournalReader;
import io.tickpilot.flink.connector.zeromq.JournaledRecord;
import io.tickpilot.flink.connector.zeromq.JournaledRecordSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives in the task thread, so a record runs through the whole chain without a change of thread. It waits for frames
 * itself, a millisecond at most, and is therefore always available once it has splits; before that {@link
 * #isAvailable()} returns one and the same pending future.
 */
final class JournalSourceReader<T> implements SourceReader<T, JournalSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(JournalSourceReader.class);
    /** Frames a turn: enough to amortise the turn, few enough that a checkpoint or cancellation waits little. */
    private static final int BATCH = 64;
    /** While catching up more, so that the frames received do not outrun the turns. */
    private static final int CATCH_UP_BATCH = 4_096;

    private static final Duration WITH_LIVE_COPY = Duration.ofMillis(1);
    private static final Duration JOURNAL_ONLY = Duration.ofMillis(5);

    private final JournaledRecordSchema<T> schema;
    private final JournalSourceSettings settings;
    private final JournalReader journal;
    private final @Nullable LiveCopy live;
    private final ReaderMetrics metrics;
    private final Map<Integer, PartitionCursor<T>> cursors = new TreeMap<>();
    private final CompletableFuture<Void> available = new CompletableFuture<>();
    private final Set<Integer> reading = new HashSet<>();
    private final Output out = new Output();
    private final long silenceNanos;
    private int catchingUp;
    private long lookedNanos;
    private boolean readingChanged;
    private long turnEndedNanos;

    JournalSourceReader(
            SourceReaderContext context,
            JournaledRecordSchema<T> schema,
            JournalSourceSettings settings,
            JournalReader journal) {
        this.schema = schema;
        this.settings = settings;
        this.journal = journal;
        this.silenceNanos = settings.silence().toNanos();
        this.live = settings.live() == null ? null : new LiveCopy(settings.live());
        this.metrics = new ReaderMetrics(context.metricGroup(), this::pending, () -> cursors.size() - catchingUp);
        if (live != null) {
            live.register(context.metricGroup());
        }
    }

    @Override
    public void start() {
        // splits are pushed by the enumerator
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    /** Subscribes before the journal is read, so that what follows the journal's end is already held back here. */
    @Override
    public void addSplits(List<JournalSplit> splits) {
        for (JournalSplit split : splits) {
            var cursor = new PartitionCursor<T>(split, settings.pendingLimit(), metrics.joins);
            if (cursors.putIfAbsent(split.partition(), cursor) != null) {
                throw new IllegalStateException("split was assigned twice: " + split);
            }
            if (live != null) {
                live.subscribe(split.partition());
            }
            catchUp(cursor);
        }
        available.complete(null);
    }

    private void catchUp(PartitionCursor<T> cursor) {
        catchingUp++;
        metrics.joins.catchUps().inc();
        reading.add(cursor.partition());
        readingChanged = true;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws IOException {
        if (cursors.isEmpty()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        long started = System.nanoTime();
        if (turnEndedNanos != 0) {
            metrics.loopGapNanos.update(started - turnEndedNanos);
        }
        out.to = output;
        if (live == null) {
            readJournal(JOURNAL_ONLY);
        } else if (catchingUp == 0) {
            receive(live, live.receive(), BATCH);
            leaveSilent(started);
        } else {
            readJournal(catchingUp == cursors.size() ? WITH_LIVE_COPY : Duration.ZERO);
            receive(live, catchingUp == cursors.size() ? live.receiveNow() : live.receive(), CATCH_UP_BATCH);
            join();
            leaveSilent(started);
        }
        turnEndedNanos = System.nanoTime();
        return InputStatus.MORE_AVAILABLE;
    }

    private void receive(LiveCopy from, byte @Nullable [] first, int limit) {
        byte[] frame = first;
        for (int i = 0; frame != null; i++) {
            long received = System.nanoTime();
            onFrame(frame, received);
            metrics.chainNanos.update(System.nanoTime() - received);
            frame = i < limit ? from.receiveNow() : null;
        }
    }

    private void onFrame(byte[] frame, long receivedNanos) {
        metrics.bytes.inc(frame.length);
        PartitionCursor<T> cursor =
                frame.length < LiveCopy.HEADER_BYTES ? null : cursors.get(LiveCopy.partition(frame));
        JournaledRecord<T> record = cursor == null ? null : decodeOrCount(frame);
        if (cursor != null) {
            cursor.heardNanos = receivedNanos;
        }
        if (cursor != null && record != null && cursor.onLive(record, out)) {
            LOG.info("catching up from the journal: {}", cursor);
            catchUp(cursor);
        }
    }

    /** A quarter of the silence at a time is time enough to look. */
    private void leaveSilent(long nowNanos) {
        if (nowNanos - lookedNanos < silenceNanos / 4) {
            return;
        }
        lookedNanos = nowNanos;
        for (PartitionCursor<T> cursor : cursors.values()) {
            if (nowNanos - cursor.heardNanos > silenceNanos && cursor.leave()) {
                LOG.warn("live copy is silent, catching up from the journal: {}", cursor);
                catchUp(cursor);
            }
        }
    }

    /** A frame that cannot be decoded leaves a gap, which the journal fills. */
    private @Nullable JournaledRecord<T> decodeOrCount(byte[] frame) {
        try {
            return schema.decode(frame, LiveCopy.HEADER_BYTES);
        } catch (IOException e) {
            metrics.errors.inc();
            return null;
        }
    }

    private void readJournal(Duration timeout) throws IOException {
        if (readingChanged) {
            assignJournal(reading);
        }
        journal.poll(timeout, (partition, position, bytes) -> {
            PartitionCursor<T> cursor = cursors.get(partition);
            if (cursor != null) {
                metrics.bytes.inc(bytes.length);
                cursor.onJournal(decode(partition, position, bytes), position, out);
            }
        });
    }

    private JournaledRecord<T> decode(int partition, long position, byte[] bytes) throws IOException {
        try {
            return schema.decode(bytes, 0);
        } catch (IOException e) {
            throw new IOException(
                    "journal record cannot be decoded: partition=" + partition + " position=" + position, e);
        }
    }

    private void assignJournal(Set<Integer> partitions) {
        journal.assign(partitions);
        for (int partition : partitions) {
            PartitionCursor<T> cursor = cursor(partition);
            if (cursor.position() == JournalSplit.UNKNOWN) {
                cursor.beginAt(journal.endPositions(Set.of(partition)).getOrDefault(partition, 0L));
            }
            journal.seek(partition, cursor.position());
        }
        readingChanged = false;
    }

    private PartitionCursor<T> cursor(int partition) {
        PartitionCursor<T> cursor = cursors.get(partition);
        if (cursor == null) {
            throw new IllegalStateException("partition was never assigned: " + partition);
        }
        return cursor;
    }

    private void join() {
        for (PartitionCursor<T> cursor : cursors.values()) {
            if (cursor.join(out)) {
                catchingUp--;
                reading.remove(cursor.partition());
                readingChanged = true;
                LOG.debug("live: {}", cursor);
            }
        }
        if (catchingUp == 0 && readingChanged) {
            assignJournal(reading);
        }
    }

    @Override
    public List<JournalSplit> snapshotState(long checkpointId) {
        if (live != null) {
            awaitJournal();
        }
        List<JournalSplit> splits = new ArrayList<>(cursors.size());
        cursors.values().forEach(cursor -> splits.add(cursor.split()));
        return splits;
    }

    /**
     * A checkpoint may not contain an event that the journal lacks: its sequencer may die before the event is durable,
     * and another event takes its place. Waits until the journal has been read up to the last event emitted; end
     * positions alone prove nothing, because records behind a fence take positions as well. With a watermark in each
     * record there is only what the journal was behind when each partition's last one was written.
     */
    private void awaitJournal() {
        long started = System.nanoTime();
        Set<Integer> unverified = new HashSet<>();
        cursors.values().stream().filter(cursor -> !cursor.isVerified()).forEach(c -> unverified.add(c.partition()));
        if (unverified.isEmpty()) {
            return;
        }
        try {
            assignJournal(unverified);
            while (!unverified.isEmpty()) {
                journal.poll(WITH_LIVE_COPY, (partition, position, bytes) -> {
                    if (unverified.contains(partition)
                            && cursor(partition).onVerification(decode(partition, position, bytes), position)) {
                        unverified.remove(partition);
                    }
                });
                if (System.nanoTime() - started > settings.journalWait().toNanos()) {
                    throw new JournalRewindException("journal is behind the state: waited=" + settings.journalWait()
                            + " " + cursor(unverified.iterator().next()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        readingChanged = true;
        assignJournal(reading);
        metrics.snapshotWaitNanos.update(System.nanoTime() - started);
    }

    private long pending() {
        long pending = 0;
        for (PartitionCursor<T> cursor : cursors.values()) {
            pending += cursor.pending();
        }
        return pending;
    }

    @Override
    public void notifyNoMoreSplits() {
        // never sent: the log has no end
    }

    @Override
    public void close() {
        try {
            journal.close();
        } finally {
            if (live != null) {
                live.close();
            }
        }
    }

    /** Hands values to the chain; the target is that of the turn. */
    private final class Output implements Collector<T> {
        private @Nullable ReaderOutput<T> to;

        @Override
        public void collect(T value) {
            if (to == null) {
                throw new IllegalStateException("a record was emitted outside a turn");
            }
            metrics.records.inc();
            to.collect(value);
        }

        @Override
        public void close() {
            // the chain is closed by Flink
        }
    }
}
