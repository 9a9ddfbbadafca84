package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalEnumeratorTest {
    private static final int PARTITIONS = 8;

    private final TestEnumeratorContext<JournalSplit> context = new TestEnumeratorContext<>(2);

    @Test
    void givesEachPartitionToTheOwnerOfItsKeyGroup() {
        var enumerator = new JournalEnumerator(context, PARTITIONS, fresh());

        context.register(enumerator, 0, List.of());
        context.register(enumerator, 1, List.of());

        assertThat(context.splitsOf(0)).containsExactly("0", "1", "2", "3");
        assertThat(context.splitsOf(1)).containsExactly("4", "5", "6", "7");
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

        assertThat(context.splitsOf(0)).containsExactly("0", "1", "2", "3");
        assertThat(context.splitsOf(1)).containsExactly("4", "5", "6", "7");
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

        assertThat(context.splitsOf(0)).containsExactly("0", "1", "2", "3");
        assertThat(context.splitsOf(1)).containsExactly("4", "5", "6", "7");
    }

    @Test
    void ignoresReturnedSplitsThatRunElsewhere() {
        var enumerator = new JournalEnumerator(context, PARTITIONS, fresh());
        context.register(enumerator, 0, List.of());
        context.register(enumerator, 1, List.of());

        context.fail(0);
        enumerator.addSplitsBack(fresh(), 0);
        context.register(enumerator, 0, List.of());

        assertThat(context.splitsOf(0)).containsExactly("0", "1", "2", "3");
        assertThat(context.splitsOf(1)).containsExactly("4", "5", "6", "7");
    }

    @Test
    void takesASplitOnceThatIsReturnedAndReported() {
        var enumerator = new JournalEnumerator(context, PARTITIONS, fresh());
        context.register(enumerator, 0, List.of());
        context.register(enumerator, 1, List.of());

        List<JournalSplit> own = context.fail(1);
        enumerator.addSplitsBack(own, 1);
        context.register(enumerator, 1, own);

        assertThat(context.splitsOf(1)).containsExactly("4", "5", "6", "7");
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
}
