package io.tickpilot.e2e;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows a session as it is told: what is decided, which breakers move, and what comes into the log beside the market. */
final class SessionTail implements AutoCloseable {
    private final List<Decision> decisions = new CopyOnWriteArrayList<>();
    private final List<BreakerChange> breakers = new CopyOnWriteArrayList<>();
    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private final List<TradeReport> trades = new CopyOnWriteArrayList<>();
    private final String bootstrap;
    private final Thread thread = new Thread(this::run, "session-tail");
    private volatile boolean closing;

    SessionTail(String bootstrap) {
        this.bootstrap = bootstrap;
        thread.setDaemon(true);
        thread.start();
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<BreakerChange> breakers() {
        return breakers;
    }

    List<Command> commands() {
        return commands;
    }

    List<TradeReport> trades() {
        return trades;
    }

    /** How often each outcome, check, report, move and command was told. */
    @Override
    public String toString() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Decision decision : decisions) {
            counts.merge("decision " + decision.outcome(), 1, Integer::sum);
            decision.rejections().forEach(each -> counts.merge("kept back by " + each.check(), 1, Integer::sum));
        }
        trades.forEach(each -> counts.merge("trade " + each.status() + " " + each.reason(), 1, Integer::sum));
        breakers.forEach(each -> counts.merge("breaker " + each.scope() + " " + each.to(), 1, Integer::sum));
        commands.forEach(each -> counts.merge("command " + each.kind(), 1, Integer::sum));
        return counts.toString();
    }

    private void run() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(Topics.DECISIONS, Topics.ALERTS, Topics.JOURNAL).stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    take(record);
                }
            }
        } catch (WireException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws WireException {
        switch (record.topic()) {
            case Topics.DECISIONS -> decisions.add(WireCodec.decodeDecision(record.value()));
            case Topics.ALERTS -> {
                BreakerChange change = WireCodec.decodeBreakerChange(record.value());
                if (change != null) {
                    breakers.add(change);
                }
            }
            default -> {
                if (WireCodec.decodeRecord(record.value()) instanceof JournalRecord.Entry entry) {
                    journaled(entry.event().event());
                }
            }
        }
    }

    private void journaled(LogEvent event) {
        if (event instanceof Command command) {
            commands.add(command);
        } else if (event instanceof TradeReport report) {
            trades.add(report);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
