package io.tickpilot.bridge.terminal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The broker's day, which begins at midnight UTC, and the equity it began with. Not thread-safe. */
final class BrokerDay {
    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    private long startMicros = Long.MIN_VALUE;
    private double startEquity;

    /** Whether a day begins of which {@link #begin} was not told yet. */
    boolean begins(long nowMicros) {
        return startMicros == Long.MIN_VALUE || nowMicros - startMicros >= DAY_MICROS;
    }

    void begin(long nowMicros, double equity) {
        startMicros = Math.floorDiv(nowMicros, DAY_MICROS) * DAY_MICROS;
        startEquity = equity;
    }

    /** Before the first price the epoch. */
    long startMicros() {
        return startMicros == Long.MIN_VALUE ? 0 : startMicros;
    }

    double startEquity(double equityNow) {
        return startMicros == Long.MIN_VALUE ? equityNow : startEquity;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(startMicros);
        out.writeDouble(startEquity);
    }

    void readFrom(DataInput in) throws IOException {
        startMicros = in.readLong();
        startEquity = in.readDouble();
    }
}
