package io.tickpilot.bridge.client;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.SignalIds;
import io.tickpilot.bridge.StandingCommands;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Outbound;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Follows the bridge's stream of signals and commands: sees gaps by sequence, a restarted bridge by epoch, doubles by id. One thread.
 */
final class SignalStream {
    private static final int KNOWN_COMMANDS = 16_384;

    private final MarketClock clock;
    private final ClientListener listener;
    private final SignalIds known = new SignalIds();
    private int epoch = -1;
    private long lastSequence;
    private long missingFrom = -1;
    private final Map<Long, Replay> replays = new HashMap<>();
    /** The last command about each thing. */
    private final Map<String, Told> commands = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > KNOWN_COMMANDS;
        }
    };

    long signals;
    long duplicates;
    long expired;
    long gaps;

    /** A command and its place in a stream. */
    private record Told(int epoch, long sequence, String id) {
        boolean isAfter(Told other) {
            return epoch == other.epoch && sequence > other.sequence;
        }
    }

    /** Asked for from one sequence on, and the sequences that came. */
    private record Replay(long from, Set<Long> came) {}

    SignalStream(MarketClock clock, ClientListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** The bridge's greeting, which is believed: whatever is still valid is asked for, once a stream. */
    void welcome(int streamEpoch, long nextSequence) {
        if (streamEpoch < epoch) {
            epoch = -1;
        }
        follow(streamEpoch, nextSequence - 1);
    }

    /** Something published. */
    void published(Outbound outbound) throws WireException {
        if (outbound.hasClock()) {
            follow(outbound.getStreamEpoch(), outbound.getStreamSequence());
        } else if (outbound.hasSignal()) {
            follow(outbound.getStreamEpoch(), outbound.getStreamSequence() - 1);
            if (outbound.getStreamEpoch() == epoch) {
                lastSequence = Math.max(lastSequence, outbound.getStreamSequence());
            }
            deliver(WireCodec.toCore(outbound.getSignal()));
        } else if (outbound.hasCommand()) {
            follow(outbound.getStreamEpoch(), outbound.getStreamSequence() - 1);
            if (outbound.getStreamEpoch() == epoch) {
                lastSequence = Math.max(lastSequence, outbound.getStreamSequence());
            }
            deliver(outbound, WireCodec.toCore(outbound.getCommand()));
        }
    }

    /** A request for everything from a sequence on. */
    void asked(long request, long from) {
        replays.put(request, new Replay(from, new HashSet<>()));
    }

    /** Something asked for again. */
    void replayed(long request, Outbound outbound) throws WireException {
        Replay replay = replays.get(request);
        if (replay != null) {
            replay.came().add(outbound.getStreamSequence());
        }
        if (outbound.hasSignal()) {
            deliver(WireCodec.toCore(outbound.getSignal()));
        } else if (outbound.hasCommand()) {
            deliver(outbound, WireCodec.toCore(outbound.getCommand()));
        }
    }

    /** All was sent that was asked for; what of it got lost on the way is asked for again. */
    void replayEnded(long request, int sent) {
        Replay replay = replays.remove(request);
        if (replay != null && replay.came().size() < sent) {
            missingFrom = missingFrom < 0 ? replay.from() : Math.min(missingFrom, replay.from());
        }
    }

    /** First sequence to ask for, or -1. Asking takes note: the same gap is asked for once. */
    long takeMissing() {
        long from = missingFrom;
        missingFrom = -1;
        return from;
    }

    int epoch() {
        return epoch;
    }

    /** @param upTo sequence up to which everything should have been seen */
    private void follow(int streamEpoch, long upTo) {
        if (streamEpoch < epoch) {
            return; // a bridge that does not know yet that another has taken over
        }
        if (streamEpoch > epoch) {
            epoch = streamEpoch;
            missingFrom = 1;
            lastSequence = upTo;
        } else if (upTo > lastSequence) {
            gaps++;
            missingFrom = missingFrom < 0 ? lastSequence + 1 : Math.min(missingFrom, lastSequence + 1);
            lastSequence = upTo;
        }
    }

    /** What was asked for again may come after what was sent later: of two about the same thing the later one stays in force. */
    private void deliver(Outbound outbound, Command command) {
        Told now = new Told(outbound.getStreamEpoch(), outbound.getStreamSequence(), StandingCommands.id(command));
        String key = StandingCommands.key(command);
        Told before = commands.get(key);
        if (now.epoch() < epoch || before != null && before.isAfter(now)) {
            return;
        }
        commands.put(key, now);
        if (before == null || !before.id().equals(now.id())) {
            listener.onCommand(command);
        }
    }

    private void deliver(Signal signal) {
        long now = clock.micros();
        if (!known.add(signal.id(), signal.validUntilMicros(), now)) {
            duplicates++;
            listener.onDropped(signal, "duplicate");
        } else if (signal.validUntilMicros() < now) {
            expired++;
            listener.onDropped(signal, "expired");
        } else {
            signals++;
            listener.onSignal(signal);
        }
    }
}
