package io.tickpilot.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.core.signal.Vote;
import io.tickpilot.embedded.EmbeddedDatabase;
import io.tickpilot.embedded.EmbeddedKafka;
import io.tickpilot.timescale.DatabaseSettings;
import io.tickpilot.timescale.Migrations;
import io.tickpilot.wire.DeadLetterRecord;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveJobTest {
    private static final int MINUTES = 3_000;
    /** Early ones only: a job started anew without state would believe one that it begins with. */
    private static final int VOIDS = 50;

    private static final long START = 1_700_000_040_000_000L;
    private static final Plan PLAN =
            new Plan(1.1, 1.09, 1.11, 1.12, 0.1, 0.001, List.of(new Plan.Exit(1.105, 0.5, true)));

    @TempDir
    static Path folder;

    /** Of the journal's partition that the reports are in; grows from record to record as a bridge numbers them. */
    private static long journalSequence;

    private static EmbeddedKafka kafka;
    private static EmbeddedDatabase database;
    private static Connection connection;
    private static ArchiveSettings settings;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        kafka.createTopics(
                Map.of("journal", 4, "bars", 2, "decisions", 2, "signals", 2, "alerts", 2, "dead-letters", 2));
        database = EmbeddedDatabase.start(folder.resolve("database"), 0);
        Migrations.run(database.jdbcUrl(), database.user(), database.password());
        connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        settings = ArchiveSettings.from(Settings.parse("archive:\n  checkpoint-interval: 200ms\n", Map.of()))
                .connectedTo(
                        kafka.bootstrap(),
                        new DatabaseSettings(database.jdbcUrl(), database.user(), database.password()));
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        database.close();
        kafka.close();
    }

    @Test
    void keepsEachRecordOnceOverRestartsAndReplaysFromTheBeginning() throws Exception {
        sendAll(0, MINUTES);
        runUntilBarsAre(settings, MINUTES);
        List<String> rows = rows();

        assertThat(rows).hasSize(7).allSatisfy(row -> assertThat(row).startsWith(MINUTES + " "));
        assertThat(text("select string_agg(distinct symbol, ',') from bars")).isEqualTo("EURUSD");
        assertThat(text("select sum(ticks) from bars")).isEqualTo(Integer.toString(sumOfTicks(MINUTES)));
        assertThat(text("select string_agg(distinct to_regime, ',') from regime_changes"))
                .isEqualTo("volatile");
        assertThat(text("select count(*) from decisions d join signals s on d.signal_id = s.id"
                        + " where d.plan->>'entry' = '1.1' and s.entry = 1.1"))
                .isEqualTo(Integer.toString(MINUTES));

        // Again from the beginning: another group has no offsets.
        ArchiveSettings fromTheBeginning = new ArchiveSettings(
                settings.bootstrap(), settings.database(), "another", 7, Duration.ofMillis(5), Duration.ofMillis(200));
        sendAll(MINUTES, MINUTES + 1);
        runUntilBarsAre(fromTheBeginning, MINUTES + 1);
        assertThat(text("select count(*) from trades")).isEqualTo(Integer.toString(MINUTES + 1));

        // And on from the committed offsets, with doubles of what is there.
        sendAll(0, 50);
        sendAll(MINUTES + 1, MINUTES + 2);
        runUntilBarsAre(settings, MINUTES + 2);

        assertThat(rows()).allSatisfy(row -> assertThat(row).startsWith((MINUTES + 2) + " "));
    }

    private static void runUntilBarsAre(ArchiveSettings settings, int expected) throws Exception {
        Configuration configuration = ArchiveJob.configuration(settings);
        try (StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(configuration)) {
            ArchiveJob.build(env, settings);
            JobClient job = env.executeAsync("archive-test");
            await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(rows())
                    .allSatisfy(row -> assertThat(row).startsWith(expected + " ")));
            job.cancel().get();
        }
    }

    /** Count and content of each table, wherever the rows lie. */
    private static List<String> rows() throws SQLException {
        List<String> result = new ArrayList<>();
        for (String table :
                List.of("bars", "decisions", "signals", "trades", "regime_changes", "breaker_events", "dead_letters")) {
            result.add(
                    text("select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from "
                            + table + " t"));
        }
        return result;
    }

    private static void sendAll(int from, int to) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new StringSerializer(), new ByteArraySerializer())) {
            byte[] garbage = {(byte) 0xFF, 1, 2};
            producer.send(new ProducerRecord<>("bars", "EURUSD", garbage));
            producer.send(new ProducerRecord<>(
                    "journal", 0, "", WireCodec.encode(new JournalRecord.FenceMark(0, 2, 1, START))));
            for (int i = from; i < to; i++) {
                send(producer, "bars", WireCodec.encode(bar(i)));
                send(producer, "decisions", WireCodec.encode(decision(i)));
                send(producer, "signals", WireCodec.encode(signal(i)));
                send(producer, "alerts", WireCodec.encode(regimeChange(i)));
                send(producer, "alerts", WireCodec.encode(breakerChange(i)));
                send(producer, "dead-letters", WireCodec.encode(deadLetter(i)));
                send(producer, "journal", WireCodec.encode(journaled(tick(i))));
                send(producer, "journal", WireCodec.encode(journaled(report(i))));
                if (i < VOIDS) {
                    send(producer, "journal", WireCodec.encode(voided(report(MINUTES * 2 + i))));
                }
            }
            producer.flush();
        }
    }

    private static void send(KafkaProducer<String, byte[]> producer, String topic, byte[] value) {
        producer.send(new ProducerRecord<>(topic, "EURUSD", value));
    }

    private static long time(int i) {
        return START + i * 60_000_000L;
    }

    private static int sumOfTicks(int bars) {
        int sum = 0;
        for (int i = 0; i < bars; i++) {
            sum += bar(i).ticks();
        }
        return sum;
    }

    private static Bar bar(int i) {
        double close = 1.1 + (i % 100) * 1e-5;
        return new Bar("EURUSD", Timeframe.M1, time(i), 1.1, 1.2, 1.0, close, 1.1, 1.2, 1.0, close, 1 + i % 90, 10, 11);
    }

    private static Decision decision(int i) {
        return new Decision(
                "scalp",
                "EURUSD",
                "bar:M1:" + time(i),
                3,
                1,
                i,
                time(i),
                time(i),
                1.1,
                1.1001,
                0.0004,
                i * 31L,
                List.of(new Vote("technical", "1", 0.1f, Float.NaN, 0.8f, 1, "")),
                0.1,
                0.1,
                0.8,
                Decision.Direction.BUY,
                0.8,
                Decision.Outcome.SENT,
                List.of(),
                "id-" + i,
                PLAN);
    }

    private static Signal signal(int i) {
        return new Signal("id-" + i, Side.BUY, time(i), time(i) + 5_000_000, PLAN, true, decision(i));
    }

    private static RegimeChange regimeChange(int i) {
        Regime from = i % 2 == 0 ? Regime.QUIET : null;
        List<Double> probabilities = List.of(0.1, 0.1, 0.2, 0.5, 0.1);
        return new RegimeChange(
                "EURUSD", Timeframe.M5, time(i), from, Regime.VOLATILE, probabilities, "1-ab", "ab".repeat(32));
    }

    private static BreakerChange breakerChange(int i) {
        return new BreakerChange(
                "EURUSD",
                "strategy:scalp",
                Breaker.State.CLOSED,
                Breaker.State.OPEN,
                Cause.CONSECUTIVE_LOSSES,
                5,
                5,
                0,
                time(i + 1),
                "",
                "",
                3,
                1,
                i,
                time(i));
    }

    private static DeadLetterRecord deadLetter(int i) {
        byte[] raw = WireCodec.encode(sequenced(i, tick(i)));
        return new DeadLetterRecord(
                "EURUSD", "oanda", RejectReason.CROSSED_QUOTE, "bid=2 ask=1", time(i), ByteString.copyFrom(raw));
    }

    private static SequencedEvent sequenced(int i, io.tickpilot.core.event.LogEvent event) {
        return new SequencedEvent(3, 1, i, time(i), time(i), event);
    }

    private static SequencedEvent journaled(io.tickpilot.core.event.LogEvent event) {
        return new SequencedEvent(3, 1, journalSequence++, START, START, event);
    }

    /** What a bridge wrote that had been replaced. */
    private static SequencedEvent voided(io.tickpilot.core.event.LogEvent event) {
        return new SequencedEvent(3, 0, journalSequence, START, START, event);
    }

    private static Tick tick(int i) {
        return new Tick("EURUSD", time(i), 1.1, 1.1001, 1, 1, "oanda", i);
    }

    private static TradeReport report(int i) {
        return new TradeReport(
                "EURUSD",
                time(i),
                TradeReport.Status.CLOSED,
                "paper-1",
                "scalp",
                "id-" + i,
                i,
                i,
                Side.BUY,
                0.1,
                0,
                1.11,
                10,
                -0.5,
                "target-1",
                "terminal-1",
                i);
    }

    private static String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
