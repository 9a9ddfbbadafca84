package io.tickpilot.supervision;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.flink.type.CoreTypes;
import io.tickpilot.records.ResourceFiles;
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
import org.apache.flink.api.java.tuple.Tuple2;
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
        SupervisionSettings configured = SupervisionSettings.from(root);
        AccountSettings accounts = AccountSettings.from(root, EngineSettings.from(root));
        ResourceFiles files = ResourceFiles.from(root);
        root.section("signals").leaveRest();
        root.leaveOtherAreas();
        root.check();
        SupervisionSettings settings = configured
                .withFiles(arguments.home()::resolve)
                .withAccounts(accounts.withCalendar(
                        files.read(arguments.home()::resolve).calendar()));
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
        DataStream<Decision> decided = read(env, settings, Topics.DECISIONS, Uids.DECISIONS)
                .flatMap(new Decoding<>(WireCodec::decodeDecision))
                .returns(CoreTypes.DECISION)
                .name("decisions-read")
                .uid(Uids.DECISIONS_READ);
        DataStream<Observation> decisions = decided.map(decision -> Observations.of(decision))
                .returns(OBSERVATION)
                .name("decisions-observed")
                .uid(Uids.DECISIONS_OBSERVED);
        DataStream<Observation> alerts = read(env, settings, Topics.ALERTS, Uids.ALERTS)
                .flatMap(new Decoding<>(Observations::ofAlert))
                .returns(OBSERVATION)
                .name("alerts-read")
                .uid(Uids.ALERTS_READ);
        DataStream<Bar> closed = read(env, settings, Topics.BARS, Uids.BARS)
                .flatMap(new Decoding<>(WireCodec::decodeBar))
                .returns(CoreTypes.BAR)
                .name("bars-read")
                .uid(Uids.BARS_READ);
        DataStream<Observation> bars = closed.keyBy(Bar::symbol, Types.STRING)
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
        SingleOutputStreamOperator<Command> accounts = accounts(events, closed, decided, settings);
        blocks.union(accounts)
                .sinkTo(new CommandSink(settings.control(), settings.keys()))
                .name("bridge")
                .uid(Uids.COMMANDS_TO_BRIDGE);
        blocks.getSideOutput(PatternFunction.ALERTS)
                .union(accounts.getSideOutput(AccountFunction.ALERTS))
                .sinkTo(alertsSink(settings))
                .name("kafka-" + Topics.ALERTS)
                .uid(Uids.ALERTS_TO_KAFKA);
    }

    /** Reports, seconds' closes as prices, and decisions; the order of the three does not matter to the books. */
    private static SingleOutputStreamOperator<Command> accounts(
            DataStream<SequencedEvent> events,
            DataStream<Bar> closed,
            DataStream<Decision> decided,
            SupervisionSettings settings) {
        DataStream<SequencedEvent> prices = closed.filter(bar -> bar.timeframe() == Timeframe.S1)
                .name("bars-of-seconds")
                .uid(Uids.BARS_OF_SECONDS)
                .map(bar -> AccountFunction.price(bar))
                .returns(CoreTypes.SEQUENCED_EVENT)
                .name("bars-as-prices")
                .uid(Uids.BARS_AS_PRICES);
        SingleOutputStreamOperator<Command> accounts = events.union(prices)
                .connect(decided)
                .process(new AccountFunction(settings.accounts()))
                .returns(CoreTypes.COMMAND)
                .name("accounts")
                .uid(Uids.ACCOUNTS);
        accounts.getSideOutput(AccountFunction.RISK)
                .sinkTo(KafkaSink.<Tuple2<String, String>>builder()
                        .setBootstrapServers(settings.bootstrap())
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setRecordSerializer(new RiskSchema())
                        .build())
                .name("kafka-" + Topics.RISK)
                .uid(Uids.RISK_TO_KAFKA);
        return accounts;
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
