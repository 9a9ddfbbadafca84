package io.tickpilot.bridge;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.wire.proto.EpochClaim;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims epochs through the topic {@value Topics#EPOCHS}. It holds a line a start or take-over and is read whole. */
final class EpochTopic {
    private static final Logger LOG = LoggerFactory.getLogger(EpochTopic.class);
    private static final TopicPartition ONLY = new TopicPartition(Topics.EPOCHS, 0);

    private final String bootstrap;
    private final String bridge;

    /** @param bridge unique among all bridges that ever were */
    EpochTopic(String bootstrap, String bridge) {
        this.bootstrap = bootstrap;
        this.bridge = bridge;
    }

    /**
     * Claims the number after all that were claimed before.
     *
     * @param above the highest epoch in the journal, whose claim may be gone
     * @return the epoch, or nothing when another bridge was first
     */
    OptionalInt claim(Producer<byte[], byte[]> producer, int above, long nowMicros)
            throws ExecutionException, InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = TopicFollower.consumer(bootstrap)) {
            consumer.assign(List.of(ONLY));
            consumer.seekToBeginning(List.of(ONLY));
            Claims claims = new Claims();
            long end = consumer.endOffsets(List.of(ONLY)).getOrDefault(ONLY, 0L);
            TopicFollower.readBelow(consumer, ONLY, end, record -> take(record, claims));
            int epoch = Math.max(claims.highest(), above) + 1;
            EpochClaim claim = EpochClaim.newBuilder()
                    .setEpoch(epoch)
                    .setBridge(bridge)
                    .setClaimedMicros(nowMicros)
                    .build();
            long offset = producer.send(new ProducerRecord<>(Topics.EPOCHS, 0, new byte[0], claim.toByteArray()))
                    .get()
                    .offset();
            TopicFollower.readBelow(consumer, ONLY, offset + 1, record -> take(record, claims));
            boolean mine = claims.has(bridge, epoch);
            LOG.info("epoch claimed: epoch={} bridge={} mine={}", epoch, bridge, mine);
            return mine ? OptionalInt.of(epoch) : OptionalInt.empty();
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Claims claims) {
        try {
            claims.take(EpochClaim.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("claim skipped: offset={}: {}", record.offset(), e.getMessage());
        }
    }
}
