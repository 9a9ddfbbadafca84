package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.Test;

class JournalEnumeratorTest {
    private static final int PARTITIONS = 8;

    private final Context context = new Context(2);

    @Test
    void givesEachPartitionToTheOwnerOfItsKeyGroup() {
        var enumerator = new JournalEnumerator(context, PARTITIONS, fresh());

        context.register(enumerator, 0, List.of());
        context.register(enumerator, 1, List.of());

        assertThat(context.partitionsOf(0)).containsExactly(0, 1, 2, 3);
        assertThat(context.partitionsOf(1)).containsExactly(4, 5, 6, 7);
    }

    @Test
    void keepsSplitsOfAbsentReadersInItsSnapshot() {
        var enumerator = new JournalEnumerator(context, PARTITIONS, fresh());

        context.register(enumerator, 0, List.of());

        assertThat(enumerator.snapshotState(1).unassigned())
                .extracting(JournalSplit::partition)
                .containsExactly(4, 5, 6, 7);
    }

    @Test
    void sendsReportedSplitsToTheirOwnersAfterARescale() {
        var enumerator = new JournalEnumerator(context, PARTITIONS, List.of());
        List<JournalSplit> all =
                fresh().stream().map(s -> at(s.partition(), 70)).toList();

        context.register(enumerator, 0, all);
        context.register(enumerator, 1, List.of());

        assertThat(context.partitionsOf(0)).containsExactly(0, 1, 2, 3);
        assertThat(context.partitionsOf(1)).containsExactly(4, 5, 6, 7);
        assertThat(context.assigned.values().stream().flatMap(List::stream))
                .allMatch(split -> split.nextSequence() == 70);
    }

    @Test
    void ignoresStaleReportsOfSplitsThatRunElsewhere() {
        var enumerator = new JournalEnumerator(context, PARTITIONS, List.of());
        List<JournalSplit> all =
                fresh().stream().map(s -> at(s.partition(), 70)).toList();
        context.register(enumerator, 0, all);
        context.register(enumerator, 1, List.of());

        List<JournalSplit> own = context.fail(0);
        enumerator.addSplitsBack(own, 0);
        context.register(enumerator, 0, all);

        assertThat(context.partitionsOf(0)).containsExactly(0, 1, 2, 3);
        assertThat(context.partitionsOf(1)).containsExactly(4, 5, 6, 7);
    }

    @Test
    void ignoresReturnedSplitsThatRunElsewhere() {
        var enumerator = new JournalEnumerator(context, PARTITIONS, fresh());
        context.register(enumerator, 0, List.of());
        context.register(enumerator, 1, List.of());

        context.fail(0);
        enumerator.addSplitsBack(fresh(), 0);
        context.register(enumerator, 0, List.of());

        assertThat(context.partitionsOf(0)).containsExactly(0, 1, 2, 3);
        assertThat(context.partitionsOf(1)).containsExactly(4, 5, 6, 7);
    }

    @Test
    void takesASplitOnceThatIsReturnedAndReported() {
        var enumerator = new JournalEnumerator(context, PARTITIONS, fresh());
        context.register(enumerator, 0, List.of());
        context.register(enumerator, 1, List.of());

        List<JournalSplit> own = context.fail(1);
        enumerator.addSplitsBack(own, 1);
        context.register(enumerator, 1, own);

        assertThat(context.partitionsOf(1)).containsExactly(4, 5, 6, 7);
    }

    @Test
    void survivesItsOwnSerialization() throws Exception {
        var state = new JournalEnumeratorState(PARTITIONS, List.of(at(3, 5), at(7, 9)));
        var serializer = new JournalEnumeratorStateSerializer();

        assertThat(serializer.deserialize(1, serializer.serialize(state))).isEqualTo(state);
    }

    @Test
    void readsTheFirstVersionOfASplit() throws Exception {
        byte[] written = {0, 0, 0, 5, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2};

        assertThat(new JournalSplitSerializer().deserialize(1, written)).isEqualTo(new JournalSplit(5, 2, 256, 258));
        assertThat(new JournalSplitSerializer().serialize(new JournalSplit(5, 2, 256, 258)))
                .isEqualTo(written);
    }

    private static List<JournalSplit> fresh() {
        List<JournalSplit> splits = new ArrayList<>();
        for (int p = 0; p < PARTITIONS; p++) {
            splits.add(at(p, JournalSplit.UNKNOWN));
        }
        return splits;
    }

    private static JournalSplit at(int partition, long next) {
        return new JournalSplit(partition, 1, next, Math.max(0, next));
    }

    private static final class Context implements SplitEnumeratorContext<JournalSplit> {
        private final int parallelism;
        private final Map<Integer, ReaderInfo> readers = new HashMap<>();
        private final Map<Integer, List<JournalSplit>> assigned = new TreeMap<>();

        Context(int parallelism) {
            this.parallelism = parallelism;
        }

        void register(JournalEnumerator enumerator, int subtask, List<JournalSplit> reported) {
            readers.put(subtask, ReaderInfo.createReaderInfo(subtask, "here", reported));
            enumerator.addReader(subtask);
        }

        List<JournalSplit> fail(int subtask) {
            readers.remove(subtask);
            return assigned.remove(subtask);
        }

        List<Integer> partitionsOf(int subtask) {
            return assigned.getOrDefault(subtask, List.of()).stream()
                    .map(JournalSplit::partition)
                    .sorted()
                    .toList();
        }

        @Override
        public void assignSplits(SplitsAssignment<JournalSplit> assignment) {
            assignment.assignment().forEach((subtask, splits) -> assigned.computeIfAbsent(
                            subtask, s -> new ArrayList<>())
                    .addAll(splits));
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            throw new UnsupportedOperationException("the enumerator has no metrics");
        }

        @Override
        public void sendEventToSourceReader(int subtask, SourceEvent event) {}

        @Override
        public int currentParallelism() {
            return parallelism;
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return readers;
        }

        @Override
        public void signalNoMoreSplits(int subtask) {}

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {}

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {}

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }
}
