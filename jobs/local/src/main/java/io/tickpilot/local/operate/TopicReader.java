package io.tickpilot.local.operate;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.wire.WireException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One look at a topic in Kafka, outside of any consumer group. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int API_MILLIS = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String bootstrap;
    private long undecodable;

    /** Takes a record's value. */
    public interface Taker {
        void take(byte[] value) throws WireException;
    }

    public TopicReader(String bootstrap) {
        this.bootstrap = bootstrap;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        "false",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        API_MILLIS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * From the beginning to what is its end now.
     *
     * @throws ConfigException when Kafka or the topic is not there
     */
    public void readAll(String topic, Taker taker) {
        read(topic, Long.MAX_VALUE, taker);
    }

    /**
     * The newest records of each partition, to what is its end now.
     *
     * @param newest at most so many of each
     */
    public void read(String topic, long newest, Taker taker) {
        List<TopicPartition> partitions = assign(topic);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            long begin = begins.getOrDefault(partition, 0L);
            consumer.seek(partition, end - begin > newest ? end - newest : begin);
        }
        Set<TopicPartition> left = new HashSet<>(partitions);
        left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        while (!left.isEmpty()) {
            poll(taker);
            left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        }
    }

    /** From where the last look ended, or from now on, as long as is wanted. */
    public void follow(String topic, BooleanSupplier wanted, Taker taker) {
        if (consumer.assignment().isEmpty()) {
            consumer.seekToEnd(assign(topic));
        }
        while (wanted.getAsBoolean()) {
            poll(taker);
        }
    }

    private List<TopicPartition> assign(String topic) {
        try {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            if (infos == null || infos.isEmpty()) {
                throw new ConfigException("kafka.bootstrap: has no topic " + topic + ": " + bootstrap);
            }
            List<TopicPartition> partitions = infos.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            return partitions;
        } catch (KafkaException e) {
            throw new ConfigException("kafka.bootstrap: cannot be reached: " + bootstrap);
        }
    }

    private void poll(Taker taker) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            try {
                taker.take(record.value());
            } catch (WireException e) {
                undecodable++;
            }
        }
    }

    /** Records so far that could not be read. */
    public long undecodable() {
        return undecodable;
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
}
