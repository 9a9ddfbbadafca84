package io.tickpilot.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.ConfigException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {

    @TempDir
    Path folder;

    @Test
    void kafkaKeepsItsTopicsAndRecordsOverARestartOnAnotherPort() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            kafka.createTopics(Map.of("journal", 64));
            kafka.createTopics(Map.of("journal", 64, "bars", 1));
            send(kafka, "journal", 63, "tick");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            assertThat(readOne(kafka, "journal", 63)).isEqualTo("tick");
        }
    }

    @Test
    void kafkaTakesTheNextPortWhenTheWishedOneIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EmbeddedKafka kafka = EmbeddedKafka.start(folder, taken.getLocalPort())) {
            assertThat(kafka.port()).isGreaterThan(taken.getLocalPort());
            assertThat(kafka.bootstrap()).isEqualTo("127.0.0.1:" + kafka.port());
        }
    }

    @Test
    void databaseKeepsItsRowsOverARestart() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
            execute(database, "create table kept (n int)");
            execute(database, "insert into kept values (42)");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
            assertThat(readNumber(database, "select n from kept")).isEqualTo(42);
        }
    }

    @Test
    void databaseStopsAServerThatAKilledProcessLeftBehind() throws Exception {
        EmbeddedDatabase killed = EmbeddedDatabase.start(folder, 0);
        execute(killed, "create table kept as select 42 as n");
        long leftover = pid(folder);
        // What a killed process leaves: a running server, and locks that nobody holds.
        Files.delete(folder.resolve("tickpilot.lock"));
        Files.delete(folder.resolve("data/epg-lock"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
            assertThat(ProcessHandle.of(leftover).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(readNumber(database, "select n from kept")).isEqualTo(42);
        }
    }

    @Test
    void twoServersNeverShareAFolder() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
            assertThat(database.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder, 0))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("data folder: is in use by another tickpilot: " + folder);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsOneClearLine() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> EmbeddedKafka.start(file.resolve("kafka"), 0))
                .hasMessage("data folder: cannot be written: " + file.resolve("kafka"));
    }

    private static long pid(Path folder) throws Exception {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
    }

    private static void send(EmbeddedKafka kafka, String topic, int partition, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, partition, null, bytes)).get();
        }
    }

    private static String readOne(EmbeddedKafka kafka, String topic, int partition) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrap(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, partition)));
            for (int i = 0; i < 30; i++) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    return new String(record.value(), StandardCharsets.UTF_8);
                }
            }
            return "nothing";
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int readNumber(EmbeddedDatabase database, String sql) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
