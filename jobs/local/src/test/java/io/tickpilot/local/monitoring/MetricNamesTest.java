package io.tickpilot.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.archive.ArchiveJob;
import io.tickpilot.archive.ArchiveSettings;
import io.tickpilot.bridge.Topics;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.embedded.EmbeddedDatabase;
import io.tickpilot.embedded.EmbeddedKafka;
import io.tickpilot.embedded.Ports;
import io.tickpilot.flink.OnnxAgents;
import io.tickpilot.signals.SignalsJob;
import io.tickpilot.signals.SignalsSettings;
import io.tickpilot.timescale.DatabaseSettings;
import io.tickpilot.timescale.Migrations;
import io.tickpilot.wire.Partitions;
import io.tickpilot.wire.WireCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboards and alert rules only ask for metrics that the jobs really have. */
class MetricNamesTest {
    private static final Path HOME = Path.of(System.getProperty("tickpilot.home", "../.."));
    private static final Pattern METRIC = Pattern.compile("\\bflink_\\w+");
    private static final int PARTITIONS = 64;

    @TempDir
    Path folder;

    @Test
    void everyMetricOfDashboardsAndRulesExists() throws Exception {
        Set<String> wanted = new TreeSet<>();
        for (Path file : filesWithQueries()) {
            Matcher matcher = METRIC.matcher(Files.readString(file));
            while (matcher.find()) {
                wanted.add(matcher.group());
            }
        }
        assertThat(wanted).hasSizeGreaterThan(15);

        Set<String> present = metricsOfBothJobs(wanted);

        assertThat(present).containsAll(wanted);
    }

    private static List<Path> filesWithQueries() throws IOException {
        try (Stream<Path> files = Files.walk(HOME.resolve("monitoring"))) {
            return files.filter(file -> file.toString().endsWith(".json")
                            || file.getFileName().toString().equals("rules.yml"))
                    .toList();
        }
    }

    private Set<String> metricsOfBothJobs(Set<String> wanted) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"), 0)) {
            Topics.ensure(kafka.bootstrap(), PARTITIONS);
            sendATick(kafka);
            Migrations.run(database.jdbcUrl(), database.user(), database.password());
            Settings root = Settings.parse("signals:\n  start: earliest\n", Map.of());
            String nobody = "tcp://127.0.0.1:" + Ports.free(0);
            SignalsSettings signals = SignalsSettings.from(root).connectedTo(kafka.bootstrap(), nobody, nobody);
            ArchiveSettings archive = ArchiveSettings.from(root)
                    .connectedTo(
                            kafka.bootstrap(),
                            new DatabaseSettings(database.jdbcUrl(), database.user(), database.password()));
            EngineSettings engine = EngineSettings.from(root);

            int port = Ports.free(0);
            Configuration configuration = SignalsJob.configuration(signals);
            configuration.setString("metrics.reporters", "prom");
            configuration.setString(
                    "metrics.reporter.prom.factory.class",
                    "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
            configuration.setString("metrics.reporter.prom.port", Integer.toString(port));
            try (StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(configuration)) {
                SignalsJob.build(env, signals, engine, OnnxAgents.of(engine, HOME::resolve));
                ArchiveJob.build(env, archive);
                JobClient job = env.executeAsync("metrics");
                Set<String> present = new TreeSet<>();
                await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                    present.addAll(scrape(port));
                    return present.containsAll(wanted);
                });
                job.cancel().get();
                return present;
            }
        }
    }

    private static void sendATick(EmbeddedKafka kafka) throws Exception {
        int partition = Partitions.of("EURUSD", PARTITIONS);
        Tick tick = new Tick("EURUSD", 1_700_000_000_000_000L, 1.1, 1.1001, 1, 1, "test", 1);
        SequencedEvent event = new SequencedEvent(partition, 1, 0, tick.eventTimeMicros(), 0, tick);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.JOURNAL, partition, "EURUSD", WireCodec.encode(event)))
                    .get();
        }
    }

    private static Set<String> scrape(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        String text = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Set<String> names = new TreeSet<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }
}
