package io.tickpilot.archive;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.timescale.Insert;
import io.tickpilot.timescale.Inserts;
import io.tickpilot.wire.DeadLetterRecord;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka topic and the table its records end in.
 *
 * @param name of the topic; {@code id} makes the operators' uids together with the table's name, so none ever changes
 */
record ArchivedTopic<T>(String name, String id, Decoder<T> decoder, Insert<T> insert) implements Serializable {

    static final ArchivedTopic<Bar> BARS = new ArchivedTopic<>("bars", WireCodec::decodeBar, Inserts.BARS);
    static final ArchivedTopic<Decision> DECISIONS =
            new ArchivedTopic<>("decisions", WireCodec::decodeDecision, Inserts.DECISIONS);
    static final ArchivedTopic<Signal> SIGNALS =
            new ArchivedTopic<>("signals", WireCodec::decodeSignal, Inserts.SIGNALS);
    static final ArchivedTopic<DeadLetterRecord> DEAD_LETTERS =
            new ArchivedTopic<>("dead-letters", WireCodec::decodeDeadLetter, Inserts.DEAD_LETTERS);
    static final ArchivedTopic<RegimeChange> ALERTS =
            new ArchivedTopic<>("alerts", WireCodec::decodeAlert, Inserts.REGIME_CHANGES);
    static final ArchivedTopic<BreakerChange> BREAKERS =
            new ArchivedTopic<>("alerts", "breakers", WireCodec::decodeBreakerChange, Inserts.BREAKER_EVENTS);
    static final ArchivedTopic<SequencedEvent> TRADES =
            new ArchivedTopic<>("journal", ArchivedTopic::tradeReport, Inserts.TRADES);

    /** The only one of its topic. */
    ArchivedTopic(String name, Decoder<T> decoder, Insert<T> insert) {
        this(name, name, decoder, insert);
    }

    /** Bytes to a value, or to nothing when the record is not for the archive. */
    @FunctionalInterface
    interface Decoder<T> extends Serializable {
        @Nullable
        T decode(byte[] bytes) throws WireException;
    }

    static List<ArchivedTopic<?>> all() {
        return List.of(BARS, DECISIONS, SIGNALS, ALERTS, BREAKERS, DEAD_LETTERS, TRADES);
    }

    private static @Nullable SequencedEvent tradeReport(byte[] bytes) throws WireException {
        return WireCodec.decodeRecord(bytes) instanceof JournalRecord.Entry entry
                        && entry.event().event() instanceof TradeReport
                ? entry.event()
                : null;
    }
}
