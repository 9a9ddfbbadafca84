package io.tickpilot.training.dataset;

import java.util.List;

/**
 * What a dataset was made of.
 *
 * @param lookback rows of a window, {@code features} the names of a row's numbers
 * @param labels in words
 * @param data in words
 * @param simulated whether the data is no real market
 * @param symbols that gave samples, sorted
 * @param firstMicros time of the first tick, {@code lastMicros} of the last
 * @param ticks read, {@code rejected} of them refused by validation
 */
public record DatasetInfo(
        int lookback,
        List<String> features,
        String schemaName,
        String schemaHash,
        String labels,
        String data,
        boolean simulated,
        List<String> symbols,
        long firstMicros,
        long lastMicros,
        long ticks,
        long rejected) {

    /** Features of a row. */
    public int width() {
        return features.size();
    }
}
