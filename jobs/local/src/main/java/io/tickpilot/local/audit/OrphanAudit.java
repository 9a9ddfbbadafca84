package io.tickpilot.local.audit;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.wire.CountingPlaces;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares the decisions in Kafka with the journal. Those whose place in the log does not count were taken on events that were lost
 * with their bridge: the job has rewound and decided anew, and they stay as orphans.
 *
 * @param decisions told, each place once
 * @param orphans in the order told
 * @param unknown decisions older than the journal, or newer than it was when it was read
 * @param undecodable records of either topic
 */
public record OrphanAudit(long decisions, List<Decision> orphans, long unknown, long undecodable) {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int API_MILLIS = 10_000;

    /** A decision's place; {@code origin} because a bar's close and a tick may share one. */
    private record Place(String strategy, String symbol, String origin, int epoch, long sequence) {}

    /** Takes a value of a topic. */
    private interface Taker {
        void take(byte[] value) throws WireException;
    }

    /** Reads both topics to their ends of this moment, the decisions first: what they were taken on is then in the journal or lost. */
    public static OrphanAudit run(String bootstrap) {
        Map<Place, Decision> told = new LinkedHashMap<>();
        CountingPlaces places = new CountingPlaces();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            long undecodable = read(consumer, Topics.DECISIONS, bytes -> {
                Decision decision = WireCodec.decodeDecision(bytes);
                Place place = new Place(
                        decision.strategy(),
                        decision.symbol(),
                        decision.origin(),
                        decision.epoch(),
                        decision.sequence());
                told.putIfAbsent(place, decision);
            });
            undecodable += read(consumer, Topics.JOURNAL, bytes -> places.take(WireCodec.decodeRecord(bytes)));
            List<Decision> orphans = new ArrayList<>();
            long unknown = 0;
            for (Decision decision : told.values()) {
                int partition = decision.partition();
                boolean known = !places.precedes(partition, decision.epoch(), decision.sequence())
                        && places.reaches(partition, decision.epoch(), decision.sequence());
                if (!known) {
                    unknown++;
                } else if (!places.counts(partition, decision.epoch(), decision.sequence())) {
                    orphans.add(decision);
                }
            }
            return new OrphanAudit(told.size(), orphans, unknown, undecodable);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
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

    /** @return how many records could not be decoded */
    private static long read(KafkaConsumer<byte[], byte[]> consumer, String topic, Taker taker) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Set<TopicPartition> left = new HashSet<>(partitions);
        left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        long undecodable = 0;
        while (!left.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                try {
                    taker.take(record.value());
                } catch (WireException e) {
                    undecodable++;
                }
            }
            left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        }
        return undecodable;
    }
}
