package io.tickpilot.bridge;

import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the newest records of every partition of the journal, in log order, without those that a later epoch has voided.
 *
 * @param ends offset behind the last record, per partition
 * @param epoch highest met; 0 in an empty journal
 */
record JournalTail(long[] ends, int epoch) {
    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);

    /**
     * @param newest number of records of each partition to read
     * @param records receives what is valid
     */
    static JournalTail read(String bootstrap, int partitions, int newest, Consumer<JournalRecord> records) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
            List<TopicPartition> all = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                all.add(new TopicPartition(Topics.JOURNAL, partition));
            }
            consumer.assign(all);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
            Map<TopicPartition, Long> endsByPartition = consumer.endOffsets(all);
            long[] ends = new long[partitions];
            for (TopicPartition partition : all) {
                long end = endsByPartition.getOrDefault(partition, 0L);
                ends[partition.partition()] = end;
                consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - newest));
            }
            int[] epochs = new int[partitions];
            while (behind(consumer, all, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    take(record, epochs, records);
                }
            }
            int epoch = 0;
            for (int each : epochs) {
                epoch = Math.max(epoch, each);
            }
            return new JournalTail(ends, epoch);
        }
    }

    private static boolean behind(KafkaConsumer<?, ?> consumer, List<TopicPartition> all, long[] ends) {
        for (TopicPartition partition : all) {
            if (consumer.position(partition) < ends[partition.partition()]) {
                return true;
            }
        }
        return false;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, int[] epochs, Consumer<JournalRecord> records) {
        try {
            JournalRecord decoded = WireCodec.decodeRecord(record.value());
            int partition = record.partition();
            if (decoded.partition() == partition && decoded.epoch() >= epochs[partition]) {
                epochs[partition] = decoded.epoch();
                records.accept(decoded);
            }
        } catch (WireException e) {
            LOG.warn(
                    "journal record skipped: partition={} offset={}: {}",
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }
}
