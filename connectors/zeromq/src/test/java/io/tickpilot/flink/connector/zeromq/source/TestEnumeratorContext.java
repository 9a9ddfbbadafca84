package io.tickpilot.flink.connector.zeromq.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** The coordinator as an enumerator sees it: readers come and fail as told. */
final class TestEnumeratorContext<S extends SourceSplit> implements SplitEnumeratorContext<S> {
    private final int parallelism;
    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    final Map<Integer, List<S>> assigned = new TreeMap<>();
    final Set<Integer> toldNoMore = new TreeSet<>();

    TestEnumeratorContext(int parallelism) {
        this.parallelism = parallelism;
    }

    void register(SplitEnumerator<S, ?> enumerator, int subtask, List<S> reported) {
        readers.put(subtask, ReaderInfo.createReaderInfo(subtask, "here", reported));
        enumerator.addReader(subtask);
    }

    List<S> fail(int subtask) {
        readers.remove(subtask);
        return assigned.remove(subtask);
    }

    List<String> splitsOf(int subtask) {
        return assigned.getOrDefault(subtask, List.of()).stream()
                .map(SourceSplit::splitId)
                .sorted()
                .toList();
    }

    @Override
    public void assignSplits(SplitsAssignment<S> assignment) {
        assignment.assignment().forEach((subtask, splits) -> assigned.computeIfAbsent(subtask, s -> new ArrayList<>())
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
    public void signalNoMoreSplits(int subtask) {
        toldNoMore.add(subtask);
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {}

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {}

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}
