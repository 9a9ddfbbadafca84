package io.tickpilot.training;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.feeds.SimulatedSymbol;
import io.tickpilot.records.MinuteRecords;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectListener;
import io.tickpilot.records.TickRecords;
import io.tickpilot.training.dataset.SampleCollector.Walk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ticks to train on, in order of time.
 *
 * @param description what they are, kept in the manifest and the report
 * @param identity equal only for equal ticks: of files their names, sizes and times of change
 * @param simulated whether the report must say that this is no real market
 * @param walk how labels may trust the ticks
 * @param source gives a fresh pass over them
 */
public record TickSupply(String description, String identity, boolean simulated, Walk walk, Supplier<Pass> source) {

    /** The ticks once, in order of time. */
    public interface Pass extends Iterator<Tick> {

        /** How much of it is done, 0 to 1. */
        double share();
    }

    public static TickSupply simulated(SimulatedMarketSpec spec, Duration length) {
        long end = spec.startMicros() + length.toNanos() / 1_000;
        String symbols = spec.symbols().stream().map(SimulatedSymbol::symbol).collect(Collectors.joining(" "));
        String description = "simulated market, seed " + spec.seed() + ", " + length.toDays() + " days of " + symbols;
        return new TickSupply(
                description,
                spec + " " + length,
                true,
                Walk.TICKS,
                () -> new SimulatedTicks(new SimulatedMarket(spec).ticksUntil(end), spec.startMicros(), end));
    }

    /** Ticks of files, whose rejected lines the listener hears at each pass. */
    public static TickSupply recorded(List<RecordInput> inputs, RejectListener rejects) {
        String symbols =
                inputs.stream().map(RecordInput::symbol).distinct().sorted().collect(Collectors.joining(" "));
        return new TickSupply(
                "recorded ticks of " + symbols,
                identity(inputs),
                false,
                Walk.TICKS,
                () -> new RecordedTicks(TickRecords.open(inputs, rejects)));
    }

    /**
     * Ticks made of recorded one-minute bid bars; labels walk the bars themselves, the stop first.
     *
     * @param spreadPoints of every quote: what the bars do not tell
     */
    public static TickSupply minutes(
            List<RecordInput> inputs, double spreadPoints, InstrumentCatalogue instruments, RejectListener rejects) {
        String symbols =
                inputs.stream().map(RecordInput::symbol).distinct().sorted().collect(Collectors.joining(" "));
        return new TickSupply(
                "recorded one-minute bid bars of " + symbols + ", with a spread of " + spreadPoints + " points assumed",
                identity(inputs) + " " + spreadPoints,
                false,
                Walk.BARS,
                () -> new BarTicks(MinuteRecords.open(inputs, rejects), instruments, spreadPoints));
    }

    private static String identity(List<RecordInput> inputs) {
        return inputs.stream()
                .map(input -> input.symbol() + " " + input.options() + " " + files(input.path()))
                .collect(Collectors.joining("; "));
    }

    private static String files(Path root) {
        if (!Files.exists(root)) {
            return "none";
        }
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> root.relativize(file) + " " + stamp(file))
                    .collect(Collectors.joining(", "));
        } catch (IOException | UncheckedIOException e) {
            throw new TrainingException(root + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String stamp(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class SimulatedTicks implements Pass {
        private final Iterator<Tick> ticks;
        private final long fromMicros;
        private final long toMicros;
        private long nowMicros;

        SimulatedTicks(Iterator<Tick> ticks, long fromMicros, long toMicros) {
            this.ticks = ticks;
            this.fromMicros = fromMicros;
            this.toMicros = toMicros;
            this.nowMicros = fromMicros;
        }

        @Override
        public boolean hasNext() {
            return ticks.hasNext();
        }

        @Override
        public Tick next() {
            Tick tick = ticks.next();
            nowMicros = tick.eventTimeMicros();
            return tick;
        }

        @Override
        public double share() {
            return Math.min(1, (nowMicros - fromMicros) / (double) (toMicros - fromMicros));
        }
    }

    /** Closes its files at the end. */
    private static final class RecordedTicks implements Pass {
        private final TickRecords records;
        private @Nullable Tick next;

        RecordedTicks(TickRecords records) {
            this.records = records;
            next = records.next();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public double share() {
            return records.share();
        }

        @Override
        public Tick next() {
            Tick tick = next;
            if (tick == null) {
                throw new NoSuchElementException("no further tick");
            }
            next = records.next();
            if (next == null) {
                records.close();
            }
            return tick;
        }
    }
}
