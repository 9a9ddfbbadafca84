package io.tickpilot.supervision;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.flink.type.CoreTypes;
import io.tickpilot.supervision.pattern.Observation;
import io.tickpilot.supervision.pattern.ObservationSerializer;
import io.tickpilot.supervision.pattern.PatternFunction;
import io.tickpilot.supervision.pattern.PatternRouter;
import io.tickpilot.supervision.pattern.Routed;
import io.tickpilot.supervision.pattern.RoutedSerializer;
import io.tickpilot.wire.WireCodec;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The supervision job: what the other topics tell, seen together, and answered with commands that the bridge puts into the log. One
 * task: it sees some hundred events a second, and one clock.
 */
public final class SupervisionJob {
    private static final String NAME = "tickpilot-supervision";
    private static final TypeInformation<Observation> OBSERVATION =
            CoreTypes.of(Observation.class, new ObservationSerializer());
    private static final TypeInformation<Routed> ROUTED = CoreTypes.of(Routed.class, new RoutedSerializer());

    private SupervisionJob() {}

    /** Arguments: {@code [--config FILE | --yaml TEXT] [--home FOLDER] [--set key=value]...}. */
    public static void main(String[] args) throws Exception {
        JobArguments arguments = JobArguments.parse(args);
        Settings root = arguments.settings();
        SupervisionSettings settings = SupervisionSettings.from(root);
        root.section("signals").leaveRest();
        root.leaveOtherAreas();
        root.check();
        settings = settings.withFiles(arguments.home()::resolve);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration(settings));
        build(env, settings);
        env.execute(NAME);
    }

    /** What the environment must be created with. */
    public static Configuration configuration(SupervisionSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(500));
        return configuration;
    }

    /** Adds the job's operators. The topics must exist. */
    public static void build(StreamExecutionEnvironment env, SupervisionSettings settings) {
        env.setParallelism(1);
        DataStream<SequencedEvent> events = read(env, settings, Topics.JOURNAL, Uids.JOURNAL)
                .flatMap(new JournalReading())
                .returns(CoreTypes.SEQUENCED_EVENT)
                .name("journal-order")
                .uid(Uids.JOURNAL_ORDER);
        DataStream<Observation> journal = events.flatMap((SequencedEvent event, Collector<Observation> out) -> {
                    Observation observation = Observations.of(event);
                    if (observation != null) {
                        out.collect(observation);
                    }
                })
                .returns(OBSERVATION)
                .name("journal-observed")
                .uid(Uids.JOURNAL_OBSERVED);
        DataStream<Observation> decisions = read(env, settings, Topics.DECISIONS, Uids.DECISIONS)
                .flatMap(new Decoding<Observation>(bytes -> Observations.of(WireCodec.decodeDecision(bytes))))
                .returns(OBSERVATION)
                .name("decisions-read")
                .uid(Uids.DECISIONS_READ);
        DataStream<Observation> alerts = read(env, settings, Topics.ALERTS, Uids.ALERTS)
                .flatMap(new Decoding<>(Observations::ofAlert))
                .returns(OBSERVATION)
                .name("alerts-read")
                .uid(Uids.ALERTS_READ);
        DataStream<Observation> bars = read(env, settings, Topics.BARS, Uids.BARS)
                .flatMap(new Decoding<>(WireCodec::decodeBar))
                .returns(CoreTypes.BAR)
                .name("bars-read")
                .uid(Uids.BARS_READ)
                .keyBy(Bar::symbol, Types.STRING)
                .process(new BarObserver())
                .returns(OBSERVATION)
                .name("bars-measured")
                .uid(Uids.BARS_MEASURED);
        BroadcastStream<String> definitions = env.fromSource(
                        KafkaSource.<String>builder()
                                .setBootstrapServers(settings.bootstrap())
                                .setTopics(Topics.PATTERNS)
                                .setGroupId(settings.group() + "-" + Topics.PATTERNS)
                                .setStartingOffsets(OffsetsInitializer.earliest())
                                .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(
                                        org.apache.kafka.common.serialization.StringDeserializer.class))
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "kafka-" + Topics.PATTERNS)
                .uid(Uids.PATTERNS)
                .broadcast(PatternRouter.DEFINITIONS);
        SingleOutputStreamOperator<Command> blocks = journal.union(decisions, alerts, bars)
                .connect(definitions)
                .process(new PatternRouter(settings.patterns()))
                .returns(ROUTED)
                .name("patterns-route")
                .uid(Uids.PATTERNS_ROUTE)
                .keyBy(Routed::key, Types.STRING)
                .connect(definitions)
                .process(new PatternFunction())
                .returns(CoreTypes.COMMAND)
                .name("patterns")
                .uid(Uids.PATTERNS_MATCH);
        blocks.sinkTo(new CommandSink(settings.control(), settings.keys()))
                .name("bridge")
                .uid(Uids.COMMANDS_TO_BRIDGE);
        blocks.getSideOutput(PatternFunction.ALERTS)
                .sinkTo(alertsSink(settings))
                .name("kafka-" + Topics.ALERTS)
                .uid(Uids.ALERTS_TO_KAFKA);
    }

    private static DataStream<byte[]> read(
            StreamExecutionEnvironment env, SupervisionSettings settings, String topic, String uid) {
        OffsetResetStrategy start = settings.start() == SupervisionSettings.Start.EARLIEST
                ? OffsetResetStrategy.EARLIEST
                : OffsetResetStrategy.LATEST;
        return env.fromSource(
                        KafkaSource.<byte[]>builder()
                                .setBootstrapServers(settings.bootstrap())
                                .setTopics(topic)
                                .setGroupId(settings.group() + "-" + topic)
                                .setClientIdPrefix(settings.group() + "-" + topic)
                                .setStartingOffsets(OffsetsInitializer.committedOffsets(start))
                                .setDeserializer(
                                        KafkaRecordDeserializationSchema.valueOnly(ByteArrayDeserializer.class))
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "kafka-" + topic)
                .uid(uid);
    }

    private static KafkaSink<byte[]> alertsSink(SupervisionSettings settings) {
        return KafkaSink.<byte[]>builder()
                .setBootstrapServers(settings.bootstrap())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new AlertSchema())
                .build();
    }
}
