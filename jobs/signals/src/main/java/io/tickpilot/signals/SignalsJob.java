package io.tickpilot.signals;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.flink.OnnxAgents;
import io.tickpilot.flink.Outputs;
import io.tickpilot.flink.SymbolEngineFunction;
import io.tickpilot.flink.Uids;
import io.tickpilot.flink.connector.zeromq.sink.ZeroMqSink;
import io.tickpilot.flink.connector.zeromq.sink.ZeroMqSinkBuilder;
import io.tickpilot.flink.connector.zeromq.source.ZeroMqJournaledSource;
import io.tickpilot.flink.connector.zeromq.source.ZeroMqJournaledSourceBuilder;
import io.tickpilot.flink.type.CoreTypes;
import io.tickpilot.records.ResourceFiles;
import io.tickpilot.wire.WireCodec;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/**
 * The hot job. Source, engine and the sinks to the bridges, which never wait, are one chain in one thread a task; a partition of the log is a
 * key group, so nothing is shuffled. Kafka's sinks run in threads of their own: their flushes must not hold the chain, nor
 * does it wake them for each record.
 */
public final class SignalsJob {
    private static final String NAME = "tickpilot-signals";
    /** How long records may wait for Kafka's sinks: to wake those for each record costs the chain more than the record. */
    private static final Duration TO_KAFKA = Duration.ofMillis(20);
    /** Signals held for a bridge that is away. */
    private static final int SIGNALS_HELD = 10_000;

    private SignalsJob() {}

    /** Arguments: {@code [--config FILE | --yaml TEXT] [--home FOLDER] [--set key=value]...}. */
    public static void main(String[] args) throws Exception {
        JobArguments arguments = JobArguments.parse(args);
        Settings root = arguments.settings();
        SignalsSettings configuredJob = settings(root);
        EngineSettings configured = EngineSettings.from(root);
        ResourceFiles files = ResourceFiles.from(root);
        root.check();
        Path home = arguments.home();
        SignalsSettings settings = configuredJob.withKeys(home::resolve);
        EngineSettings engine = configured.withResources(files.read(home::resolve));
        // A model that is missing or does not fit is told here, in one line, and not by a job that never comes up.
        AgentModels models = OnnxAgents.verified(engine, home::resolve);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration(settings));
        build(env, settings, engine, models);
        env.execute(NAME);
    }

    /** The job's own keys; the rest of a file that configures all programs is left to the others. */
    static SignalsSettings settings(Settings root) {
        SignalsSettings settings = SignalsSettings.from(root);
        root.section("bridge").leaveRest();
        root.leaveOtherAreas();
        return settings;
    }

    /** What the environment must be created with. */
    public static Configuration configuration(SignalsSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, TO_KAFKA);
        // State is an object graph changed in place; 0.23 M events/s on RocksDB against 12 M on the heap.
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        return configuration;
    }

    /** Adds the job's operators. The topics must exist. */
    public static void build(
            StreamExecutionEnvironment env, SignalsSettings settings, EngineSettings engine, AgentModels models) {
        env.setParallelism(settings.parallelism());
        env.setMaxParallelism(settings.partitions());
        DataStream<SequencedEvent> log = env.fromSource(
                        source(settings, engine), WatermarkStrategy.noWatermarks(), "journal")
                .uid(Uids.JOURNAL);
        SingleOutputStreamOperator<Signal> signals = DataStreamUtils.reinterpretAsKeyedStream(
                        log, SequencedEvent::symbol, Types.STRING)
                .process(new SymbolEngineFunction(engine, models, true))
                .returns(CoreTypes.SIGNAL)
                .name("engine")
                .uid(Uids.ENGINE);
        for (int bridge = 0; bridge < settings.bridges().size(); bridge++) {
            signals.sinkTo(sink(settings, bridge)).name("bridge").uid(Uids.signalsToBridge(bridge));
        }
        signals.getSideOutput(Outputs.COMMANDS)
                .sinkTo(new CommandSink(settings.control(), settings.controlKeys()))
                .name("commands")
                .uid(Uids.COMMANDS_TO_BRIDGE);
        publish(
                signals,
                settings,
                Topics.SIGNALS,
                Uids.SIGNALS_TO_KAFKA,
                s -> s.decision().symbol(),
                WireCodec::encode);
        publish(
                signals.getSideOutput(Outputs.DECISIONS),
                settings,
                Topics.DECISIONS,
                Uids.DECISIONS_TO_KAFKA,
                d -> d.symbol(),
                WireCodec::encode);
        publish(
                signals.getSideOutput(Outputs.BARS),
                settings,
                Topics.BARS,
                Uids.BARS_TO_KAFKA,
                b -> b.symbol(),
                WireCodec::encode);
        publish(
                signals.getSideOutput(Outputs.REGIME_CHANGES),
                settings,
                Topics.ALERTS,
                Uids.ALERTS_TO_KAFKA,
                c -> c.symbol(),
                WireCodec::encode);
        publish(
                signals.getSideOutput(Outputs.BREAKER_CHANGES),
                settings,
                Topics.ALERTS,
                Uids.BREAKERS_TO_KAFKA,
                c -> c.symbol(),
                WireCodec::encode);
        publish(
                signals.getSideOutput(Outputs.RECONCILED),
                settings,
                Topics.ALERTS,
                Uids.RECONCILED_TO_KAFKA,
                r -> r.symbol(),
                WireCodec::encode);
        publish(
                signals.getSideOutput(Outputs.DEAD_LETTERS),
                settings,
                Topics.DEAD_LETTERS,
                Uids.DEAD_LETTERS_TO_KAFKA,
                l -> l.event().symbol(),
                WireCodec::encode);
    }

    /** Never waits, for it is part of the chain: what a bridge has no room for, it reads in Kafka. */
    private static ZeroMqSink<Signal> sink(SignalsSettings settings, int bridge) {
        ZeroMqSinkBuilder<Signal> builder = ZeroMqSink.<Signal>builder()
                .setEndpoint(settings.bridges().get(bridge))
                .setSchema(WireCodec::encode)
                .setHighWaterMark(SIGNALS_HELD)
                .setSendTimeout(Duration.ZERO);
        return settings.keys() == null
                ? builder.build()
                : builder.setCurve(settings.keys()).build();
    }

    private static ZeroMqJournaledSource<SequencedEvent> source(SignalsSettings settings, EngineSettings engine) {
        String bootstrap = settings.bootstrap();
        ZeroMqJournaledSourceBuilder<SequencedEvent> builder = ZeroMqJournaledSource.<SequencedEvent>builder()
                .setJournal(() -> new KafkaJournalReader(bootstrap, Topics.JOURNAL))
                .setSchema(new LogSchema(engine.instruments().symbols(), settings.partitions()))
                .setMaxParallelism(settings.partitions())
                .setStart(settings.start())
                .setJournalWait(settings.journalWait());
        if (settings.keys() != null) {
            builder.setCurve(settings.keys());
        }
        if (settings.source() == SignalsSettings.Source.ZEROMQ) {
            settings.fastCopies().forEach(builder::addLiveEndpoint);
        }
        return builder.build();
    }

    /** At least once: readers know doubles by signal id, or by place in the log. */
    private static <T> void publish(
            DataStream<T> values,
            SignalsSettings settings,
            String topic,
            String uid,
            SerializableFunction<T, String> symbol,
            SerializationSchema<T> value) {
        values.sinkTo(KafkaSink.<T>builder()
                        .setBootstrapServers(settings.bootstrap())
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setRecordSerializer(new KafkaTopicSchema<>(topic, symbol, value))
                        .build())
                .name("kafka-" + topic)
                .uid(uid)
                .disableChaining();
    }
}
