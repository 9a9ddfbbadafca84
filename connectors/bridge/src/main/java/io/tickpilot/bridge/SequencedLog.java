package io.tickpilot.bridge;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.SavedPartition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one order: sequences, journals and publishes, while this bridge leads. Belongs to the control thread. It leads from
 * the moment it has read its own fences back; it stands by before that, and again once a higher epoch's fence was read.
 */
final class SequencedLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SequencedLog.class);
    /** Not more clock events than this in the world's time, however fast the market's clock runs. */
    private static final long MIN_CLOCK_NANOS = 50_000_000L;
    /** For what the journal holds when this bridge starts. */
    private static final Duration READ_WHOLE = Duration.ofSeconds(60);
    /** For the newest of it, and for the own fences. */
    private static final Duration READ_NEWEST = Duration.ofSeconds(5);

    private final BridgeSettings settings;
    private final int[] own;
    private final MarketClock clock;
    private final MarketClock wall = MarketClock.system();
    private final List<String> symbols;
    private final FastCopy fastCopy;
    private final Outputs outputs;
    private final EpochTopic epochs;
    private final JournalFollower follower;
    private final StandingForAll others;
    private final ArrayDeque<Unpublished> unpublished = new ArrayDeque<>();
    private volatile @Nullable Lead lead;
    /** Whether to lead at once, unless a bridge with a higher epoch than this one's last is there. */
    private boolean urgent;
    /** One that starts does not mind who is there. */
    private int lastEpoch = Integer.MAX_VALUE;

    private long claimedNanos = System.nanoTime();
    private long clockMicros;
    private long clockNanos;

    private record Unpublished(int partition, long sequence, byte[] bytes) {}

    /** What there is only while this bridge leads. */
    private record Lead(Sequencer sequencer, Journal journal, Term term) {}

    /** What the log tells others while it works. */
    record Outputs(BridgeStats stats, ReceiptTimes receiptTimes, WakePipe wake, CommandTail commands) {}

    /** @param journal identity of the topic */
    SequencedLog(
            BridgeSettings settings,
            String journal,
            MarketClock clock,
            Collection<String> symbols,
            FastCopy fastCopy,
            Outputs outputs) {
        this.settings = settings;
        own = settings.own();
        this.clock = clock;
        this.symbols = List.copyOf(symbols);
        this.fastCopy = fastCopy;
        this.outputs = outputs;
        epochs = new EpochTopic(settings.bootstrap(), UUID.randomUUID().toString());
        urgent = settings.succession().role() == BridgeSettings.Role.ACTIVE;
        Map<Integer, SavedPartition> saved = read(settings, () -> SavedStates.read(settings.bootstrap(), journal));
        others = read(settings, () -> OtherShares.read(settings, saved));
        follower = read(
                settings,
                () -> new JournalFollower(settings, saved, journal, outputs.wake()::ring, outputs.commands()));
        boolean started = false;
        try {
            awaitCaughtUp(READ_WHOLE);
            tend();
            started = true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            if (!started) {
                follower.close();
            }
        }
    }

    private static <T> T read(BridgeSettings settings, Supplier<T> what) {
        try {
            return what.get();
        } catch (KafkaException e) {
            throw new BridgeException("kafka.bootstrap: journal cannot be read: " + settings.bootstrap(), e);
        }
    }

    /**
     * Takes over when it is time: at once for an active bridge that starts or whose own journal has failed, for one that
     * stands by when the leading one has been silent for too long.
     *
     * @return whether this bridge leads
     * @throws BridgeException when Kafka is away; it is to be tried again
     */
    boolean tend() {
        Lead current = lead;
        if (current != null) {
            if (current.journal().failure() == null && !current.term().isLost()) {
                return true;
            }
            end(current);
        }
        if (urgent || isLeaderSilent()) {
            takeOver();
        }
        return lead != null;
    }

    private void end(Lead ended) {
        Exception failure = ended.journal().failure();
        lastEpoch = ended.term().epoch();
        if (ended.term().isLost()) {
            LOG.warn("fenced by another bridge, standing by: epoch={} now={}", lastEpoch, follower.epoch());
            outputs.stats().fenced.increment();
        } else {
            LOG.error("journal failed, a new epoch is needed: epoch={}", lastEpoch, failure);
            outputs.stats().journalFailures.increment();
            urgent = true;
        }
        lead = null;
        outputs.stats().leading = false;
        unpublished.clear();
        ended.journal().abandon();
    }

    private void takeOver() {
        try {
            awaitCaughtUp(READ_NEWEST);
            int above = follower.epoch();
            urgent &= above <= lastEpoch;
            if (urgent || isLeaderSilent()) {
                urgent &= !claimAndOpen(above);
            }
        } catch (KafkaException | ExecutionException e) {
            throw new BridgeException("kafka.bootstrap: journal cannot be opened: " + settings.bootstrap(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** @return whether it is decided who leads */
    private boolean claimAndOpen(int above) throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> producer = Journal.producer(settings.bootstrap(), settings.journal());
        try {
            OptionalInt epoch = epochs.claim(producer, above, wall.micros());
            claimedNanos = System.nanoTime();
            if (epoch.isPresent()) {
                lastEpoch = lastEpoch == Integer.MAX_VALUE ? lastEpoch : epoch.getAsInt();
                open(epoch.getAsInt(), producer);
            }
            return true;
        } finally {
            if (lead == null) {
                producer.close(Duration.ZERO);
            }
        }
    }

    /** A claim counts as a word of whoever won it, or two that stand by could fence each other for ever. */
    private boolean isLeaderSilent() {
        long now = System.nanoTime();
        return Math.min(follower.silentNanos(now), now - claimedNanos)
                > settings.succession().takeOverAfter().toNanos();
    }

    private void awaitCaughtUp(Duration timeout) throws InterruptedException {
        if (!follower.awaitCaughtUp(timeout)) {
            throw new BridgeException("kafka.bootstrap: journal is not read in time: " + settings.bootstrap());
        }
    }

    private static BridgeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BridgeException("kafka.bootstrap: interrupted while opening the journal", e);
    }

    /** Fences all lower epochs, and leads once the fences were read back, unless a higher epoch was there before. */
    private void open(int epoch, Producer<byte[], byte[]> producer) throws ExecutionException, InterruptedException {
        Term term = new Term(epoch, settings.partitions(), own.length, System.nanoTime());
        follower.follow(term);
        Map<Integer, byte[]> frames = new TreeMap<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int partition : own) {
            byte[] bytes = WireCodec.encode(follower.fence(partition, epoch, clock.micros()));
            frames.put(partition, bytes);
            sent.add(producer.send(new ProducerRecord<>(Topics.JOURNAL, partition, new byte[0], bytes)));
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        List<PartitionState> states = term.awaitOpen(READ_NEWEST);
        if (term.isLost()) {
            LOG.warn("fenced before the epoch was open, standing by: epoch={} now={}", epoch, follower.epoch());
            return;
        }
        if (states.isEmpty()) {
            throw new BridgeException("kafka.bootstrap: fences are not read back in time: " + settings.bootstrap());
        }
        clock.observe(follower.logTimeMicros());
        frames.forEach(fastCopy::publish);
        Journal journal = new Journal(producer, outputs.wake()::ring);
        Lead opened = new Lead(new Sequencer(epoch, settings.partitions(), states, symbols, others), journal, term);
        lead = opened;
        outputs.stats().epoch = epoch;
        outputs.stats().leading = true;
        LOG.info("epoch open: epoch={} partitions={}", epoch, own.length);
        for (String symbol : List.copyOf(opened.sequencer().symbols())) {
            begin(opened, symbol, wall.micros());
        }
    }

    /**
     * Whether this bridge leads and has lately heard itself: one that was stopped or cut off, and does not know yet what
     * happened meanwhile, neither takes input nor sends signals. From any thread.
     */
    boolean leads(long nowNanos) {
        Lead current = lead;
        return current != null
                && !current.term().isLost()
                && current.journal().failure() == null
                && current.term().silentNanos(nowNanos)
                        < settings.succession().takeOverAfter().toNanos();
    }

    /**
     * @param forAllMicros place among the commands for all symbols, 0 for everything else
     * @return whether the event was new; a resend changes nothing
     */
    boolean append(LogEvent event, long forAllMicros, long receivedMicros) {
        if (event instanceof Tick tick) {
            clock.observe(tick.eventTimeMicros());
        }
        Lead current = current();
        begin(current, event.symbol(), receivedMicros);
        SequencedEvent sequenced = current.sequencer().sequence(event, clock.micros(), receivedMicros);
        if (sequenced == null) {
            outputs.stats().duplicates.increment();
            return false;
        }
        if (forAllMicros > 0 && event instanceof Command copy) {
            current.sequencer().givenForAll(copy, forAllMicros);
        }
        add(current, sequenced, forAllMicros);
        return true;
    }

    /** A symbol of which the journal holds nothing yet first hears what was given for all and still stands. */
    private void begin(Lead current, String symbol, long receivedMicros) {
        for (JournalRecord.Entry told : current.sequencer().begin(symbol, clock.micros(), receivedMicros)) {
            LOG.info(
                    "command for all told to a symbol that begins: {}",
                    told.event().event());
            add(current, told.event(), told.forAllMicros());
        }
    }

    private void add(Lead current, SequencedEvent event, long forAllMicros) {
        count(event.event());
        outputs.receiptTimes().put(event.partition(), event.sequence(), event.receivedMicros());
        long below = current.term().journaledBelow(event.partition());
        write(current, new JournalRecord.Entry(event, forAllMicros, below));
    }

    /** Among the commands for all symbols, of one that comes in. */
    long placeForAll(Command command) {
        return current().sequencer().placeForAll(command, clock.micros());
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
        Lead current = current();
        for (int partition : own) {
            long below = current.term().journaledBelow(partition);
            write(current, current.sequencer().clock(partition, now, received, below));
        }
    }

    /** Publishes what waited for the journal, and keeps what the reader wants kept. @return whether anything left */
    boolean publishJournaled() {
        Lead current = current();
        boolean any = false;
        for (Unpublished head = unpublished.peek();
                head != null && head.sequence() < current.term().journaledBelow(head.partition());
                head = unpublished.peek()) {
            unpublished.remove();
            fastCopy.publish(head.partition(), head.bytes());
            any = true;
        }
        for (SavedPartition state = current.term().unsaved().poll();
                state != null;
                state = current.term().unsaved().poll()) {
            current.journal().save(state);
        }
        return any;
    }

    void deadLetter(byte[] bytes) {
        Lead current = lead;
        if (current == null) {
            LOG.warn("dead letter lost: this bridge stands by");
        } else {
            current.journal().deadLetter(bytes);
        }
    }

    long next(int partition) {
        return current().sequencer().next(partition);
    }

    int partition(String symbol) {
        return current().sequencer().partition(symbol);
    }

    /** Whether the symbol is this bridge's to sequence. */
    boolean leads(String symbol) {
        return current().sequencer().leads(symbol);
    }

    int partitions() {
        return settings.partitions();
    }

    /** Of the partitions, that this bridge leads. */
    BridgeSettings.Share share() {
        return settings.succession().share();
    }

    /** Below this sequence everything has been read back from the journal. */
    long journaledBelow(int partition) {
        return current().term().journaledBelow(partition);
    }

    Set<String> symbols() {
        return current().sequencer().symbols();
    }

    int epoch() {
        return current().term().epoch();
    }

    /** Whether the journal is still being read. From any thread. */
    boolean isAlive() {
        return follower.isAlive();
    }

    /** Waits until what was written has been read back, unless it cannot any more. */
    void flush() {
        Lead current = lead;
        if (current == null) {
            return;
        }
        current.journal().close();
        try {
            if (!follower.awaitCaughtUp(READ_NEWEST)) {
                LOG.warn("journal was not read back before the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publishJournaled();
    }

    @Override
    public void close() {
        Lead current = lead;
        if (current != null) {
            current.journal().abandon();
        }
        follower.close();
    }

    private Lead current() {
        Lead current = lead;
        if (current == null) {
            throw new IllegalStateException("this bridge stands by");
        }
        return current;
    }

    private void write(Lead current, JournalRecord record) {
        byte[] bytes = WireCodec.encode(record);
        current.journal().append(record, bytes);
        if (settings.journal() == BridgeSettings.JournalMode.FIRST) {
            unpublished.add(new Unpublished(record.partition(), record.sequence(), bytes));
        } else if (current.journal().failure() == null) {
            fastCopy.publish(record.partition(), bytes);
        }
    }

    private void count(LogEvent event) {
        BridgeStats stats = outputs.stats();
        if (event instanceof Tick) {
            stats.ticks.increment();
        } else if (event instanceof TradeReport) {
            stats.tradeReports.increment();
        } else {
            stats.otherEvents.increment();
        }
    }
}
