package io.tickpilot.replay;

import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectListener;
import io.tickpilot.records.RejectedLine;
import io.tickpilot.records.TickRecords;
import io.tickpilot.replay.source.ReplaySplit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recordings by partition. Finding them here, before a job exists, shows a wrong path at once.
 *
 * @param files how many there are to read
 */
record ReplayPlan(List<ReplaySplit> splits, long files) {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayPlan.class);

    /** @throws io.tickpilot.records.RecordException when an input cannot be read or names no symbol */
    static ReplayPlan of(List<RecordInput> inputs, InstrumentCatalogue instruments) {
        if (inputs.isEmpty()) {
            throw new ReplayException("no recordings given to replay");
        }
        SortedMap<Integer, List<RecordInput>> byPartition = new TreeMap<>();
        long files = 0;
        for (RecordInput input : inputs) {
            String known = instruments.resolve(input.symbol());
            RecordInput named = known == null ? input : new RecordInput(input.location(), known, input.options());
            try (TickRecords found = TickRecords.open(List.of(named), new Skipped())) {
                files += found.files();
                for (String symbol : found.symbols()) {
                    int partition = KeyGroupRangeAssignment.assignToKeyGroup(symbol, ReplayRunner.PARTITIONS);
                    byPartition
                            .computeIfAbsent(partition, p -> new ArrayList<>())
                            .add(new RecordInput(input.location(), symbol, input.options()));
                }
            }
        }
        List<ReplaySplit> splits = new ArrayList<>();
        byPartition.forEach((partition, own) -> splits.add(new ReplaySplit(partition, own, 0)));
        return new ReplayPlan(splits, files);
    }

    /** Tells of files that are passed over; lines are told when they are read. */
    private static final class Skipped implements RejectListener {
        @Override
        public void onReject(RejectedLine line) {}

        @Override
        public void onSkippedFile(String file, String why) {
            LOG.warn("file is passed over: file={} why={}", file, why);
        }
    }
}
