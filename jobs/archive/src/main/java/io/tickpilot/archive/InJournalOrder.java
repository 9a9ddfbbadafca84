package io.tickpilot.archive;

import io.tickpilot.wire.JournalOrder;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records of the journal that count, by the rule of {@link JournalOrder}; the others are counted as {@code void}. Its
 * state, epoch and next sequence of each partition, goes with the source's offsets; without state the first record read is
 * believed.
 */
final class InJournalOrder extends RichFilterFunction<byte[]> implements CheckpointedFunction {
    /** By partition; empty when the job is submitted. */
    private final Map<Integer, JournalOrder> orders = new TreeMap<>();

    private transient @Nullable ListState<Tuple3<Integer, Integer, Long>> stored;
    private transient Counter voids;

    @Override
    public void open(OpenContext context) {
        voids = getRuntimeContext().getMetricGroup().counter("void");
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<Tuple3<Integer, Integer, Long>> restored = context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>("journal-order", Types.TUPLE(Types.INT, Types.INT, Types.LONG)));
        stored = restored;
        for (Tuple3<Integer, Integer, Long> at : restored.get()) {
            orders.merge(at.f0, JournalOrder.goingOn(at.f1, at.f2), InJournalOrder::further);
        }
    }

    /** Each task knows all partitions after a restore, and the one that reads a partition knows it best. */
    private static JournalOrder further(JournalOrder a, JournalOrder b) {
        return a.next() >= b.next() ? a : b;
    }

    @Override
    public boolean filter(byte[] bytes) {
        JournalRecord record;
        try {
            record = WireCodec.decodePlace(bytes);
        } catch (WireException e) {
            // For the next in the chain to count.
            return true;
        }
        boolean counts = orders.computeIfAbsent(record.partition(), p -> JournalOrder.fromOldest())
                .take(record);
        if (!counts) {
            voids.inc();
        }
        return counts;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        List<Tuple3<Integer, Integer, Long>> places = new ArrayList<>();
        orders.forEach((partition, order) -> places.add(Tuple3.of(partition, order.epoch(), order.next())));
        Objects.requireNonNull(stored).update(places);
    }
}
