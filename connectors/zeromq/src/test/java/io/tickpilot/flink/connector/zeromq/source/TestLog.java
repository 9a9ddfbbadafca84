package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.JournalReader;
import io.tickpilot.flink.connector.zeromq.JournalReaderFactory;
import io.tickpilot.flink.connector.zeromq.internal.ContextCloser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A sequencer with a journal in memory and a real PUB socket; drops, doubles and delays as told. One thread. */
final class TestLog implements AutoCloseable {
    static final int PARTITIONS = 8;
    private static final Map<String, TestLog> LOGS = new ConcurrentHashMap<>();

    private final String name;
    private final List<List<byte[]>> journal = new ArrayList<>();
    private final List<List<TestRecord>> waiting = new ArrayList<>();
    private final long[] next = new long[PARTITIONS];
    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket = context.createSocket(SocketType.PUB);
    private int epoch;
    private long values;
    Predicate<TestRecord> dropped = r -> false;
    Predicate<TestRecord> doubled = r -> false;
    /** While set, records are published and wait for {@link #flushJournal()}. */
    boolean journalHeld;

    TestLog(String name) {
        this(name, socket -> {});
    }

    /** Calls {@code setUp} with the socket before it is bound. */
    TestLog(String name, Consumer<ZMQ.Socket> setUp) {
        this.name = name;
        setUp.accept(socket);
        for (int i = 0; i < PARTITIONS; i++) {
            journal.add(new CopyOnWriteArrayList<>());
            waiting.add(new ArrayList<>());
        }
        socket.setSndHWM(1_000_000);
        socket.bind("tcp://127.0.0.1:*");
        LOGS.put(name, this);
        openEpoch();
    }

    String endpoint() {
        return socket.getLastEndpoint();
    }

    JournalReaderFactory journal() {
        String log = name;
        return () -> new Reader(LOGS.get(log));
    }

    /** As a sequencer that starts anew: it knows only what is in the journal. */
    void openEpoch() {
        epoch++;
        for (int p = 0; p < PARTITIONS; p++) {
            waiting.get(p).clear();
            next[p] = last(p) + 1;
            append(TestRecord.fence(p, epoch, next[p]++));
        }
    }

    private long last(int partition) {
        List<byte[]> records = journal.get(partition);
        return records.isEmpty() ? -1 : parse(records.get(records.size() - 1)).sequence();
    }

    void event(String key) {
        event(key, ++values);
    }

    void event(String key, long value) {
        int partition = TestRecord.partitionOf(key, PARTITIONS);
        append(TestRecord.event(partition, epoch, next[partition]++, key, value));
    }

    void clocks() {
        for (int p = 0; p < PARTITIONS; p++) {
            long journaledBelow = last(p) + 1;
            append(TestRecord.clock(p, epoch, next[p]++, journaledBelow, ++values));
        }
    }

    private void append(TestRecord record) {
        byte[] bytes = record.bytes();
        if (journalHeld) {
            waiting.get(record.partition()).add(record);
        } else {
            journal.get(record.partition()).add(bytes);
        }
        if (!dropped.test(record)) {
            publish(record.partition(), bytes);
        }
        if (doubled.test(record)) {
            publish(record.partition(), bytes);
        }
    }

    void publish(int partition, byte[] bytes) {
        byte[] frame = new byte[bytes.length + 2];
        frame[0] = (byte) (partition >>> 8);
        frame[1] = (byte) partition;
        System.arraycopy(bytes, 0, frame, 2, bytes.length);
        socket.send(frame);
    }

    void flushJournal() {
        for (int p = 0; p < PARTITIONS; p++) {
            for (TestRecord record : waiting.get(p)) {
                journal.get(p).add(record.bytes());
            }
            waiting.get(p).clear();
        }
    }

    /** Rolling hash and count by key, of what the journal holds. */
    Map<String, Fold> truth() {
        Map<String, Fold> folds = new TreeMap<>();
        for (List<byte[]> records : journal) {
            for (byte[] bytes : records) {
                List<Tuple2<String, Long>> emitted = new ArrayList<>();
                parse(bytes).emit(new ListCollector<>(emitted));
                emitted.forEach(e -> folds.merge(e.f0, Fold.EMPTY.add(e.f1), (fold, first) -> fold.add(e.f1)));
            }
        }
        return folds;
    }

    private static TestRecord parse(byte[] bytes) {
        try {
            return TestRecord.parse(bytes, 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        ContextCloser.close(context);
    }

    /** Order matters to it: the same values in another order give another hash. */
    record Fold(long count, long hash) {
        static final Fold EMPTY = new Fold(0, 7);

        Fold add(long value) {
            return new Fold(count + 1, hash * 31 + value);
        }
    }

    /** Reads at most a few hundred records a poll, as Kafka's consumer does. */
    static final class Reader implements JournalReader {
        private static final int BATCH = 200;
        private final TestLog log;
        private final Map<Integer, Long> positions = new HashMap<>();

        Reader(TestLog log) {
            this.log = log;
        }

        @Override
        public void assign(Set<Integer> partitions) {
            positions.keySet().retainAll(partitions);
        }

        @Override
        public void seek(int partition, long position) {
            positions.put(partition, position);
        }

        @Override
        public void poll(Duration timeout, RecordHandler handler) throws IOException {
            int read = 0;
            for (int partition : new HashSet<>(positions.keySet())) {
                List<byte[]> records = log.journal.get(partition);
                long position = positions.get(partition);
                for (; position < records.size() && read < BATCH; read++) {
                    handler.accept(partition, position, records.get((int) position));
                    position++;
                }
                positions.put(partition, position);
            }
            if (read == 0) {
                LockSupport.parkNanos(timeout.toNanos());
            }
        }

        @Override
        public Map<Integer, Long> endPositions(Set<Integer> partitions) {
            Map<Integer, Long> ends = new HashMap<>();
            partitions.forEach(p -> ends.put(p, (long) log.journal.get(p).size()));
            return ends;
        }

        @Override
        public void close() {}
    }
}
