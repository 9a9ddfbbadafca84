package io.tickpilot.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Builds the bars of one timeframe of one symbol. First and last are those of the log's order, prices are kept as they came.
 * Bars come out in order of time; a tick before the forming bar or within a closed one is left out. The caller closes a bar
 * whose end has come before it adds the tick past it.
 */
public final class BarBuilder implements BarView {
    private final String symbol;
    private final Timeframe timeframe;

    private long startMicros;
    private long endMicros = Long.MIN_VALUE;
    private double bidOpen;
    private double bidHigh;
    private double bidLow;
    private double bidClose;
    private double askOpen;
    private double askHigh;
    private double askLow;
    private double askClose;
    private int ticks;
    private double bidVolume;
    private double askVolume;

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
            open(start, bid, ask);
        } else if (timeMicros < startMicros) {
            return;
        }
        ticks++;
        bidHigh = Math.max(bidHigh, bid);
        bidLow = Math.min(bidLow, bid);
        bidClose = bid;
        askHigh = Math.max(askHigh, ask);
        askLow = Math.min(askLow, ask);
        askClose = ask;
        bidVolume += counted(bidSize);
        askVolume += counted(askSize);
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
                bidOpen,
                bidHigh,
                bidLow,
                bidClose,
                askOpen,
                askHigh,
                askLow,
                askClose,
                ticks,
                bidVolume,
                askVolume);
        ticks = 0;
        return bar;
    }

    private void open(long start, double bid, double ask) {
        startMicros = start;
        endMicros = start + timeframe.micros();
        bidOpen = bid;
        bidHigh = bid;
        bidLow = bid;
        askOpen = ask;
        askHigh = ask;
        askLow = ask;
        bidVolume = 0;
        askVolume = 0;
    }

    private static double counted(double size) {
        return size > 0 && size < Double.POSITIVE_INFINITY ? size : 0;
    }

    public Timeframe timeframe() {
        return timeframe;
    }

    /** Exclusive end of the forming bar, or of the last closed one. */
    public long endMicros() {
        return endMicros;
    }

    @Override
    public long startMicros() {
        return startMicros;
    }

    @Override
    public double bidOpen() {
        return bidOpen;
    }

    @Override
    public double bidHigh() {
        return bidHigh;
    }

    @Override
    public double bidLow() {
        return bidLow;
    }

    @Override
    public double bidClose() {
        return bidClose;
    }

    @Override
    public double askOpen() {
        return askOpen;
    }

    @Override
    public double askHigh() {
        return askHigh;
    }

    @Override
    public double askLow() {
        return askLow;
    }

    @Override
    public double askClose() {
        return askClose;
    }

    @Override
    public int ticks() {
        return ticks;
    }

    @Override
    public double bidVolume() {
        return bidVolume;
    }

    @Override
    public double askVolume() {
        return askVolume;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(startMicros);
        out.writeLong(endMicros);
        out.writeInt(ticks);
        out.writeDouble(bidOpen);
        out.writeDouble(bidHigh);
        out.writeDouble(bidLow);
        out.writeDouble(bidClose);
        out.writeDouble(askOpen);
        out.writeDouble(askHigh);
        out.writeDouble(askLow);
        out.writeDouble(askClose);
        out.writeDouble(bidVolume);
        out.writeDouble(askVolume);
    }

    /** Takes over a state written by {@link #writeTo} for the same timeframe. */
    public void readFrom(DataInput in) throws IOException {
        startMicros = in.readLong();
        endMicros = in.readLong();
        ticks = in.readInt();
        bidOpen = in.readDouble();
        bidHigh = in.readDouble();
        bidLow = in.readDouble();
        bidClose = in.readDouble();
        askOpen = in.readDouble();
        askHigh = in.readDouble();
        askLow = in.readDouble();
        askClose = in.readDouble();
        bidVolume = in.readDouble();
        askVolume = in.readDouble();
    }
}
