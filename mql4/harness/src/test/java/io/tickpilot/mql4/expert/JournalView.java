package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.wire.JournalOrder;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the journal holds, read on from where it was read to last: for tests that look often. */
final class JournalView implements AutoCloseable {
    private static final Duration FETCH = Duration.ofMillis(100);
    /** A question for the end waits behind the fetch under way, which waits this long for what does not come. */
    private static final int FETCH_WAIT_MILLIS = 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<Integer, JournalOrder> orders = new HashMap<>();
    private final Map<Integer, List<SequencedEvent>> events = new TreeMap<>();

    /** Of a Kafka that has a journal. */
    JournalView(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        FETCH_WAIT_MILLIS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(Topics.JOURNAL).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Events that count, up to the present end, partition by partition in order. */
    synchronized List<SequencedEvent> events() throws WireException {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(FETCH)) {
                take(WireCodec.decodeRecord(record.value()));
            }
        }
        return events.values().stream().flatMap(List::stream).toList();
    }

    private void take(JournalRecord record) {
        JournalOrder order = orders.computeIfAbsent(record.partition(), partition -> JournalOrder.fromOldest());
        if (order.take(record) && record instanceof JournalRecord.Entry entry) {
            events.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add(entry.event());
        }
    }

    @Override
    public synchronized void close() {
        // It waits for half a minute now and then for a fetch that nobody wants.
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
