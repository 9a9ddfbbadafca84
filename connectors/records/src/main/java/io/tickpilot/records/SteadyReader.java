package io.tickpilot.records;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads one tick ahead, so that a broken time stamp far in the future is known as such: it neither holds back the rest of its
 * file in a merge nor ends the reading. The tick itself is given as it is, for the validation to judge.
 */
final class SteadyReader implements Closeable {
    /** Longer than a holiday weekend. A step ahead of this size needs the next tick as its witness. */
    private static final long LEAP_MICROS = 4L * 86_400_000_000L;

    private final TickReader reader;
    private boolean begun;
    private boolean ahead;
    private long timeMicros;
    private long dueMicros;
    private double bid;
    private double ask;
    private double bidSize;
    private double askSize;

    SteadyReader(TickReader reader) {
        this.reader = reader;
    }

    boolean advance() throws IOException {
        if (!begun) {
            ahead = reader.advance();
            dueMicros = ahead ? reader.timeMicros() : 0;
            begun = true;
        }
        if (!ahead) {
            return false;
        }
        timeMicros = reader.timeMicros();
        bid = reader.bid();
        ask = reader.ask();
        bidSize = reader.bidSize();
        askSize = reader.askSize();
        ahead = reader.advance();
        boolean broken = isLeap(timeMicros) && ahead && !isLeap(reader.timeMicros());
        if (!broken) {
            dueMicros = timeMicros;
        }
        return true;
    }

    private boolean isLeap(long micros) {
        return micros - dueMicros > LEAP_MICROS;
    }

    /** When the tick's turn is among those of other files: its time, unless that is broken. */
    long dueMicros() {
        return dueMicros;
    }

    long timeMicros() {
        return timeMicros;
    }

    double bid() {
        return bid;
    }

    double ask() {
        return ask;
    }

    double bidSize() {
        return bidSize;
    }

    double askSize() {
        return askSize;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
