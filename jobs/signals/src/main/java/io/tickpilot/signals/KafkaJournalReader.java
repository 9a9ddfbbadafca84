package io.tickpilot.signals;

import io.tickpilot.flink.connector.zeromq.JournalReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The journal in Kafka; a position is an offset. Belongs to no consumer group: its positions are Flink state. */
final class KafkaJournalReader implements JournalReader {
    private static final int MAX_RECORDS = 5_000;
    private static final int FETCH_WAIT_MILLIS = 5;

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    KafkaJournalReader(String bootstrap, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "false",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                "false",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Integer.toString(MAX_RECORDS),
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Integer.toString(FETCH_WAIT_MILLIS)));
    }

    @Override
    public void assign(Set<Integer> partitions) {
        consumer.assign(topicPartitions(partitions));
    }

    @Override
    public void seek(int partition, long position) {
        consumer.seek(new TopicPartition(topic, partition), position);
    }

    @Override
    public void poll(Duration timeout, RecordHandler handler) throws IOException {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(timeout);
        } catch (OffsetOutOfRangeException e) {
            goOnFromTheOldest(e.offsetOutOfRangePartitions());
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            handler.accept(record.partition(), record.offset(), record.value());
        }
    }

    /** A position behind the end means that this is not the log the state was made from. */
    private void goOnFromTheOldest(Map<TopicPartition, Long> positions) throws IOException {
        Map<TopicPartition, Long> oldest = consumer.beginningOffsets(positions.keySet());
        for (Map.Entry<TopicPartition, Long> entry : positions.entrySet()) {
            long first = oldest.getOrDefault(entry.getKey(), 0L);
            if (entry.getValue() > first) {
                throw new IOException("journal ends before the position of the state: partition=" + entry.getKey()
                        + " position=" + entry.getValue());
            }
            consumer.seek(entry.getKey(), first);
        }
    }

    @Override
    public Map<Integer, Long> endPositions(Set<Integer> partitions) {
        Map<Integer, Long> ends = new HashMap<>();
        consumer.endOffsets(topicPartitions(partitions)).forEach((at, end) -> ends.put(at.partition(), end));
        return ends;
    }

    /** Nothing is committed, so nothing is waited for. A cancelled task's interrupt is kept from the consumer. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        } catch (InterruptException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<TopicPartition> topicPartitions(Set<Integer> partitions) {
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}
