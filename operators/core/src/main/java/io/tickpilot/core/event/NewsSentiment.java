package io.tickpilot.core.event;

/**
 * What one article means for a symbol, scored elsewhere: no text comes into the log.
 *
 * @param score -1 (bad for the symbol's price) to 1
 * @param confidence 0 to 1
 * @param id of the article; what was told of it before is told apart by {@code sourceSequence}
 */
public record NewsSentiment(
        String symbol,
        long eventTimeMicros,
        double score,
        double confidence,
        String id,
        String source,
        long sourceSequence)
        implements LogEvent {}
