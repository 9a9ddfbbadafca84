package io.tickpilot.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions of a topic for ever, in a thread of its own, in which the handler is called. Whatever Kafka does, it
 * comes back and goes on where it was; what has been deleted meanwhile is passed over.
 */
final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(50);
    /** A question for the end of a topic, which each start and each take-over asks, waits behind the fetch under way; Kafka's default is 500. */
    private static final int FETCH_WAIT_MILLIS = 100;

    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_MILLIS = 500;
    private static final long JOIN_MILLIS = 5_000;

    private final String bootstrap;
    private final String topic;
    private final IntPredicate partitions;
    private final Start start;
    private final Handler handler;
    private final Thread thread;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final AtomicReference<@Nullable CatchUp> wanted = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> current;

    /** Where partitions are read from first. */
    @FunctionalInterface
    interface Start {
        Map<TopicPartition, Long> offsets(
                KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions);

        /** An offset for each partition, or the oldest there is when it is gone. */
        static Start at(IntToLongFunction offset) {
            return (consumer, partitions) -> {
                Map<TopicPartition, Long> offsets = consumer.beginningOffsets(partitions);
                offsets.replaceAll((at, begin) -> Math.max(begin, offset.applyAsLong(at.partition())));
                return offsets;
            };
        }

        /** The oldest record written within a span before now. */
        static Start within(Duration span) {
            return (consumer, partitions) -> {
                long from = System.currentTimeMillis() - span.toMillis();
                Map<TopicPartition, Long> offsets = consumer.endOffsets(partitions);
                consumer.offsetsForTimes(partitions.stream().collect(Collectors.toMap(at -> at, at -> from)))
                        .forEach((at, found) -> {
                            if (found != null) {
                                offsets.put(at, found.offset());
                            }
                        });
                return offsets;
            };
        }
    }

    /** What is done with records; called by the follower's thread only. */
    interface Handler {
        void take(int partition, long at, byte[] value);

        /** After each fetch that brought anything. */
        void fetched();
    }

    private record CatchUp(CountDownLatch done, Map<TopicPartition, Long> ends) {}

    /** @param partitions those to read */
    TopicFollower(String bootstrap, String topic, IntPredicate partitions, Start start, Handler handler) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.partitions = partitions;
        this.start = start;
        this.handler = handler;
        thread = new Thread(this::run, "tickpilot-bridge-" + topic);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits until everything is read that is in the topic now.
     *
     * @return false when that took too long
     */
    boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        CatchUp request = new CatchUp(new CountDownLatch(1), new HashMap<>());
        wanted.set(request);
        return request.done().await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** A consumer of no group, that begins with the oldest record where the position is gone. */
    static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        FETCH_WAIT_MILLIS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Reads a partition up to an offset, in the caller's thread.
     *
     * @throws TimeoutException when nothing came for ten seconds
     */
    static void readBelow(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition at,
            long end,
            Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        readBelow(consumer, Map.of(at, end), handler);
    }

    /** The same of several at once, which may go a little beyond. */
    static void readBelow(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        long heardNanos = System.nanoTime();
        while (isBehind(consumer, ends)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(handler);
            if (!records.isEmpty()) {
                heardNanos = System.nanoTime();
            } else if (System.nanoTime() - heardNanos > SILENT_NANOS) {
                throw new TimeoutException("nothing comes from Kafka: wanted-below=" + ends);
            }
        }
    }

    private void run() {
        while (!isClosing()) {
            try {
                follow(consumer(bootstrap));
            } catch (WakeupException e) {
                LOG.debug("woken to end: topic={}", topic);
            } catch (KafkaException e) {
                LOG.warn("topic cannot be read, trying again: topic={}: {}", topic, e.toString());
                pause();
            } catch (RuntimeException e) {
                LOG.error("follower died: topic={}", topic, e);
                throw e;
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        current = consumer;
        try {
            assign(consumer);
            while (!isClosing()) {
                turn(consumer);
            }
        } finally {
            current = null;
            // It waits for half a minute now and then for a fetch that nobody wants.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void assign(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> all = new ArrayList<>();
        for (PartitionInfo info : consumer.partitionsFor(topic)) {
            if (partitions.test(info.partition())) {
                all.add(new TopicPartition(topic, info.partition()));
            }
        }
        consumer.assign(all);
        if (positions.isEmpty()) {
            positions.putAll(start.offsets(consumer, all));
        }
        positions.forEach(consumer::seek);
    }

    private void turn(KafkaConsumer<byte[], byte[]> consumer) {
        CatchUp request = wanted.get();
        if (request != null && request.ends().isEmpty()) {
            request.ends().putAll(consumer.endOffsets(positions.keySet()));
        }
        if (request != null && !isBehind(consumer, request.ends()) && wanted.compareAndSet(request, null)) {
            request.done().countDown();
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            handler.take(record.partition(), record.offset(), record.value());
            positions.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
        }
        if (!records.isEmpty()) {
            handler.fetched();
        }
    }

    private static boolean isBehind(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return true;
            }
        }
        return false;
    }

    private boolean isClosing() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            if (closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while Kafka was away: topic={}", topic);
            }
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> reading = current;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
