package io.tickpilot.bridge;

import io.tickpilot.wire.proto.Outbound;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Signals that are still valid, for terminals that missed them. Filled by the signal thread, read by the control thread.
 */
final class ReplayBuffer {
    private static final int KEPT = 10_000;

    private final int streamEpoch;
    private final ArrayDeque<Outbound> recent = new ArrayDeque<>();
    private long lastSequence;

    /** @param streamEpoch rises with every start of the bridge */
    ReplayBuffer(int streamEpoch) {
        this.streamEpoch = streamEpoch;
    }

    /** Gives a signal its place in the stream, from 1. */
    synchronized Outbound add(io.tickpilot.wire.proto.Signal signal) {
        Outbound outbound = Outbound.newBuilder()
                .setStreamEpoch(streamEpoch)
                .setStreamSequence(++lastSequence)
                .setSignal(signal)
                .build();
        if (recent.size() == KEPT) {
            recent.remove();
        }
        recent.add(outbound);
        return outbound;
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

    synchronized long lastSequence() {
        return lastSequence;
    }

    int streamEpoch() {
        return streamEpoch;
    }
}
