package io.tickpilot.bridge;

import com.google.protobuf.ByteString;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.DeadLetterRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.StreamClock;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.zeromq.ZMQ;

/**
 * Takes signals from the hot job's subtasks, drops doubles and what is too late, and publishes the rest to terminals.
 * Runs in a thread of its own, which owns both sockets.
 */
final class SignalEndpoint implements Runnable {
    private static final int KNOWN_IDS = 65_536;
    private static final int POLL_MILLIS = 100;
    private static final long STREAM_CLOCK_NANOS = 1_000_000_000L;
    private static final String EVERYONE = "*";

    private final ZMQ.Socket in;
    private final ZMQ.Socket out;
    private final ReplayBuffer replay;
    private final MarketClock clock;
    private final MarketClock wall = MarketClock.system();
    private final BridgeStats stats;
    private final ReceiptTimes receiptTimes;
    private final Consumer<DeadLetterRecord> deadLetters;
    private final RecentIds known = new RecentIds(KNOWN_IDS);
    private volatile boolean closing;

    /** @param deadLetters may be called from the signal thread */
    SignalEndpoint(
            ZMQ.Socket in,
            ZMQ.Socket out,
            ReplayBuffer replay,
            MarketClock clock,
            SequencedLog.Outputs outputs,
            Consumer<DeadLetterRecord> deadLetters) {
        this.in = in;
        this.out = out;
        this.replay = replay;
        this.clock = clock;
        this.stats = outputs.stats();
        this.receiptTimes = outputs.receiptTimes();
        this.deadLetters = deadLetters;
    }

    void stop() {
        closing = true;
    }

    @Override
    public void run() {
        in.setReceiveTimeOut(POLL_MILLIS);
        long streamClockNanos = System.nanoTime();
        try {
            while (!closing) {
                byte[] frame = in.recv();
                if (frame != null) {
                    accept(frame);
                }
                long now = System.nanoTime();
                if (now - streamClockNanos >= STREAM_CLOCK_NANOS) {
                    streamClockNanos = now;
                    publishClock();
                }
            }
        } finally {
            in.close();
            out.close();
        }
    }

    private void accept(byte[] frame) {
        Signal signal;
        try {
            signal = WireCodec.decodeSignal(frame);
        } catch (WireException e) {
            stats.malformed.increment();
            deadLetters.accept(new DeadLetterRecord(
                    "",
                    "signals-in",
                    RejectReason.MALFORMED,
                    e.getMessage(),
                    clock.micros(),
                    ByteString.copyFrom(frame)));
            return;
        }
        if (!known.add(signal.id())) {
            stats.signalDuplicates.increment();
            return;
        }
        if (signal.validUntilMicros() < clock.micros()) {
            stats.signalsExpired.increment();
            return;
        }
        Outbound outbound = replay.add(WireCodec.toWire(signal));
        publish(signal.decision().symbol(), outbound);
        stats.signalsOut.increment();
        long received = receiptTimes.find(
                signal.decision().partition(), signal.decision().sequence());
        if (received != 0) {
            stats.receivedToSignal.record(wall.micros() - received);
        }
    }

    /** Carries the last sequence given out and takes none itself: a terminal sees that it lost the tail. */
    private void publishClock() {
        publish(
                EVERYONE,
                Outbound.newBuilder()
                        .setStreamEpoch(replay.streamEpoch())
                        .setStreamSequence(replay.lastSequence())
                        .setClock(StreamClock.newBuilder().setTimeMicros(clock.micros()))
                        .build());
    }

    private void publish(String topic, Outbound outbound) {
        out.sendMore((topic + " ").getBytes(StandardCharsets.UTF_8));
        out.send(outbound.toByteArray());
    }
}
