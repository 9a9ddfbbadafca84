package io.tickpilot.records;

import java.io.Closeable;
import java.io.IOException;

/** The ticks of one file, in its own order, one at a time and without an object for each. */
interface TickReader extends Closeable {
    /** Steps to the next tick; false at the end. */
    boolean advance() throws IOException;

    long timeMicros();

    double bid();

    double ask();

    double bidSize();

    double askSize();

    @Override
    void close() throws IOException;
}
