package io.tickpilot.training;

import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.feeds.SimulatedSymbol;
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
 * @param fromMicros time of the first, as {@code toMicros} of the last, for the progress only; both 0 when unknown
 */
public record TickSupply(
        String description,
        String identity,
        boolean simulated,
        Walk walk,
        Supplier<Iterator<Tick>> source,
        long fromMicros,
        long toMicros) {

    public static TickSupply simulated(SimulatedMarketSpec spec, Duration length) {
        long end = spec.startMicros() + length.toNanos() / 1_000;
        String symbols = spec.symbols().stream().map(SimulatedSymbol::symbol).collect(Collectors.joining(" "));
        String description = "simulated market, seed " + spec.seed() + ", " + length.toDays() + " days of " + symbols;
        return new TickSupply(
                description,
                spec + " " + length,
                true,
                Walk.TICKS,
                () -> new SimulatedMarket(spec).ticksUntil(end),
                spec.startMicros(),
                end);
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
                () -> new RecordedTicks(TickRecords.open(inputs, rejects)),
                0,
                0);
    }

    /** Share of the way a time is on, 0 to 1. */
    public double progress(long timeMicros) {
        double length = toMicros - fromMicros;
        return length <= 0 ? 0 : Math.min(1, Math.max(0, (timeMicros - fromMicros) / length));
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

    /** Closes its files at the end. */
    private static final class RecordedTicks implements Iterator<Tick> {
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
