package io.tickpilot.core.market;

import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.SequencedEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decides whether news of one symbol may be counted. */
public final class NewsValidator {
    private final @Nullable Instrument instrument;
    private final ValidationSettings settings;
    private final SequenceMemory sequences = new SequenceMemory();

    /** @param instrument null when the catalogue lacks the symbol: all its news is then refused */
    public NewsValidator(@Nullable Instrument instrument, ValidationSettings settings) {
        this.instrument = instrument;
        this.settings = settings;
    }

    /**
     * @param event carries the news
     * @return null when it is good
     */
    public @Nullable DeadLetter check(SequencedEvent event, NewsSentiment news) {
        RejectReason reason = fault(event, news);
        return reason == null
                ? null
                : new DeadLetter(event, reason, "news: score=" + news.score() + " confidence=" + news.confidence());
    }

    private @Nullable RejectReason fault(SequencedEvent event, NewsSentiment news) {
        if (!(Math.abs(news.score()) <= 1 && news.confidence() >= 0 && news.confidence() <= 1)) {
            return RejectReason.SENTIMENT_OUT_OF_RANGE;
        }
        if (instrument == null) {
            return RejectReason.UNKNOWN_SYMBOL;
        }
        if (news.eventTimeMicros() > event.logTimeMicros() + settings.maxAheadMicros()) {
            return RejectReason.FUTURE_EVENT_TIME;
        }
        return sequences.addIfNew(news.source(), news.sourceSequence(), news.eventTimeMicros())
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
