package io.tickpilot.bench.latency;

import io.tickpilot.bridge.BridgeSettings.JournalMode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param rates ticks a second, all symbols together
 * @param seconds measured at each rate; {@code warmUpSeconds} before them at the same rate
 * @param symbols how many, a round for each number
 * @param signalEvery the ticks of one in so many symbols make a signal each
 * @param journals whether the fast copy waits for Kafka, a round for each
 * @param layers how much of the decision layer is on, a round for each
 * @param highest whether the highest sustainable rate is searched for at the end of each round
 * @param model folder of the technical agent for one more round with inference; null for none
 */
public record LatencyPlan(
        List<Integer> rates,
        int seconds,
        int warmUpSeconds,
        List<Integer> symbols,
        int signalEvery,
        List<JournalMode> journals,
        List<Layer> layers,
        boolean highest,
        @Nullable Path model) {
    public LatencyPlan {
        rates = List.copyOf(rates);
        symbols = List.copyOf(symbols);
        journals = List.copyOf(journals);
        layers = List.copyOf(layers);
    }
}
