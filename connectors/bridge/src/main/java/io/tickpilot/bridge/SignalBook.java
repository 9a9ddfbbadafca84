package io.tickpilot.bridge;

import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.Outbound;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signals a bridge knows and the stream that terminals follow. There is a stream only while the bridge leads; what
 * comes in meanwhile is kept for it. Filled by the signal thread; the control thread opens it and reads it.
 */
final class SignalBook {
    private static final int KNOWN_IDS = 65_536;
    private static final int KEPT = 10_000;

    private final RecentIds known = new RecentIds(KNOWN_IDS);
    private final ArrayDeque<Outbound> recent = new ArrayDeque<>();
    private int streamEpoch;
    private long lastSequence;
    private boolean open;

    /** What became of a signal that came in. */
    enum Verdict {
        NEW,
        KNOWN,
        EXPIRED
    }

    /** @param outbound to be published; null when there is nothing to publish */
    record Entry(Verdict verdict, @Nullable Outbound outbound) {}

    synchronized Entry add(Signal signal, long nowMicros) {
        if (!known.add(signal.id())) {
            return new Entry(Verdict.KNOWN, null);
        }
        if (signal.validUntilMicros() < nowMicros) {
            return new Entry(Verdict.EXPIRED, null);
        }
        if (recent.size() == KEPT) {
            recent.remove();
        }
        Outbound outbound = placed(WireCodec.toWire(signal));
        recent.add(outbound);
        return new Entry(Verdict.NEW, open ? outbound : null);
    }

    /**
     * Begins the stream of an epoch with all that is still valid. Terminals do not know this stream and ask for it from
     * its beginning; doubles they know by id.
     */
    synchronized void open(int epoch, long nowMicros) {
        List<Outbound> valid = validFrom(-1, 0, nowMicros);
        recent.clear();
        streamEpoch = epoch;
        lastSequence = 0;
        open = true;
        valid.forEach(outbound -> recent.add(placed(outbound.getSignal())));
    }

    /** The bridge leads no more. */
    synchronized void close() {
        open = false;
    }

    synchronized boolean isOpen() {
        return open;
    }

    private Outbound placed(io.tickpilot.wire.proto.Signal signal) {
        return Outbound.newBuilder()
                .setStreamEpoch(streamEpoch)
                .setStreamSequence(++lastSequence)
                .setSignal(signal)
                .build();
    }

    /**
     * @param epoch of the stream the asker knows; another one than this gets everything
     * @param from first sequence wanted
     */
    synchronized List<Outbound> validFrom(int epoch, long from, long nowMicros) {
        recent.removeIf(outbound -> outbound.getSignal().getValidUntilMicros() < nowMicros);
        List<Outbound> wanted = new ArrayList<>();
        for (Outbound outbound : recent) {
            if (epoch != streamEpoch || outbound.getStreamSequence() >= from) {
                wanted.add(outbound);
            }
        }
        return wanted;
    }

    /** Place of the newest signal, from 1. */
    synchronized long lastSequence() {
        return lastSequence;
    }

    synchronized int streamEpoch() {
        return streamEpoch;
    }
}
