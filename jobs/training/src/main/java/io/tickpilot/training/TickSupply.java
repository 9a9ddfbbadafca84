package io.tickpilot.training;

import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.feeds.SimulatedSymbol;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The ticks to train on, in order of time.
 *
 * @param description what they are, kept in the manifest and the report
 * @param simulated whether the report must say that this is no real market
 * @param source gives a fresh pass over them
 * @param fromMicros time of the first, as {@code toMicros} of the last, for the progress only; both 0 when unknown
 */
public record TickSupply(
        String description, boolean simulated, Supplier<Iterator<Tick>> source, long fromMicros, long toMicros) {

    public static TickSupply simulated(SimulatedMarketSpec spec, Duration length) {
        long end = spec.startMicros() + length.toNanos() / 1_000;
        String symbols = spec.symbols().stream().map(SimulatedSymbol::symbol).collect(Collectors.joining(" "));
        String description = "simulated market, seed " + spec.seed() + ", " + length.toDays() + " days of " + symbols;
        return new TickSupply(
                description, true, () -> new SimulatedMarket(spec).ticksUntil(end), spec.startMicros(), end);
    }

    /** Share of the way a time is on, 0 to 1. */
    double progress(long timeMicros) {
        double length = toMicros - fromMicros;
        return length <= 0 ? 0 : Math.min(1, Math.max(0, (timeMicros - fromMicros) / length));
    }
}
