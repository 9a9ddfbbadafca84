package io.tickpilot.core.market;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradePrint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decides whether a public trade of one symbol may be counted. */
public final class TradeValidator {
    private final @Nullable Instrument instrument;
    private final ValidationSettings settings;
    private final SequenceMemory sequences = new SequenceMemory();

    /** @param instrument null when the catalogue lacks the symbol: every trade is then refused */
    public TradeValidator(@Nullable Instrument instrument, ValidationSettings settings) {
        this.instrument = instrument;
        this.settings = settings;
    }

    /**
     * @param event carries the trade
     * @return null when it is good
     */
    public @Nullable DeadLetter check(SequencedEvent event, TradePrint trade) {
        RejectReason reason = fault(event, trade);
        return reason == null
                ? null
                : new DeadLetter(event, reason, "trade: price=" + trade.price() + " size=" + trade.size());
    }

    private @Nullable RejectReason fault(SequencedEvent event, TradePrint trade) {
        if (!Double.isFinite(trade.price()) || !Double.isFinite(trade.size())) {
            return RejectReason.NON_FINITE_PRICE;
        }
        if (trade.price() <= 0) {
            return RejectReason.NON_POSITIVE_PRICE;
        }
        if (trade.size() <= 0) {
            return RejectReason.NON_POSITIVE_SIZE;
        }
        if (instrument == null) {
            return RejectReason.UNKNOWN_SYMBOL;
        }
        if (trade.eventTimeMicros() > event.logTimeMicros() + settings.maxAheadMicros()) {
            return RejectReason.FUTURE_EVENT_TIME;
        }
        return sequences.addIfNew(trade.source(), trade.sourceSequence(), trade.eventTimeMicros())
                ? null
                : RejectReason.DUPLICATE_SEQUENCE;
    }

    public void writeTo(DataOutput out) throws IOException {
        sequences.writeTo(out);
    }

    /** Takes over a state written by {@link #writeTo}. */
    public void readFrom(DataInput in) throws IOException {
        sequences.readFrom(in);
    }
}
