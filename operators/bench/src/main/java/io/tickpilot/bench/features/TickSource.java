package io.tickpilot.bench.features;

import io.tickpilot.core.event.SequencedEvent;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * {@link EndlessTicks} as a bounded source with one split, which only says when to begin. Notes how long it took from its first
 * measured tick until the chain behind it was done with the last one.
 */
final class TickSource implements Source<SequencedEvent, NumberSequenceSplit, Collection<NumberSequenceSplit>> {
    private static final long serialVersionUID = 1;
    private static final ConcurrentHashMap<String, Nanos> NANOS = new ConcurrentHashMap<>();

    private final String run;
    private final long warmUp;
    private final long measured;

    /** @param run unique in this JVM */
    TickSource(String run, long warmUp, long measured) {
        this.run = run;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /** What the measured ticks of a run took, which is over; asked for once. */
    static Nanos nanosOf(String run) {
        Nanos nanos = NANOS.remove(run);
        if (nanos == null) {
            throw new IllegalStateException("the source did not come to its end: run=" + run);
        }
        return nanos;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<SequencedEvent, NumberSequenceSplit> createReader(SourceReaderContext context) {
        return new Reader(context, run, warmUp, measured);
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context) {
        return one().createEnumerator(context);
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context, Collection<NumberSequenceSplit> checkpoint) {
        return one().restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
        return one().getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>> getEnumeratorCheckpointSerializer() {
        return one().getEnumeratorCheckpointSerializer();
    }

    private static NumberSequenceSource one() {
        return new NumberSequenceSource(0, 0);
    }

    private static final class Reader implements SourceReader<SequencedEvent, NumberSequenceSplit> {
        private static final int EVENTS_A_POLL = 512;

        private final SourceReaderContext context;
        private final String run;
        private final long warmUp;
        private final long end;
        private final EndlessTicks ticks = new EndlessTicks();
        private final CompletableFuture<Void> assigned = new CompletableFuture<>();
        private long emitted;
        private Nanos began = Nanos.now();

        Reader(SourceReaderContext context, String run, long warmUp, long measured) {
            this.context = context;
            this.run = run;
            this.warmUp = warmUp;
            this.end = warmUp + measured;
        }

        @Override
        public void start() {
            context.sendSplitRequest();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<SequencedEvent> out) {
            if (!assigned.isDone()) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            for (int i = 0; i < EVENTS_A_POLL; i++) {
                if (emitted == warmUp) {
                    began = Nanos.now();
                } else if (emitted == end) {
                    NANOS.put(run, Nanos.now().minus(began));
                    return InputStatus.END_OF_INPUT;
                }
                out.collect(ticks.next());
                emitted++;
            }
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return assigned;
        }

        @Override
        public void addSplits(List<NumberSequenceSplit> splits) {
            assigned.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public List<NumberSequenceSplit> snapshotState(long checkpoint) {
            throw new IllegalStateException("no checkpoints are taken of a bench");
        }

        @Override
        public void close() {}
    }
}
