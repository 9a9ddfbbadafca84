package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.JournaledRecord;
import io.tickpilot.flink.connector.zeromq.JournaledRecordSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.Collector;

/** A small log record: an event of a key, a clock for all keys of its partition, or a fence. Emits (key, value). */
record TestRecord(int partition, int epoch, long sequence, Kind kind, long journaledBelow, String key, long value)
        implements JournaledRecord<Tuple2<String, Long>> {
    static final int KEYS = 16;

    enum Kind {
        EVENT,
        CLOCK,
        FENCE
    }

    static TestRecord event(int partition, int epoch, long sequence, String key, long value) {
        return new TestRecord(partition, epoch, sequence, Kind.EVENT, -1, key, value);
    }

    static TestRecord clock(int partition, int epoch, long sequence, long journaledBelow, long value) {
        return new TestRecord(partition, epoch, sequence, Kind.CLOCK, journaledBelow, "", value);
    }

    static TestRecord fence(int partition, int epoch, long sequence) {
        return new TestRecord(partition, epoch, sequence, Kind.FENCE, -1, "", 0);
    }

    static List<String> keysOf(int partition, int partitions) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            if (partitionOf("key-" + i, partitions) == partition) {
                keys.add("key-" + i);
            }
        }
        return keys;
    }

    static int partitionOf(String key, int partitions) {
        return KeyGroupRangeAssignment.assignToKeyGroup(key, partitions);
    }

    @Override
    public boolean isFence() {
        return kind == Kind.FENCE;
    }

    @Override
    public void emit(Collector<Tuple2<String, Long>> out) {
        switch (kind) {
            case EVENT -> out.collect(Tuple2.of(key, value));
            case CLOCK -> keysOf(partition, TestLog.PARTITIONS).forEach(k -> out.collect(Tuple2.of(k, value)));
            case FENCE -> {}
        }
    }

    byte[] bytes() {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(33 + name.length)
                .putInt(partition)
                .putInt(epoch)
                .putLong(sequence)
                .put((byte) kind.ordinal())
                .putLong(journaledBelow)
                .putLong(value)
                .put(name)
                .array();
    }

    static TestRecord parse(byte[] bytes, int offset) throws IOException {
        if (bytes.length - offset < 33) {
            throw new IOException("record is too short: " + (bytes.length - offset));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
        int partition = buffer.getInt();
        int epoch = buffer.getInt();
        long sequence = buffer.getLong();
        Kind kind = Kind.values()[buffer.get()];
        long journaledBelow = buffer.getLong();
        long value = buffer.getLong();
        byte[] name = new byte[buffer.remaining()];
        buffer.get(name);
        return new TestRecord(
                partition, epoch, sequence, kind, journaledBelow, new String(name, StandardCharsets.UTF_8), value);
    }

    /** Counts where records came from. */
    static final class Schema implements JournaledRecordSchema<Tuple2<String, Long>> {
        static final AtomicLong FROM_LIVE = new AtomicLong();
        static final AtomicLong FROM_JOURNAL = new AtomicLong();

        @Override
        public JournaledRecord<Tuple2<String, Long>> decode(byte[] bytes, int offset) throws IOException {
            (offset == 0 ? FROM_JOURNAL : FROM_LIVE).incrementAndGet();
            return parse(bytes, offset);
        }

        @Override
        public TypeInformation<Tuple2<String, Long>> producedType() {
            return Types.TUPLE(Types.STRING, Types.LONG);
        }
    }
}
