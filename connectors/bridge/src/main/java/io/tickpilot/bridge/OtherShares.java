package io.tickpilot.bridge;

import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.proto.SavedPartition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What was given for all symbols in the partitions that other bridges lead: read once, when a bridge starts. */
final class OtherShares {
    private OtherShares() {}

    /** @param saved what earlier bridges knew, by partition; the journal is read from there on */
    static StandingForAll read(BridgeSettings settings, Map<Integer, SavedPartition> saved) {
        StandingForAll standing = new StandingForAll();
        List<TopicPartition> others = IntStream.range(0, settings.partitions())
                .filter(partition -> !settings.succession().share().has(partition))
                .mapToObj(partition -> new TopicPartition(Topics.JOURNAL, partition))
                .toList();
        if (others.isEmpty()) {
            return standing;
        }
        try (KafkaConsumer<byte[], byte[]> consumer = TopicFollower.consumer(settings.bootstrap())) {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(others);
            Map<TopicPartition, Long> ends = consumer.endOffsets(others);
            Map<Integer, PartitionState> states = new TreeMap<>();
            consumer.assign(others);
            for (TopicPartition at : others) {
                PartitionState state = PartitionState.of(at.partition(), saved.get(at.partition()));
                states.put(at.partition(), state);
                consumer.seek(at, Math.max(begins.getOrDefault(at, 0L), state.position()));
            }
            TopicFollower.readBelow(consumer, ends, record -> take(record, states));
            states.values().forEach(state -> standing.takeAll(state.forAll()));
        }
        return standing;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Map<Integer, PartitionState> states) {
        PartitionState state = states.get(record.partition());
        JournalRecord decoded = JournalFollower.decode(record.partition(), record.offset(), record.value());
        if (state != null && decoded != null) {
            state.take(decoded, record.offset());
        } else if (state != null) {
            state.skip(record.offset());
        }
    }
}
