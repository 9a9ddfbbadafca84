package io.tickpilot.bridge;

import io.tickpilot.bridge.BridgeSettings.JournalMode;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.proto.SavedPartition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the log of one epoch to Kafka. That Kafka has confirmed a record proves nothing, for a fence may be before it: what
 * has arrived is for the {@link Term} to tell. The first error is final: the owner must stop and open a new epoch.
 */
final class Journal implements AutoCloseable {
    /** Of the largest record, a partition's state. */
    static final int MAX_RECORD_BYTES = 8 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final byte[] NO_KEY = new byte[0];
    /** Where fast copies wait for Kafka, each millisecond counts. */
    private static final int LINGER_MILLIS_FIRST = 1;
    /** Where they do not, fewer requests leave the processor to others. */
    private static final int LINGER_MILLIS_ASYNC = 10;

    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Runnable wake;

    /** @param wake called from Kafka's thread once {@link #failure} is there */
    Journal(Producer<byte[], byte[]> producer, Runnable wake) {
        this.producer = producer;
        this.wake = wake;
    }

    /** Fails at once when Kafka is not there. */
    static Producer<byte[], byte[]> producer(String bootstrap, JournalMode mode) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(config(bootstrap, mode));
        try {
            producer.partitionsFor(Topics.JOURNAL);
            producer.partitionsFor(Topics.DEAD_LETTERS);
            producer.partitionsFor(Topics.BRIDGE_STATE);
            return producer;
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private static Map<String, Object> config(String bootstrap, JournalMode mode) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(
                ProducerConfig.LINGER_MS_CONFIG, mode == JournalMode.FIRST ? LINGER_MILLIS_FIRST : LINGER_MILLIS_ASYNC);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        return config;
    }

    /**
     * Does nothing once the journal has failed: a producer without a broker holds every caller up for seconds.
     *
     * @param bytes of the record, as the fast copy carries them
     */
    void append(JournalRecord record, byte[] bytes) {
        if (failure.get() != null) {
            return;
        }
        try {
            producer.send(
                    new ProducerRecord<>(Topics.JOURNAL, record.partition(), key(record), bytes),
                    (metadata, problem) -> {
                        if (problem != null) {
                            fail(problem);
                        }
                    });
        } catch (KafkaException e) {
            fail(e);
        }
    }

    void deadLetter(byte[] bytes) {
        besides(Topics.DEAD_LETTERS, NO_KEY, bytes);
    }

    void save(SavedPartition state) {
        besides(Topics.BRIDGE_STATE, SavedStates.key(state.getPartition()), state.toByteArray());
    }

    /** Not part of the log: a failure is told and does not stop it. */
    private void besides(String topic, byte[] key, byte[] value) {
        if (failure.get() != null) {
            LOG.warn("record lost, the journal has failed: topic={}", topic);
            return;
        }
        try {
            producer.send(new ProducerRecord<>(topic, key, value), (metadata, problem) -> {
                if (problem != null) {
                    LOG.warn("record lost: topic={}: {}", topic, problem.toString());
                }
            });
        } catch (KafkaException e) {
            LOG.warn("record lost: topic={}: {}", topic, e.toString());
        }
    }

    @Nullable
    Exception failure() {
        return failure.get();
    }

    /** Waits for what is on its way unless the journal has failed. */
    @Override
    public void close() {
        producer.close(failure.get() == null ? Duration.ofSeconds(10) : Duration.ZERO);
    }

    /** Waits for nothing. */
    void abandon() {
        producer.close(Duration.ZERO);
    }

    private void fail(Exception problem) {
        if (failure.compareAndSet(null, problem)) {
            wake.run();
        }
    }

    private static byte[] key(JournalRecord record) {
        return record instanceof JournalRecord.Entry entry
                ? entry.event().symbol().getBytes(StandardCharsets.UTF_8)
                : NO_KEY;
    }
}
