package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicEnumeratorTest {
    private static final List<String> TOPICS = List.of("a", "b", "c");

    private final TestEnumeratorContext<TopicSplit> context = new TestEnumeratorContext<>(2);

    @Test
    void dealsTopicsOutInTurn() {
        var enumerator = new TopicEnumerator(context, TOPICS, false, Set.of());

        context.register(enumerator, 0, List.of());
        assertThat(enumerator.snapshotState(1).assigned()).containsExactlyInAnyOrder("a", "c");
        context.register(enumerator, 1, List.of());

        assertThat(context.splitsOf(0)).containsExactly("a", "c");
        assertThat(context.splitsOf(1)).containsExactly("b");
        assertThat(context.toldNoMore).isEmpty();
    }

    @Test
    void givesOutAfterARestoreOnlyWhatIsNew() {
        var enumerator = new TopicEnumerator(context, TOPICS, false, Set.of("a", "gone"));

        context.register(enumerator, 0, List.of());
        context.register(enumerator, 1, List.of());

        assertThat(context.splitsOf(0)).containsExactly("c");
        assertThat(context.splitsOf(1)).containsExactly("b");
        assertThat(enumerator.snapshotState(1).assigned()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void givesAFailedReadersTopicsOutAgainWithTheirSequence() {
        var enumerator = new TopicEnumerator(context, TOPICS, false, Set.of());
        context.register(enumerator, 0, List.of());
        context.register(enumerator, 1, List.of());

        context.fail(1);
        enumerator.addSplitsBack(List.of(new TopicSplit("b", 7)), 1);
        assertThat(enumerator.snapshotState(1).assigned()).doesNotContain("b");
        context.register(enumerator, 1, List.of());

        assertThat(context.assigned.get(1)).containsExactly(new TopicSplit("b", 7));
    }

    @Test
    void tellsEveryReaderOfABoundedSourceThatNothingFollows() {
        var enumerator = new TopicEnumerator(context, List.of("a"), true, Set.of());

        context.register(enumerator, 0, List.of());
        context.register(enumerator, 1, List.of());

        assertThat(context.toldNoMore).containsExactly(0, 1);
    }
}
