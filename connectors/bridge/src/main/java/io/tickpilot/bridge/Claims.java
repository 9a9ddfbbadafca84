package io.tickpilot.bridge;

import io.tickpilot.wire.proto.EpochClaim;
import java.util.HashMap;
import java.util.Map;

/** Who has which epoch, by the claims in the topic's order: the first of a number has it. Pure; one thread. */
final class Claims {
    private final Map<Integer, String> owners = new HashMap<>();
    private int highest;

    /** Takes what the topic holds next. */
    void take(EpochClaim claim) {
        owners.putIfAbsent(claim.getEpoch(), claim.getBridge());
        highest = Math.max(highest, claim.getEpoch());
    }

    /** 0 when nothing was claimed. */
    int highest() {
        return highest;
    }

    boolean has(String bridge, int epoch) {
        return bridge.equals(owners.get(epoch));
    }
}
