package io.tickpilot.local.demo;

import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what the hot job publishes to Kafka, as any other consumer would, and keeps what the live view shows. Counts each signal
 * and decision once, however often a restarted job publishes it.
 */
final class LiveTail implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTail.class);
    private static final List<String> TOPICS = List.of("decisions", "signals", "alerts", "dead-letters");
    private static final int SIGNALS_SHOWN = 5;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String bootstrap;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private final Map<String, Decision> newest = new HashMap<>();
    private final Deque<String> signals = new ArrayDeque<>();
    private final Set<String> signalIds = new HashSet<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> newestSequence = new HashMap<>();
    private final Feedback feedback = new Feedback();
    private final Halts halts = new Halts(feedback);
    private final Map<String, RegimeChange> regimes = new HashMap<>();
    private long decisions;
    private long errors;

    LiveTail(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    @Override
    public void run() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped.get()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    take(record.topic(), record.value());
                }
            }
        } catch (org.apache.kafka.common.errors.InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("live tail ended", e);
            countError();
        }
    }

    private synchronized void countError() {
        errors++;
    }

    synchronized void take(String topic, byte[] value) {
        try {
            switch (topic) {
                case "decisions" -> decision(WireCodec.decodeDecision(value));
                case "signals" -> signal(WireCodec.decodeSignal(value));
                case "alerts" -> {
                    alert(WireCodec.decodeAlert(value));
                    halts.take(value);
                }
                default ->
                    rejected.merge(WireCodec.decodeDeadLetter(value).reason().name(), 1L, Long::sum);
            }
        } catch (WireException e) {
            LOG.error("message of the topic cannot be decoded: topic={} bytes={}", topic, value.length, e);
            errors++;
        }
    }

    private void decision(Decision decision) {
        String strategyAndSymbol = decision.strategy() + "/" + decision.symbol();
        if (decision.sequence() <= newestSequence.getOrDefault(strategyAndSymbol, -1L)) {
            return;
        }
        newestSequence.put(strategyAndSymbol, decision.sequence());
        decisions++;
        newest.put(decision.symbol(), decision);
        feedback.take(decision);
    }

    private void alert(@Nullable RegimeChange change) {
        if (change != null) {
            regimes.merge(change.symbol(), change, (old, now) -> now.timeMicros() < old.timeMicros() ? old : now);
        }
    }

    private void signal(Signal signal) {
        if (!signalIds.add(signal.id())) {
            return;
        }
        signals.addFirst(String.format(
                Locale.ROOT,
                "%s  %s %s %.2f lots at %s  stop %s  confidence %.2f  %s",
                TIME.format(Instant.ofEpochSecond(0, signal.createdMicros() * 1_000)),
                signal.decision().symbol(),
                signal.side(),
                signal.plan().lots(),
                price(signal.plan().entry()),
                price(signal.plan().stop()),
                signal.decision().confidence(),
                signal.decision().strategy()));
        while (signals.size() > SIGNALS_SHOWN) {
            signals.removeLast();
        }
    }

    private static String price(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%.2f", value) : String.format(Locale.ROOT, "%.5f", value);
    }

    /** Outcome of a decision in a few words, the first failed check with its numbers. */
    static String describe(Decision decision) {
        if (decision.rejections().isEmpty()) {
            return decision.outcome()
                    + (decision.direction() == Decision.Direction.HOLD ? "" : " " + decision.direction());
        }
        Rejection first = decision.rejections().get(0);
        return decision.outcome() + " " + decision.direction() + ": " + first.check() + " " + threeDigits(first.value())
                + ", limit " + threeDigits(first.limit());
    }

    private static String threeDigits(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString()
                : Double.toString(value);
    }

    synchronized @Nullable Decision newest(String symbol) {
        return newest.get(symbol);
    }

    /** The regime of a symbol's market, empty before it is known. */
    synchronized String regime(String symbol) {
        RegimeChange change = regimes.get(symbol);
        return change == null ? "" : change.to().label();
    }

    /** What keeps signals back now, one line each. */
    synchronized List<String> halts() {
        return halts.lines();
    }

    /** What trades changed. */
    synchronized <T> T feedback(Function<Feedback, T> question) {
        return question.apply(feedback);
    }

    synchronized List<String> signals() {
        return new ArrayList<>(signals);
    }

    synchronized Map<String, Long> rejected() {
        return new TreeMap<>(rejected);
    }

    synchronized long decisionCount() {
        return decisions;
    }

    synchronized long signalCount() {
        return signalIds.size();
    }

    synchronized long errorCount() {
        return errors;
    }

    @Override
    public void close() {
        stopped.set(true);
    }
}
