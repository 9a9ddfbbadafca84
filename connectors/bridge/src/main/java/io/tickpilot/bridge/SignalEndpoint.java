package io.tickpilot.bridge;

import com.google.protobuf.ByteString;
import io.tickpilot.bridge.websocket.WebSocketEndpoint;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.DeadLetterRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.StreamClock;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/**
 * Takes signals from the hot job's subtasks and from Kafka, and commands for terminals from the journal, drops doubles and what is
 * too late, and publishes the rest to terminals while this bridge leads; while it stands by it keeps them. Runs in a thread of its own, which owns both sockets.
 */
final class SignalEndpoint implements Runnable {
    private static final int BURST = 256;
    private static final int POLL_MILLIS = 100;
    private static final long UNSURE_NANOS = 20_000_000L;
    private static final long STREAM_CLOCK_NANOS = 1_000_000_000L;
    private static final String EVERYONE = "*";

    private final ZMQ.Socket in;
    private final ZMQ.Socket out;
    private final @Nullable WebSocketEndpoint webSocket;
    private final ZMQ.Poller poller;
    private final int wakeIndex;
    private final WakePipe wake;
    private final SignalTail tail;
    private final CommandTail commands;
    private final SignalBook book;
    private final BridgeSettings.Share share;
    private final BooleanSupplier leads;
    private final MarketClock clock;
    private final MarketClock wall = MarketClock.system();
    private final BridgeStats stats;
    private final ReceiptTimes receiptTimes;
    private final Consumer<DeadLetterRecord> deadLetters;
    private volatile boolean closing;

    /**
     * What the endpoint reads and writes.
     *
     * @param in signals pushed by the job; {@code out} to terminals
     * @param webSocket to terminals too; null when that door is closed
     * @param tail rings {@code wake} when there is something to take
     */
    record Ways(
            ZMQ.Socket in,
            ZMQ.Socket out,
            @Nullable WebSocketEndpoint webSocket,
            ZMQ.Poller poller,
            SignalTail tail,
            WakePipe wake) {}

    /**
     * @param share of the partitions; signals of others are for other bridges
     * @param leads whether signals may be published now
     * @param deadLetters may be called from the signal thread
     */
    SignalEndpoint(
            Ways ways,
            SignalBook book,
            BridgeSettings.Share share,
            BooleanSupplier leads,
            MarketClock clock,
            SequencedLog.Outputs outputs,
            Consumer<DeadLetterRecord> deadLetters) {
        this.in = ways.in();
        this.out = ways.out();
        this.webSocket = ways.webSocket();
        this.poller = ways.poller();
        this.tail = ways.tail();
        this.wake = ways.wake();
        this.book = book;
        this.share = share;
        this.leads = leads;
        this.clock = clock;
        this.stats = outputs.stats();
        this.commands = outputs.commands();
        this.receiptTimes = outputs.receiptTimes();
        this.deadLetters = deadLetters;
        poller.register(in, ZMQ.Poller.POLLIN);
        wakeIndex = poller.register(wake.channel(), ZMQ.Poller.POLLIN);
    }

    void stop() {
        closing = true;
        wake.ring();
    }

    @Override
    public void run() {
        long streamClockNanos = System.nanoTime();
        try {
            while (!closing) {
                boolean leading = leads.getAsBoolean();
                boolean taking = leading || !book.isOpen();
                if (taking) {
                    takeTail();
                }
                boolean busy = taking && takePushed();
                long now = System.nanoTime();
                if (leading && now - streamClockNanos >= STREAM_CLOCK_NANOS) {
                    streamClockNanos = now;
                    publishClock();
                }
                if (!busy) {
                    await(taking);
                }
            }
        } finally {
            poller.close();
            in.close();
            out.close();
        }
    }

    private void await(boolean taking) {
        if (!taking) {
            // Not sure to lead any more: signals are left where they are, and would wake a poll at once.
            LockSupport.parkNanos(UNSURE_NANOS);
            return;
        }
        poller.poll(POLL_MILLIS);
        if (poller.pollin(wakeIndex)) {
            wake.clear();
        }
    }

    private boolean takePushed() {
        for (int i = 0; i < BURST; i++) {
            byte[] frame = in.recv(ZMQ.DONTWAIT);
            if (frame == null) {
                return i > 0;
            }
            try {
                accept(WireCodec.decodeSignal(frame), true);
            } catch (WireException e) {
                malformed(frame, e);
            }
        }
        return true;
    }

    /** Takes in what Kafka has brought. Before the thread is started, from the thread that starts it. */
    void takeTail() {
        for (Signal signal = tail.poll(); signal != null; signal = tail.poll()) {
            accept(signal, false);
        }
        for (StandingCommands.Standing command = commands.poll(); command != null; command = commands.poll()) {
            accept(command);
        }
    }

    private void accept(StandingCommands.Standing command) {
        Outbound outbound = book.add(command, clock.micros()).outbound();
        if (outbound != null) {
            publish(command.command().symbol(), outbound);
            stats.commandsOut.increment();
        }
    }

    /** @param pushed by the job; through Kafka every signal comes again, which is worth no count */
    private void accept(Signal signal, boolean pushed) {
        if (!share.has(signal.decision().partition())) {
            return;
        }
        SignalBook.Entry entry = book.add(signal, clock.micros());
        Outbound outbound = entry.outbound();
        if (outbound != null) {
            publish(signal.decision().symbol(), outbound);
            stats.signalsOut.increment();
            time(signal.decision());
        } else if (entry.verdict() == SignalBook.Verdict.EXPIRED && book.isOpen()) {
            stats.signalsExpired.increment();
        } else if (pushed && entry.verdict() == SignalBook.Verdict.KNOWN && book.isOpen()) {
            stats.signalDuplicates.increment();
        }
    }

    private void time(Decision decision) {
        long received = receiptTimes.find(decision.partition(), decision.sequence());
        if (received != 0) {
            stats.receivedToSignal.record(wall.micros() - received);
        }
    }

    private void malformed(byte[] frame, WireException e) {
        stats.malformed.increment();
        deadLetters.accept(new DeadLetterRecord(
                "", "signals-in", RejectReason.MALFORMED, e.getMessage(), clock.micros(), ByteString.copyFrom(frame)));
    }

    /** Carries the last sequence given out and takes none itself: a terminal sees that it lost the tail. */
    private void publishClock() {
        publish(
                EVERYONE,
                Outbound.newBuilder()
                        .setStreamEpoch(book.streamEpoch())
                        .setStreamSequence(book.lastSequence())
                        .setClock(StreamClock.newBuilder().setTimeMicros(clock.micros()))
                        .build());
    }

    private void publish(String topic, Outbound outbound) {
        out.sendMore((topic + " ").getBytes(StandardCharsets.UTF_8));
        out.send(outbound.toByteArray());
        if (webSocket != null) {
            webSocket.publish(outbound);
        }
    }
}
