package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.wire.JournalOrder;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The events of a journal that count, read on and on. One thread. */
final class JournalReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, JournalOrder> orders = new HashMap<>();
    private final List<LogEvent> events = new ArrayList<>();

    JournalReader(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.JOURNAL).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All so far; those of a partition in its order. */
    List<LogEvent> events() throws WireException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(10))) {
            JournalRecord decoded = WireCodec.decodeRecord(record.value());
            JournalOrder order = orders.computeIfAbsent(decoded.partition(), partition -> JournalOrder.fromOldest());
            if (order.take(decoded) && decoded instanceof JournalRecord.Entry entry) {
                events.add(entry.event().event());
            }
        }
        return events;
    }

    @Override
    public void close() {
        // It waits for half a minute now and then for a fetch that nobody wants.
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
