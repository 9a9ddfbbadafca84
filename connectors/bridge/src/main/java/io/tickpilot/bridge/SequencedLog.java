package io.tickpilot.bridge;

import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one order: sequences, journals and publishes. Belongs to the control thread. Opening reads the journal's end, then
 * fences all older epochs; so does every reopening after Kafka has failed.
 */
final class SequencedLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SequencedLog.class);
    private static final int FENCE_ATTEMPTS = 10;
    /** Not more clock events than this in the world's time, however fast the market's clock runs. */
    private static final long MIN_CLOCK_NANOS = 50_000_000L;

    private final BridgeSettings settings;
    private final MarketClock clock;
    private final MarketClock wall = MarketClock.system();
    private final Collection<String> symbols;
    private final FastCopy fastCopy;
    private final BridgeStats stats;
    private final ReceiptTimes receiptTimes;
    private final WakePipe wake;
    private final ArrayDeque<Unpublished> unpublished = new ArrayDeque<>();
    private Sequencer sequencer;
    private Journal journal;
    private long clockMicros;
    private long clockNanos;

    private record Unpublished(int partition, long sequence, byte[] bytes) {}

    private record Opened(Sequencer sequencer, Journal journal) {}

    SequencedLog(
            BridgeSettings settings,
            MarketClock clock,
            Collection<String> symbols,
            FastCopy fastCopy,
            Outputs outputs) {
        this.settings = settings;
        this.clock = clock;
        this.symbols = List.copyOf(symbols);
        this.fastCopy = fastCopy;
        this.stats = outputs.stats();
        this.receiptTimes = outputs.receiptTimes();
        this.wake = outputs.wake();
        Opened opened = open();
        sequencer = opened.sequencer();
        journal = opened.journal();
    }

    /** What the log tells others while it works. */
    record Outputs(BridgeStats stats, ReceiptTimes receiptTimes, WakePipe wake) {}

    /** @return whether the event was new; a resend changes nothing */
    boolean append(LogEvent event, long receivedMicros) {
        if (event instanceof Tick tick) {
            clock.observe(tick.eventTimeMicros());
        }
        SequencedEvent sequenced = sequencer.sequence(event, clock.micros(), receivedMicros);
        if (sequenced == null) {
            stats.duplicates.increment();
            return false;
        }
        count(event);
        receiptTimes.put(sequenced.partition(), sequenced.sequence(), receivedMicros);
        write(new JournalRecord.Entry(sequenced));
        return true;
    }

    /** Writes a clock event to every partition when it is time. */
    void tickClock(long nowNanos) {
        long sinceNanos = nowNanos - clockNanos;
        long interval = settings.clockInterval().toNanos();
        long now = clock.micros();
        boolean marketMoved = now - clockMicros >= interval / 1_000 && sinceNanos >= MIN_CLOCK_NANOS;
        if (!marketMoved && sinceNanos < interval) {
            return;
        }
        clockMicros = now;
        clockNanos = nowNanos;
        long received = wall.micros();
        for (int partition = 0; partition < sequencer.partitions(); partition++) {
            write(sequencer.clock(partition, now, received, journal.journaledBelow(partition)));
        }
    }

    /** Publishes what waited for the journal. @return whether anything left */
    boolean publishJournaled() {
        boolean any = false;
        for (Unpublished head = unpublished.peek();
                head != null && head.sequence() < journal.journaledBelow(head.partition());
                head = unpublished.peek()) {
            unpublished.remove();
            fastCopy.publish(head.partition(), head.bytes());
            any = true;
        }
        return any;
    }

    boolean failed() {
        return journal.failure() != null;
    }

    /**
     * After a failure: forgets everything that may not be in the journal and opens a new epoch.
     *
     * @throws BridgeException when Kafka is still away; the log stays failed
     */
    void reopen() {
        LOG.error("journal failed, opening a new epoch: epoch={}", sequencer.epoch(), journal.failure());
        stats.journalFailures.increment();
        journal.close();
        unpublished.clear();
        Opened opened = open();
        sequencer = opened.sequencer();
        journal = opened.journal();
    }

    void deadLetter(byte[] bytes) {
        journal.deadLetter(bytes);
    }

    long next(int partition) {
        return sequencer.next(partition);
    }

    int partition(String symbol) {
        return sequencer.partition(symbol);
    }

    long journaledBelow(int partition) {
        return journal.journaledBelow(partition);
    }

    Set<String> symbols() {
        return sequencer.symbols();
    }

    int epoch() {
        return sequencer.epoch();
    }

    @Override
    public void close() {
        journal.close();
        publishJournaled();
    }

    private void write(JournalRecord record) {
        byte[] bytes = WireCodec.encode(record);
        journal.append(record, bytes);
        if (settings.journal() == BridgeSettings.JournalMode.FIRST) {
            unpublished.add(new Unpublished(record.partition(), record.sequence(), bytes));
        } else if (journal.failure() == null) {
            fastCopy.publish(record.partition(), bytes);
        }
    }

    private void count(LogEvent event) {
        if (event instanceof Tick) {
            stats.ticks.increment();
        } else if (event instanceof TradeReport) {
            stats.tradeReports.increment();
        } else {
            stats.otherEvents.increment();
        }
    }

    /**
     * Reads, fences, and begins again when somebody wrote between the two. Fences are durable before any input is taken.
     */
    private Opened open() {
        int floor = 0;
        try {
            for (int attempt = 0; attempt < FENCE_ATTEMPTS; attempt++) {
                Sequencer fresh = new Sequencer(settings.partitions());
                symbols.forEach(fresh::know);
                JournalTail tail = JournalTail.read(
                        settings.bootstrap(), settings.partitions(), settings.recoverRecords(), fresh::restore);
                floor = Math.max(floor, tail.epoch());
                fresh.openEpoch(floor + 1);
                if (fence(fresh, tail)) {
                    stats.epoch = fresh.epoch();
                    long[] below = new long[settings.partitions()];
                    for (int partition = 0; partition < below.length; partition++) {
                        below[partition] = fresh.next(partition);
                    }
                    LOG.info("epoch open: epoch={} partitions={}", fresh.epoch(), settings.partitions());
                    return new Opened(fresh, new Journal(settings.bootstrap(), below, wake::ring));
                }
                floor = fresh.epoch();
            }
        } catch (KafkaException | ExecutionException e) {
            throw new BridgeException("kafka.bootstrap: journal cannot be opened: " + settings.bootstrap(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BridgeException("kafka.bootstrap: interrupted while opening the journal", e);
        }
        throw new BridgeException("bridge: another bridge keeps writing to the journal: " + settings.bootstrap());
    }

    /** @return whether every fence is the first record behind the tail */
    private boolean fence(Sequencer fresh, JournalTail tail) throws ExecutionException, InterruptedException {
        Map<String, Object> config = Journal.config(settings.bootstrap());
        boolean clean = true;
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config);
        try {
            List<byte[]> frames = new ArrayList<>();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int partition = 0; partition < settings.partitions(); partition++) {
                byte[] bytes = WireCodec.encode(fresh.fence(partition, clock.micros()));
                frames.add(bytes);
                sent.add(producer.send(new ProducerRecord<>(Topics.JOURNAL, partition, new byte[0], bytes)));
            }
            for (int partition = 0; partition < settings.partitions(); partition++) {
                clean &= sent.get(partition).get().offset() == tail.ends()[partition];
            }
            for (int partition = 0; clean && partition < settings.partitions(); partition++) {
                fastCopy.publish(partition, frames.get(partition));
            }
        } finally {
            producer.close(Duration.ofSeconds(2));
        }
        return clean;
    }
}
