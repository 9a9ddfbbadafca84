package io.tickpilot.supervision.pattern;

import java.util.Map;

/**
 * Something a pattern may speak of.
 *
 * @param kind such as {@code trade-closed}, {@code signal}, {@code bar-S1}; see the list in the module's README
 * @param strategy it belongs to, empty for none
 * @param logTimeMicros the log's time when it happened, for bars their end
 * @param numbers and {@code texts} by the names that conditions use
 */
public record Observation(
        String kind,
        String symbol,
        String strategy,
        long logTimeMicros,
        Map<String, Double> numbers,
        Map<String, String> texts) {

    /** Time passes; of no symbol. */
    public static final String CLOCK = "clock";

    public static Observation clock(long logTimeMicros) {
        return new Observation(CLOCK, "", "", logTimeMicros, Map.of(), Map.of());
    }

    boolean isClock() {
        return kind.equals(CLOCK);
    }

    /** NaN when it has none of that name: no comparison with it holds. */
    double number(String field) {
        return numbers.getOrDefault(field, Double.NaN);
    }

    /** A text by its name, the strategy or symbol; empty when there is none. */
    String text(String field) {
        return switch (field) {
            case "strategy" -> strategy;
            case "symbol" -> symbol;
            default -> texts.getOrDefault(field, "");
        };
    }
}
