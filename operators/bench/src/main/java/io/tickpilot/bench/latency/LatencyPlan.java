package io.tickpilot.bench.latency;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param rates ticks a second, all symbols together
 * @param seconds measured at each rate; {@code warmUpSeconds} before them at the same rate
 * @param signalEvery the ticks of one in so many symbols make a signal each
 * @param model folder of the technical agent for a second round with inference; null for one round without
 */
public record LatencyPlan(
        List<Integer> rates,
        int seconds,
        int warmUpSeconds,
        int symbols,
        int signalEvery,
        @Nullable Path model) {
    public LatencyPlan {
        rates = List.copyOf(rates);
    }
}
