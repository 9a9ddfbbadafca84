package io.tickpilot.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Builds the bars of one timeframe of one symbol. First and last are those of the log's order, prices are kept as they came.
 * Bars come out in order of time; a tick before the forming bar or within a closed one is left out. The caller closes a bar
 * whose end has come before it adds the tick past it.
 */
public final class BarBuilder extends FormingBar {
    private final String symbol;
    private final Timeframe timeframe;

    private long missingBefore;

    public BarBuilder(String symbol, Timeframe timeframe) {
        this.symbol = symbol;
        this.timeframe = timeframe;
    }

    /** Whether a bar is open, which is from its first tick on until it is closed. */
    public boolean isForming() {
        return ticks > 0;
    }

    /**
     * Joins a tick to the forming bar or opens one with it.
     *
     * @param timeMicros before {@link #endMicros()} while a bar is forming
     * @param bidSize counted when it is a positive, finite number, as is {@code askSize}
     */
    public void add(long timeMicros, double bid, double ask, double bidSize, double askSize) {
        if (ticks == 0) {
            long start = timeframe.startOf(timeMicros);
            if (start < endMicros) {
                return;
            }
            missingBefore = endMicros == Long.MIN_VALUE ? 0 : timeframe.count(endMicros, start);
            startMicros = start;
            endMicros = start + timeframe.micros();
            open(bid, ask);
        } else if (timeMicros < startMicros) {
            return;
        }
        join(bid, ask, bidSize, askSize);
    }

    /** Ends the forming bar, whatever the time. */
    public Bar close() {
        if (ticks == 0) {
            throw new IllegalStateException("no bar is forming: symbol=" + symbol + " timeframe=" + timeframe);
        }
        Bar bar = new Bar(
                symbol,
                timeframe,
                startMicros,
                bidOpen(),
                bidHigh(),
                bidLow(),
                bidClose(),
                askOpen(),
                askHigh(),
                askLow(),
                askClose(),
                ticks,
                bidVolume(),
                askVolume());
        ticks = 0;
        return bar;
    }

    public Timeframe timeframe() {
        return timeframe;
    }

    /** Exclusive end of the forming bar, or of the last closed one. */
    public long endMicros() {
        return endMicros;
    }

    /**
     * Intervals without a tick, at least 0, between the bar before and the forming bar, or the last closed one; 0 for the first
     * bar. Breaks and weekends count: 2,880 minutes are missing before the first minute of a usual week.
     */
    public long missingBefore() {
        return missingBefore;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        super.writeTo(out);
        out.writeLong(missingBefore);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        super.readFrom(in);
        missingBefore = in.readLong();
    }
}
