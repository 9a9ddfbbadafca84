package io.tickpilot.bridge;

import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.Outbound;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The signals and commands a bridge knows and the stream that terminals follow. There is a stream only while the bridge leads; what
 * comes in meanwhile is kept for it, whatever the order it comes in: a bridge that starts hears the newest first, from the
 * job, and the older ones from Kafka. Filled by the signal thread; the control thread opens it and reads it.
 */
final class SignalBook {
    /** Valid signals kept for replays. */
    static final int MOST = 65_536;

    private static final Comparator<Outbound> BY_END = Comparator.<Outbound>comparingLong(
                    outbound -> outbound.getSignal().getValidUntilMicros())
            .thenComparingLong(Outbound::getStreamSequence);

    private final SignalIds known = new SignalIds();
    /** By stream sequence. */
    private final TreeMap<Long, Outbound> valid = new TreeMap<>();

    private final PriorityQueue<Outbound> byEnd = new PriorityQueue<>(BY_END);
    /** By what they are about; never crowded out by signals. */
    private final Map<String, Kept> commands = new LinkedHashMap<>();

    private final LongAdder crowdedOut;
    private int streamEpoch;
    private long lastSequence;
    private boolean open;

    /** A command in the stream. */
    private record Kept(Outbound outbound, StandingCommands.Standing command) {}

    /** What became of a signal or command that came in. */
    enum Verdict {
        NEW,
        KNOWN,
        EXPIRED
    }

    /** @param outbound to be published; null when there is nothing to publish */
    record Entry(Verdict verdict, @Nullable Outbound outbound) {}

    /** @param crowdedOut counts signals that cannot be replayed any more although they are valid: too many were at once */
    SignalBook(LongAdder crowdedOut) {
        this.crowdedOut = crowdedOut;
    }

    synchronized Entry add(Signal signal, long nowMicros) {
        if (!known.add(signal.id(), signal.validUntilMicros(), nowMicros)) {
            return new Entry(Verdict.KNOWN, null);
        }
        if (signal.validUntilMicros() < nowMicros) {
            return new Entry(Verdict.EXPIRED, null);
        }
        forgetExpired(nowMicros);
        if (valid.size() == MOST) {
            valid.remove(byEnd.remove().getStreamSequence());
            crowdedOut.increment();
        }
        Outbound outbound = place(WireCodec.toWire(signal));
        return new Entry(Verdict.NEW, open ? outbound : null);
    }

    /** In the order of their log, so that the last about a thing is the one in force. */
    synchronized Entry add(StandingCommands.Standing standing, long nowMicros) {
        String key = StandingCommands.key(standing.command());
        Kept before = commands.get(key);
        if (before != null && before.command().equals(standing)) {
            return new Entry(Verdict.KNOWN, null);
        }
        commands.remove(key);
        if (standing.validUntilMicros() < nowMicros) {
            return new Entry(Verdict.EXPIRED, null);
        }
        Outbound outbound = place(standing);
        commands.put(key, new Kept(outbound, standing));
        return new Entry(Verdict.NEW, open ? outbound : null);
    }

    private Outbound place(StandingCommands.Standing standing) {
        return Outbound.newBuilder()
                .setStreamEpoch(streamEpoch)
                .setStreamSequence(++lastSequence)
                .setCommand(WireCodec.toWire(standing.command()))
                .build();
    }

    /**
     * Begins the stream of an epoch with all that is still valid, commands first. Terminals do not know this stream and ask for it from
     * its beginning; doubles they know by id.
     */
    synchronized void open(int epoch, long nowMicros) {
        forgetExpired(nowMicros);
        forgetExpiredCommands(nowMicros);
        List<Outbound> before = List.copyOf(valid.values());
        valid.clear();
        byEnd.clear();
        streamEpoch = epoch;
        lastSequence = 0;
        open = true;
        commands.replaceAll((key, kept) -> new Kept(place(kept.command()), kept.command()));
        before.forEach(outbound -> place(outbound.getSignal()));
    }

    /** The bridge leads no more. */
    synchronized void close() {
        open = false;
    }

    synchronized boolean isOpen() {
        return open;
    }

    private Outbound place(io.tickpilot.wire.proto.Signal signal) {
        Outbound outbound = Outbound.newBuilder()
                .setStreamEpoch(streamEpoch)
                .setStreamSequence(++lastSequence)
                .setSignal(signal)
                .build();
        valid.put(lastSequence, outbound);
        byEnd.add(outbound);
        return outbound;
    }

    private void forgetExpired(long nowMicros) {
        for (Outbound first = byEnd.peek();
                first != null && first.getSignal().getValidUntilMicros() < nowMicros;
                first = byEnd.peek()) {
            valid.remove(byEnd.remove().getStreamSequence());
        }
    }

    private void forgetExpiredCommands(long nowMicros) {
        commands.values().removeIf(kept -> kept.command().validUntilMicros() < nowMicros);
    }

    /**
     * @param epoch of the stream the asker knows; another one than this gets everything
     * @param from first sequence wanted
     */
    synchronized List<Outbound> validFrom(int epoch, long from, long nowMicros) {
        forgetExpired(nowMicros);
        forgetExpiredCommands(nowMicros);
        TreeMap<Long, Outbound> wanted = new TreeMap<>(epoch == streamEpoch ? valid.tailMap(from, true) : valid);
        for (Kept kept : commands.values()) {
            if (epoch != streamEpoch || kept.outbound().getStreamSequence() >= from) {
                wanted.put(kept.outbound().getStreamSequence(), kept.outbound());
            }
        }
        return List.copyOf(wanted.values());
    }

    /** Place of the newest signal or command, from 1. */
    synchronized long lastSequence() {
        return lastSequence;
    }

    synchronized int streamEpoch() {
        return streamEpoch;
    }
}
