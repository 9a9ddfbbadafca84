package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.indicator.Indicator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The newest closed bar of a series, and of the one before it what the next needs. */
final class LastBars implements Indicator, BarView {
    private double previousClose = Double.NaN;
    private long startMicros = Long.MIN_VALUE;
    private double bidOpen = Double.NaN;
    private double bidHigh = Double.NaN;
    private double bidLow = Double.NaN;
    private double bidClose = Double.NaN;
    private double askOpen = Double.NaN;
    private double askHigh = Double.NaN;
    private double askLow = Double.NaN;
    private double askClose = Double.NaN;
    private int ticks;
    private double bidVolume;
    private double askVolume;

    void add(BarView bar) {
        previousClose = bidClose;
        startMicros = bar.startMicros();
        bidOpen = bar.bidOpen();
        bidHigh = bar.bidHigh();
        bidLow = bar.bidLow();
        bidClose = bar.bidClose();
        askOpen = bar.askOpen();
        askHigh = bar.askHigh();
        askLow = bar.askLow();
        askClose = bar.askClose();
        ticks = bar.ticks();
        bidVolume = bar.bidVolume();
        askVolume = bar.askVolume();
    }

    double previousClose() {
        return previousClose;
    }

    /** A change needs a bar before it. */
    @Override
    public int warmUp() {
        return 2;
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

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeDouble(previousClose);
        out.writeLong(startMicros);
        out.writeDouble(bidOpen);
        out.writeDouble(bidHigh);
        out.writeDouble(bidLow);
        out.writeDouble(bidClose);
        out.writeDouble(askOpen);
        out.writeDouble(askHigh);
        out.writeDouble(askLow);
        out.writeDouble(askClose);
        out.writeInt(ticks);
        out.writeDouble(bidVolume);
        out.writeDouble(askVolume);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        previousClose = in.readDouble();
        startMicros = in.readLong();
        bidOpen = in.readDouble();
        bidHigh = in.readDouble();
        bidLow = in.readDouble();
        bidClose = in.readDouble();
        askOpen = in.readDouble();
        askHigh = in.readDouble();
        askLow = in.readDouble();
        askClose = in.readDouble();
        ticks = in.readInt();
        bidVolume = in.readDouble();
        askVolume = in.readDouble();
    }
}
