package io.tickpilot.records;

import io.tickpilot.core.event.Tick;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Recorded ticks of any number of files as one stream by time. A file is opened when its first tick is due and closed after
 * its last, so memory does not grow with the recording. Ticks of equal time come in the order of the inputs; a file that
 * runs back in time is given as it is, for the validation to judge. Not thread-safe.
 *
 * <p>{@link Tick#source()} is the format's name; {@link Tick#sourceSequence()} counts from 1 within source and symbol.
 */
public final class TickRecords implements AutoCloseable {
    /** A file is left once it is this far past the wanted period. */
    private static final long PAST_END_MICROS = 3_600_000_000L;

    private final RejectListener rejects;
    private final Deque<Source> waiting = new ArrayDeque<>();
    private final PriorityQueue<Source> open = new PriorityQueue<>(
            Comparator.<Source>comparingLong(s -> s.nextMicros).thenComparingInt(s -> s.order));
    private final BytesRead bytes = new BytesRead();
    private final SortedSet<String> symbols = new TreeSet<>();
    private @Nullable Source current;
    private long files;
    private long rejected;

    private TickRecords(RejectListener rejects) {
        this.rejects = new RejectListener() {
            @Override
            public void onReject(RejectedLine line) {
                rejected++;
                rejects.onReject(line);
            }

            @Override
            public void onSkippedFile(String file, String why) {
                rejects.onSkippedFile(file, why);
            }
        };
    }

    /**
     * Finds and recognises all files; reads none to its end.
     *
     * @throws RecordException when a path is missing, holds nothing of a known format, or not the symbol
     */
    public static TickRecords open(List<RecordInput> inputs, RejectListener rejects) {
        TickRecords records = new TickRecords(rejects);
        Map<String, long[]> counters = new HashMap<>();
        List<Source> sources = new ArrayList<>();
        for (RecordInput input : inputs) {
            for (TickFile file : TickFiles.find(input, rejects)) {
                String symbol = input.symbol().isEmpty() ? file.symbol() : input.symbol();
                String feed = file.format().source();
                long[] counter = counters.computeIfAbsent(feed + " " + symbol, k -> new long[1]);
                sources.add(
                        new Source(sources.size(), file, symbol, feed, counter, input.options(), records.part(file)));
                records.symbols.add(symbol);
            }
        }
        sources.sort(Comparator.<Source>comparingLong(s -> s.nextMicros).thenComparingInt(s -> s.order));
        records.waiting.addAll(sources);
        records.files = sources.size();
        return records;
    }

    private BytesRead.Part part(TickFile file) {
        try {
            return bytes.expect(TickFile.bytes(file.path(), file.entry()));
        } catch (IOException e) {
            throw TickFiles.unreadable(file.name(), e);
        }
    }

    /** All symbols that have a file in the wanted period, sorted. */
    public SortedSet<String> symbols() {
        return symbols;
    }

    /** How many files there are to read. */
    public long files() {
        return files;
    }

    /** How many of them have been opened. */
    public long filesBegun() {
        return files - waiting.size();
    }

    /** How much of the files' bytes has been read, 0 to 1. */
    public double share() {
        return bytes.share();
    }

    /** Lines rejected so far. */
    public long rejected() {
        return rejected;
    }

    /**
     * The next tick by time, null after the last.
     *
     * @throws RecordException when a file turns out truncated or unreadable
     */
    public @Nullable Tick next() {
        Source source = due();
        if (source == null) {
            return null;
        }
        Tick tick = source.take();
        if (!source.advance()) {
            source.close();
            current = null;
        }
        return tick;
    }

    /** The source with the earliest tick. It stays the current one as long as no other comes before it. */
    private @Nullable Source due() {
        Source best = current;
        if (best != null && isFirst(best)) {
            return best;
        }
        if (best != null) {
            open.add(best);
        }
        openDue();
        current = open.poll();
        return current;
    }

    private boolean isFirst(Source source) {
        Source other = open.peek();
        Source next = waiting.peek();
        return (other == null || source.isBefore(other)) && (next == null || source.nextMicros < next.nextMicros);
    }

    private void openDue() {
        while (!waiting.isEmpty()) {
            Source head = open.peek();
            if (head != null && head.nextMicros < waiting.getFirst().nextMicros) {
                return;
            }
            Source source = waiting.removeFirst();
            if (source.open(rejects)) {
                open.add(source);
            } else {
                source.close();
            }
        }
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
        open.forEach(Source::close);
        open.clear();
        waiting.clear();
    }

    /** A file on its way: waiting, open or done. */
    private static final class Source {
        private final int order;
        private final TickFile file;
        private final String symbol;
        private final String feed;
        private final long[] counter;
        private final RecordOptions options;
        private final BytesRead.Part part;
        private @Nullable SteadyReader reader;

        /** When the tick of {@link #take()} is due; before opening, a time that none of its ticks is before. */
        private long nextMicros;

        Source(
                int order,
                TickFile file,
                String symbol,
                String feed,
                long[] counter,
                RecordOptions options,
                BytesRead.Part part) {
            this.order = order;
            this.file = file;
            this.symbol = symbol;
            this.feed = feed;
            this.counter = counter;
            this.options = options;
            this.part = part;
            this.nextMicros = file.startMicros();
        }

        boolean isBefore(Source other) {
            return nextMicros < other.nextMicros || (nextMicros == other.nextMicros && order < other.order);
        }

        boolean open(RejectListener rejects) {
            try {
                reader = new SteadyReader(file.open(symbol, rejects, part));
            } catch (IOException e) {
                throw TickFiles.unreadable(file.name(), e);
            }
            return advance();
        }

        boolean advance() {
            SteadyReader opened = opened();
            try {
                while (opened.advance()) {
                    long due = opened.dueMicros();
                    if (due >= options.fromMicros() && due < options.toMicros()) {
                        nextMicros = due;
                        return true;
                    }
                    if (due - PAST_END_MICROS >= options.toMicros()) {
                        return false;
                    }
                }
                return false;
            } catch (IOException e) {
                throw TickFiles.unreadable(file.name(), e);
            }
        }

        Tick take() {
            SteadyReader opened = opened();
            return new Tick(
                    symbol,
                    opened.timeMicros(),
                    opened.bid(),
                    opened.ask(),
                    opened.bidSize(),
                    opened.askSize(),
                    feed,
                    ++counter[0]);
        }

        private SteadyReader opened() {
            SteadyReader opened = reader;
            if (opened == null) {
                throw new IllegalStateException("file is not open: " + file.name());
            }
            return opened;
        }

        void close() {
            SteadyReader opened = reader;
            reader = null;
            part.end();
            if (opened != null) {
                try {
                    opened.close();
                } catch (IOException e) {
                    throw TickFiles.unreadable(file.name(), e);
                }
            }
        }
    }
}
