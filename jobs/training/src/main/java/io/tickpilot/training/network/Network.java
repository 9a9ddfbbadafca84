package io.tickpilot.training.network;

import ai.djl.nn.Block;
import io.tickpilot.training.dataset.Label;

/**
 * A network to fit. Its block makes of scaled windows {@code [batch, lookback, features]} one row {@code [batch, outputs]} each:
 * three logits and, of a forecast, the quantiles of {@link Quantiles}. Used for one fit.
 *
 * @param <W> its numbers in plain arrays
 */
interface Network<W> {

    Block block();

    /** Columns of a row. */
    default int outputs() {
        return Label.COUNT;
    }

    /** A copy of the present weights. */
    W weights();
}
