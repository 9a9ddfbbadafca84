package io.tickpilot.archive;

import io.tickpilot.core.config.Settings;
import io.tickpilot.timescale.DatabaseSettings;
import io.tickpilot.timescale.Migrations;
import io.tickpilot.wire.WireException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Kafka to the database, at least once into tables whose keys drop doubles: any number of restarts, or a replay from the
 * beginning, give the same rows. One chained source and sink per topic, each with a failover region of its own.
 */
public final class ArchiveJob {
    private static final String NAME = "tickpilot-archive";

    private ArchiveJob() {}

    /** Arguments: {@code [--config FILE | --yaml TEXT] [--set key=value]...}. The database must be named. */
    public static void main(String[] args) throws Exception {
        Settings root = Arguments.settings(args);
        ArchiveSettings settings = ArchiveSettings.from(root);
        // One file configures the whole pipeline: its other sections are for other programs.
        root.leaveOtherAreas();
        root.check();
        settings.requireDatabase();
        DatabaseSettings database = settings.database();
        Migrations.run(database.url(), database.user(), database.password());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration(settings));
        build(env, settings);
        env.execute(NAME);
    }

    /** What the environment must be created with. Restarts have no end: a database may be down for hours. */
    public static Configuration configuration(ArchiveSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        return configuration;
    }

    /** Adds the job's operators, one task of each. The tables and topics must exist. */
    public static void build(StreamExecutionEnvironment env, ArchiveSettings settings) {
        env.setParallelism(1);
        ArchivedTopic.all().forEach(topic -> add(env, settings, topic));
    }

    private static <T> void add(StreamExecutionEnvironment env, ArchiveSettings settings, ArchivedTopic<T> topic) {
        String name = topic.id();
        String table = topic.insert().table();
        SingleOutputStreamOperator<byte[]> records = env.fromSource(
                        source(settings, topic), WatermarkStrategy.noWatermarks(), "kafka-" + name)
                .uid("archive-source-" + name);
        if (topic == ArchivedTopic.TRADES) {
            records = records.filter(new InJournalOrder()).name("order-" + name).uid("archive-order-" + name);
        }
        records.filter(new ForTheTable(topic))
                .name("decodable-" + name)
                .uid("archive-filter-" + name)
                .sinkTo(sink(settings, topic))
                .name("database-" + table)
                .uid("archive-sink-" + table);
    }

    private static KafkaSource<byte[]> source(ArchiveSettings settings, ArchivedTopic<?> topic) {
        return KafkaSource.<byte[]>builder()
                .setBootstrapServers(settings.bootstrap())
                .setTopics(topic.name())
                // A group for each: sources that share one commit over each other's offsets.
                .setGroupId(settings.group() + "-" + topic.id())
                .setClientIdPrefix(settings.group() + "-" + topic.id())
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
                .setValueOnlyDeserializer(new RecordBytes())
                .build();
    }

    private static <T> JdbcSink<byte[]> sink(ArchiveSettings settings, ArchivedTopic<T> topic) {
        DatabaseSettings database = settings.database();
        return JdbcSink.<byte[]>builder()
                .withQueryStatement(topic.insert().sql(), binder(topic))
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(settings.batchRows())
                        .withBatchIntervalMs(settings.batchInterval().toMillis())
                        .build())
                .buildAtLeastOnce(new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl(database.url())
                        .withDriverName("org.postgresql.Driver")
                        .withUsername(database.user())
                        .withPassword(database.password())
                        .withProperty("reWriteBatchedInserts", "true")
                        .build());
    }

    /**
     * Decodes a second time, after {@link ForTheTable}: bytes travel through the chain, so that no type of the wire needs
     * a Flink serializer here. It costs about a microsecond a row, a hundredth of the insert.
     */
    private static <T> JdbcStatementBuilder<byte[]> binder(ArchivedTopic<T> topic) {
        return (statement, bytes) -> {
            try {
                T value = topic.decoder().decode(bytes);
                if (value == null) {
                    throw new IllegalStateException("record without a row passed the filter: topic=" + topic.name());
                }
                topic.insert().binder().bind(statement, value);
            } catch (WireException e) {
                throw new SQLException("record could be decoded only once: topic=" + topic.name(), e);
            }
        };
    }
}
