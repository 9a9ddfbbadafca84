package io.tickpilot.signals;

import io.tickpilot.flink.connector.zeromq.JournalReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
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
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(MAX_RECORDS),
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Integer.toString(FETCH_WAIT_MILLIS)));
    }

    @Override
    public void assign(Set<Integer> partitions) {
        consumer.assign(topicPartitions(partitions));
    }

    @Override
    public void seek(int partition, long position) {
        TopicPartition at = new TopicPartition(topic, partition);
        // A position before the oldest record kept would be out of range only at the next fetch: the reset policy
        // then goes on from the oldest one, which is what the contract asks for.
        consumer.seek(at, position);
    }

    @Override
    public void poll(Duration timeout, RecordHandler handler) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            handler.accept(record.partition(), record.offset(), record.value());
        }
    }

    @Override
    public Map<Integer, Long> endPositions(Set<Integer> partitions) {
        Map<Integer, Long> ends = new HashMap<>();
        consumer.endOffsets(topicPartitions(partitions)).forEach((at, end) -> ends.put(at.partition(), end));
        return ends;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> topicPartitions(Set<Integer> partitions) {
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}
