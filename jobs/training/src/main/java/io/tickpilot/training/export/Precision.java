package io.tickpilot.training.export;

import java.util.Locale;

/** How a network's weights are kept in its graph. */
public enum Precision {
    FLOAT32,
    /** Weights of the LSTM in 8 bits, everything else in floats; see {@link LstmNode}. */
    INT8;

    /** As a manifest says it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
