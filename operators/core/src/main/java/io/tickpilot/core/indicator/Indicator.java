package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What every incremental statistic has beside its own inputs and outputs: a warm-up and a state that can be kept. Outputs are
 * NaN before the warm-up is over. Not thread-safe.
 */
public interface Indicator {

    /** Values, bars or ticks, whichever it is given, until all its outputs are numbers. */
    int warmUp();

    void writeTo(DataOutput out) throws IOException;

    /** Takes over a state written by {@link #writeTo} for the same parameters. */
    void readFrom(DataInput in) throws IOException;
}
