package io.tickpilot.local.demo;

import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.PatternChange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Breakers and blocks that are not closed, as the topic alerts tells. Not thread-safe. */
final class Halts {
    private final Map<String, String> open = new TreeMap<>();

    /** Alerts of other kinds change nothing. */
    void take(byte[] alert) throws WireException {
        BreakerChange breaker = WireCodec.decodeBreakerChange(alert);
        if (breaker != null) {
            String key = "breaker " + breaker.symbol() + " " + breaker.scope();
            put(
                    key,
                    breaker.to() != Breaker.State.CLOSED,
                    key + " " + breaker.to() + ": " + breaker.cause().label());
            return;
        }
        try {
            Alert other = Alert.parseFrom(alert);
            if (other.hasPatternChange()) {
                PatternChange change = other.getPatternChange();
                String key = "pattern " + change.getSymbol() + " " + change.getPattern() + " " + change.getTarget();
                PatternChange.Stage stage = change.getStage();
                put(key, stage == PatternChange.Stage.OPENED || stage == PatternChange.Stage.EXTENDED, key);
            }
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new WireException("alert is malformed: " + e.getMessage(), e);
        }
    }

    private void put(String key, boolean isOpen, String line) {
        if (isOpen) {
            open.put(key, line);
        } else {
            open.remove(key);
        }
    }

    List<String> lines() {
        return List.copyOf(open.values());
    }
}
