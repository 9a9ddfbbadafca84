package io.tickpilot.supervision;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
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
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** What terminals report, what is ordered of accounts, and the clock of each partition, of the journal's records that count by the rule of {@link JournalOrder}. */
final class JournalReading extends RichFlatMapFunction<byte[], SequencedEvent> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private transient Counter malformed;
    private transient @Nullable Map<Integer, JournalOrder> orders;
    private transient @Nullable ListState<Tuple3<Integer, Integer, Long>> stored;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        Map<Integer, JournalOrder> known = new TreeMap<>();
        ListState<Tuple3<Integer, Integer, Long>> restored = context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>("journal-order", Types.TUPLE(Types.INT, Types.INT, Types.LONG)));
        for (Tuple3<Integer, Integer, Long> at : restored.get()) {
            known.merge(at.f0, JournalOrder.goingOn(at.f1, at.f2), (a, b) -> a.next() >= b.next() ? a : b);
        }
        stored = restored;
        orders = known;
    }

    @Override
    public void open(OpenContext context) {
        malformed = getRuntimeContext().getMetricGroup().counter("malformed");
    }

    @Override
    public void flatMap(byte[] bytes, Collector<SequencedEvent> out) {
        JournalRecord record;
        try {
            record = WireCodec.decodePlace(bytes);
        } catch (WireException e) {
            malformed.inc();
            return;
        }
        boolean counts = Objects.requireNonNull(orders)
                .computeIfAbsent(record.partition(), p -> JournalOrder.fromOldest())
                .take(record);
        if (counts
                && record instanceof JournalRecord.Entry entry
                && isReport(entry.event().event())) {
            out.collect(entry.event());
        } else if (counts && record instanceof JournalRecord.ClockMark clock) {
            out.collect(new SequencedEvent(
                    clock.partition(),
                    clock.epoch(),
                    clock.sequence(),
                    clock.logTimeMicros(),
                    clock.receivedMicros(),
                    new Clock(Command.ALL, clock.timeMicros())));
        }
    }

    private static boolean isReport(LogEvent event) {
        return event instanceof TradeReport
                || event instanceof AccountReport
                || event instanceof PositionReport
                || event instanceof Command command && command.target().startsWith(Command.ACCOUNT);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        List<Tuple3<Integer, Integer, Long>> places = new ArrayList<>();
        Objects.requireNonNull(orders)
                .forEach((partition, order) -> places.add(Tuple3.of(partition, order.epoch(), order.next())));
        Objects.requireNonNull(stored).update(places);
    }
}
