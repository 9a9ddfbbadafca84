package io.tickpilot.e2e;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.DecisionDigest;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.flink.Outputs;
import io.tickpilot.flink.SymbolEngineFunction;
import io.tickpilot.flink.type.CoreTypes;
import io.tickpilot.wire.JournalOrder;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A session's journal through the live operator once more, on a Flink of its own, with as many tasks as wanted. */
final class FlinkJournalReplay {
    private static final int PARTITIONS = 64;

    private FlinkJournalReplay() {}

    /** Hash over the decisions of each symbol, see {@link DecisionDigest}. */
    static String hash(String bootstrap, EngineSettings engine, AgentModels models, int parallelism) throws Exception {
        Map<String, byte[]> hashes = new TreeMap<>();
        engine.instruments().symbols().forEach(symbol -> hashes.put(symbol, DecisionDigest.start()));
        DecisionDigest digest = new DecisionDigest();
        for (Decision decision : decisions(bootstrap, engine, models, parallelism)) {
            hashes.compute(decision.symbol(), (symbol, hash) -> digest.next(hash, decision));
        }
        return DecisionDigest.ofSymbols(hashes);
    }

    /** Those of one symbol in their order. */
    private static List<Decision> decisions(
            String bootstrap, EngineSettings engine, AgentModels models, int parallelism) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        env.setMaxParallelism(PARTITIONS);
        KafkaSource<byte[]> journal = KafkaSource.<byte[]>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(Topics.JOURNAL)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(ByteArrayDeserializer.class))
                .build();
        List<Decision> decisions = new ArrayList<>();
        try (CloseableIterator<Decision> all = env.fromSource(journal, WatermarkStrategy.noWatermarks(), "journal")
                .flatMap(new CountingEvents(List.copyOf(engine.instruments().symbols())))
                .returns(CoreTypes.SEQUENCED_EVENT)
                .keyBy(SequencedEvent::symbol, Types.STRING)
                .process(new SymbolEngineFunction(engine, models, false))
                .returns(CoreTypes.SIGNAL)
                .getSideOutput(Outputs.DECISIONS)
                .executeAndCollect()) {
            all.forEachRemaining(decisions::add);
        }
        return decisions;
    }

    /** The events of records that count; a task has whole partitions, each in its order. */
    private static final class CountingEvents extends RichFlatMapFunction<byte[], SequencedEvent> {
        private static final long serialVersionUID = 1L;

        private final ArrayList<String> symbols;
        private transient Map<Integer, JournalOrder> orders;

        CountingEvents(List<String> symbols) {
            this.symbols = new ArrayList<>(symbols);
        }

        @Override
        public void open(OpenContext context) {
            orders = new HashMap<>();
        }

        @Override
        public void flatMap(byte[] bytes, Collector<SequencedEvent> out) throws WireException {
            JournalRecord record = WireCodec.decodeRecord(bytes);
            if (!orders.computeIfAbsent(record.partition(), partition -> JournalOrder.fromOldest())
                    .take(record)) {
                return;
            }
            if (record instanceof JournalRecord.Entry entry) {
                out.collect(entry.event());
            } else if (record instanceof JournalRecord.ClockMark clock) {
                for (String symbol : symbols) {
                    if (Partitions.of(symbol, PARTITIONS) == clock.partition()) {
                        out.collect(new SequencedEvent(
                                clock.partition(),
                                clock.epoch(),
                                clock.sequence(),
                                clock.logTimeMicros(),
                                0,
                                new Clock(symbol, clock.timeMicros())));
                    }
                }
            }
        }
    }
}
