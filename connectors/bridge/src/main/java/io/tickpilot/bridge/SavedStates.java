package io.tickpilot.bridge;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.wire.proto.SavedPartition;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What bridges knew of the journal's partitions, from the compacted topic {@value Topics#BRIDGE_STATE}. Any of them may be
 * used, whoever wrote it: each follows from the journal below its position alone.
 */
final class SavedStates {
    private static final Logger LOG = LoggerFactory.getLogger(SavedStates.class);
    private static final TopicPartition ONLY = new TopicPartition(Topics.BRIDGE_STATE, 0);

    private SavedStates() {}

    /** @param journal identity of the topic; states of another are left out */
    static Map<Integer, SavedPartition> read(String bootstrap, String journal) {
        Map<Integer, SavedPartition> states = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicFollower.consumer(bootstrap)) {
            consumer.assign(List.of(ONLY));
            consumer.seekToBeginning(List.of(ONLY));
            long end = consumer.endOffsets(List.of(ONLY)).getOrDefault(ONLY, 0L);
            TopicFollower.readBelow(consumer, ONLY, end, record -> take(record, journal, states));
        }
        return states;
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record, String journal, Map<Integer, SavedPartition> states) {
        try {
            SavedPartition state = SavedPartition.parseFrom(record.value());
            if (state.getJournal().equals(journal)) {
                states.merge(state.getPartition(), state, (a, b) -> a.getPosition() > b.getPosition() ? a : b);
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("state of a partition skipped: offset={}: {}", record.offset(), e.getMessage());
        }
    }

    static byte[] key(int partition) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
    }
}
