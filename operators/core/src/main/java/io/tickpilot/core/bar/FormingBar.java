package io.tickpilot.core.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What all builders share: prices, ticks and volumes of the bar that forms. */
abstract sealed class FormingBar implements BarView permits BarBuilder, ActivityBarBuilder {
    long startMicros;
    long endMicros = Long.MIN_VALUE;
    int ticks;
    private double bidOpen;
    private double bidHigh;
    private double bidLow;
    private double bidClose;
    private double askOpen;
    private double askHigh;
    private double askLow;
    private double askClose;
    private double bidVolume;
    private double askVolume;

    /** Starts a bar at these prices with no tick in it. */
    final void open(double bid, double ask) {
        ticks = 0;
        bidOpen = bid;
        bidHigh = bid;
        bidLow = bid;
        bidClose = bid;
        askOpen = ask;
        askHigh = ask;
        askLow = ask;
        askClose = ask;
        bidVolume = 0;
        askVolume = 0;
    }

    final void join(double bid, double ask, double bidSize, double askSize) {
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

    /** A size when it is a positive, finite number, else 0. */
    static double counted(double size) {
        return size > 0 && size < Double.POSITIVE_INFINITY ? size : 0;
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

    /** Takes over a state written by {@link #writeTo} for bars of the same kind. */
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
