package io.tickpilot.core.testing;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;

/** {@code aTick().quote(1.1, 1.1002).atMillis(250).sequenced()}: a good EURUSD tick but for what is said otherwise. */
public final class TickBuilder {
    private String symbol = "EURUSD";
    private long eventTimeMicros = 1_700_000_000_000_000L;
    private long logTimeMicros = Long.MIN_VALUE;
    private double bid = 1.10000;
    private double ask = 1.10010;
    private double bidSize = 1;
    private double askSize = 1;
    private String source = "test";
    private long sequence;

    private TickBuilder() {}

    public static TickBuilder aTick() {
        return new TickBuilder();
    }

    public TickBuilder symbol(String value) {
        symbol = value;
        return this;
    }

    /** Event time since the epoch. */
    public TickBuilder atMicros(long value) {
        eventTimeMicros = value;
        return this;
    }

    public TickBuilder atMillis(long value) {
        return atMicros(value * 1_000);
    }

    public TickBuilder atSeconds(long value) {
        return atMicros(value * 1_000_000);
    }

    /** Log time, which is the event time unless said. */
    public TickBuilder loggedAtMicros(long value) {
        logTimeMicros = value;
        return this;
    }

    public TickBuilder bid(double value) {
        bid = value;
        return this;
    }

    public TickBuilder ask(double value) {
        ask = value;
        return this;
    }

    public TickBuilder quote(double newBid, double newAsk) {
        return bid(newBid).ask(newAsk);
    }

    public TickBuilder sizes(double newBidSize, double newAskSize) {
        bidSize = newBidSize;
        askSize = newAskSize;
        return this;
    }

    public TickBuilder source(String value) {
        source = value;
        return this;
    }

    /** Of the source and of the log. */
    public TickBuilder sequence(long value) {
        sequence = value;
        return this;
    }

    public Tick build() {
        return new Tick(symbol, eventTimeMicros, bid, ask, bidSize, askSize, source, sequence);
    }

    public SequencedEvent sequenced() {
        long logTime = logTimeMicros == Long.MIN_VALUE ? eventTimeMicros : logTimeMicros;
        return new SequencedEvent(0, 1, sequence, logTime, 0, build());
    }
}
