package io.tickpilot.local.demo;

import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.PatternChange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Breakers and blocks that are not closed, as the topic alerts tells. Not thread-safe. */
final class Halts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Map<String, String> open = new TreeMap<>();
    private final Feedback feedback;

    /** @param feedback told of each move */
    Halts(Feedback feedback) {
        this.feedback = feedback;
    }

    /** Alerts of other kinds change nothing. */
    void take(byte[] alert) throws WireException {
        BreakerChange breaker = WireCodec.decodeBreakerChange(alert);
        if (breaker != null) {
            feedback.take(breaker);
            String key = "breaker " + breaker.symbol() + " " + breaker.scope();
            put(
                    key,
                    breaker.to() != Breaker.State.CLOSED,
                    key + " " + breaker.to() + until(breaker.untilMicros()) + ": "
                            + breaker.cause().label() + measured(breaker));
            return;
        }
        try {
            Alert other = Alert.parseFrom(alert);
            if (other.hasPatternChange()) {
                PatternChange change = other.getPatternChange();
                String key = "pattern " + change.getSymbol() + " " + change.getPattern() + " " + change.getTarget();
                PatternChange.Stage stage = change.getStage();
                feedback.take(stage);
                boolean isOpen = stage == PatternChange.Stage.OPENED || stage == PatternChange.Stage.EXTENDED;
                put(key, isOpen, key + until(change.getUntilMicros()));
            }
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new WireException("alert is malformed: " + e.getMessage(), e);
        }
    }

    private static String until(long micros) {
        return micros == 0 ? "" : " to " + TIME.format(Instant.ofEpochSecond(0, micros * 1_000));
    }

    private static String measured(BreakerChange breaker) {
        return breaker.limit() == 0
                ? ""
                : String.format(Locale.ROOT, " %.3g against %.3g", breaker.value(), breaker.limit());
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
