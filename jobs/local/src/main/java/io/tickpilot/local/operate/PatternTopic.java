package io.tickpilot.local.operate;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.supervision.pattern.PatternDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic {@code patterns}: what a supervision job watches beside its configuration. */
public final class PatternTopic {
    private static final int WAIT_MILLIS = 10_000;

    private PatternTopic() {}

    /** What is in force: of each id what the topic says last, else what is configured. */
    public static Map<String, PatternDefinition> inForce(String bootstrap, Map<String, String> configured) {
        Map<String, PatternDefinition> definitions = new TreeMap<>();
        configured.values().forEach(text -> put(definitions, text));
        try (TopicReader reader = new TopicReader(bootstrap)) {
            reader.readAll(Topics.PATTERNS, value -> {
                try {
                    put(definitions, new String(value, StandardCharsets.UTF_8));
                } catch (ConfigException e) {
                    // The job refuses it, too, and keeps what was before.
                }
            });
        }
        return definitions;
    }

    private static void put(Map<String, PatternDefinition> definitions, String text) {
        PatternDefinition definition = PatternDefinition.parse(text);
        definitions.put(definition.id(), definition);
    }

    /** Returns once Kafka has it. */
    public static void set(String bootstrap, PatternDefinition definition) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                WAIT_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                WAIT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                WAIT_MILLIS / 2);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.PATTERNS, definition.id(), definition.text()))
                    .get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ConfigException("kafka.bootstrap: cannot be reached: " + bootstrap);
        }
    }
}
