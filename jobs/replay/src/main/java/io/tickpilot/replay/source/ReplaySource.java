package io.tickpilot.replay.source;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.records.RecordInput;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** The recordings of a replay as a bounded source. Its output is partitioned by key group: no shuffle need follow. */
public final class ReplaySource implements Source<SequencedEvent, ReplaySplit, List<ReplaySplit>> {
    private static final long serialVersionUID = 1;

    private final ArrayList<ReplayPartition> partitions;
    private final Config config;

    /** A split before the run, which travels with the job graph. */
    private record ReplayPartition(int partition, ArrayList<RecordInput> inputs) implements Serializable {}

    /**
     * What readers need to know.
     *
     * @param run name of the run, for its {@link ProgressBoard}
     * @param partitions how many there are: the maximum parallelism
     * @param rejectsFolder receives a file of rejected lines for each partition that has any
     */
    public record Config(
            String run,
            int partitions,
            String rejectsFolder,
            @Nullable Interruption interruption) implements Serializable {
        Path rejectsOf(int partition) {
            return Path.of(rejectsFolder, partition + ".tsv");
        }
    }

    public ReplaySource(List<ReplaySplit> splits, Config config) {
        this.partitions = new ArrayList<>();
        for (ReplaySplit split : splits) {
            partitions.add(new ReplayPartition(split.partition(), new ArrayList<>(split.inputs())));
        }
        this.config = config;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<SequencedEvent, ReplaySplit> createReader(SourceReaderContext context) {
        return new ReplayReader(config);
    }

    @Override
    public SplitEnumerator<ReplaySplit, List<ReplaySplit>> createEnumerator(
            SplitEnumeratorContext<ReplaySplit> context) {
        List<ReplaySplit> splits = partitions.stream()
                .map(p -> new ReplaySplit(p.partition(), List.copyOf(p.inputs()), 0))
                .toList();
        return new ReplayEnumerator(context, config.partitions(), splits);
    }

    @Override
    public SplitEnumerator<ReplaySplit, List<ReplaySplit>> restoreEnumerator(
            SplitEnumeratorContext<ReplaySplit> context, List<ReplaySplit> waiting) {
        return new ReplayEnumerator(context, config.partitions(), waiting);
    }

    @Override
    public SimpleVersionedSerializer<ReplaySplit> getSplitSerializer() {
        return new ReplaySplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<List<ReplaySplit>> getEnumeratorCheckpointSerializer() {
        return new ReplaySplitSerializer.OfList();
    }
}
