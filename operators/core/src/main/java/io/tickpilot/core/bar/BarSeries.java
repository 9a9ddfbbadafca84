package io.tickpilot.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The forming bars of all timeframes of one symbol, closed together. */
public final class BarSeries {
    private static final Timeframe[] TIMEFRAMES = Timeframe.values();

    private final BarBuilder[] builders = new BarBuilder[TIMEFRAMES.length];
    private final @Nullable Bar[] closed = new @Nullable Bar[TIMEFRAMES.length];
    private long nextEndMicros = Long.MAX_VALUE;

    /** Hears of closed bars, shorter timeframes first. */
    public interface Listener {
        void onClosed(Bar bar);
    }

    public BarSeries(String symbol) {
        for (Timeframe timeframe : TIMEFRAMES) {
            builders[timeframe.ordinal()] = new BarBuilder(symbol, timeframe);
        }
    }

    public BarBuilder forming(Timeframe timeframe) {
        return builders[timeframe.ordinal()];
    }

    /** Whether a bar ends at or before the given time. */
    public boolean endsBy(long timeMicros) {
        return nextEndMicros <= timeMicros;
    }

    /**
     * Closes every bar that ends at or before the given time. First all of them are closed and told to {@code first}, then all
     * to {@code then}, which so finds none of them half done.
     */
    public void close(long timeMicros, Listener first, Listener then) {
        nextEndMicros = Long.MAX_VALUE;
        for (int i = 0; i < builders.length; i++) {
            BarBuilder builder = builders[i];
            Bar bar = null;
            if (builder.isForming()) {
                if (builder.endMicros() <= timeMicros) {
                    bar = builder.close();
                    first.onClosed(bar);
                } else {
                    nextEndMicros = Math.min(nextEndMicros, builder.endMicros());
                }
            }
            closed[i] = bar;
        }
        for (int i = 0; i < closed.length; i++) {
            Bar bar = closed[i];
            if (bar != null) {
                closed[i] = null;
                then.onClosed(bar);
            }
        }
    }

    /** Joins a tick to all bars of its time, after {@link #close} up to that time. */
    public void add(long timeMicros, double bid, double ask, double bidSize, double askSize) {
        for (BarBuilder builder : builders) {
            builder.add(timeMicros, bid, ask, bidSize, askSize);
            if (builder.isForming() && builder.endMicros() < nextEndMicros) {
                nextEndMicros = builder.endMicros();
            }
        }
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(nextEndMicros);
        for (BarBuilder builder : builders) {
            builder.writeTo(out);
        }
    }

    /** Takes over a state written by {@link #writeTo} for the same symbol. */
    public void readFrom(DataInput in) throws IOException {
        nextEndMicros = in.readLong();
        for (BarBuilder builder : builders) {
            builder.readFrom(in);
        }
    }
}
