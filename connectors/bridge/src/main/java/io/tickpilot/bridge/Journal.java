package io.tickpilot.bridge;

import io.tickpilot.wire.JournalRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
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
 * Writes the log to Kafka and tells how far it is durable. The first error is final: what follows it in the same epoch
 * could be in the journal without its predecessor, so the owner must stop and open a new epoch with a new journal.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final byte[] NO_KEY = new byte[0];

    private final Producer<byte[], byte[]> producer;
    private final AtomicLongArray journaledBelow;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Runnable wake;

    /**
     * @param journaledBelow per partition, where the log stands
     * @param wake called from Kafka's thread when {@link #journaledBelow} or {@link #failure} may have changed
     */
    Journal(String bootstrap, long[] journaledBelow, Runnable wake) {
        this(new KafkaProducer<>(config(bootstrap)), journaledBelow, wake);
        try {
            producer.partitionsFor(Topics.JOURNAL);
            producer.partitionsFor(Topics.DEAD_LETTERS);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    Journal(Producer<byte[], byte[]> producer, long[] journaledBelow, Runnable wake) {
        this.producer = producer;
        this.journaledBelow = new AtomicLongArray(journaledBelow);
        this.wake = wake;
    }

    static Map<String, Object> config(String bootstrap) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
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
        int partition = record.partition();
        long below = record.sequence() + 1;
        try {
            producer.send(new ProducerRecord<>(Topics.JOURNAL, partition, key(record), bytes), (metadata, problem) -> {
                if (problem != null) {
                    fail(problem);
                } else if (failure.get() == null) {
                    journaledBelow.set(partition, below);
                    wake.run();
                }
            });
        } catch (KafkaException e) {
            fail(e);
        }
    }

    /** Not part of the log: a failure is told and does not stop it. */
    void deadLetter(byte[] bytes) {
        if (failure.get() != null) {
            LOG.warn("dead letter lost: the journal has failed");
            return;
        }
        try {
            producer.send(new ProducerRecord<>(Topics.DEAD_LETTERS, NO_KEY, bytes), (metadata, problem) -> {
                if (problem != null) {
                    LOG.warn("dead letter lost: {}", problem.toString());
                }
            });
        } catch (KafkaException e) {
            LOG.warn("dead letter lost: {}", e.toString());
        }
    }

    /** Every record of the partition below this sequence is durable. Never moves once the journal has failed. */
    long journaledBelow(int partition) {
        return journaledBelow.get(partition);
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
