package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What every incremental statistic has beside its own inputs and outputs: a warm-up and a state that can be kept. Outputs are
 * NaN before the warm-up is over. Not thread-safe.
 *
 * <p>Inputs are finite numbers: validation lets nothing else in. Where a result, or a step to it, is too large for a number, or
 * has no meaning, as a logarithm of a price of 0, outputs are NaN and never infinite: as long as that lasts where an indicator
 * remembers the last n values (at most n values longer for {@link Bollinger}), for good where it is recursive ({@link Ema},
 * {@link EmaCross}, {@link Macd}, {@link Rsi}, {@link Atr}, {@link Adx}, {@link Keltner}), until the next day for {@link SessionVwap}.
 */
public interface Indicator {

    /** Values, bars or ticks, whichever it is given, until all its outputs are numbers. */
    int warmUp();

    void writeTo(DataOutput out) throws IOException;

    /** Takes over a state written by {@link #writeTo} for the same parameters. */
    void readFrom(DataInput in) throws IOException;
}
