package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.wire.JournalRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private final Sequencer sequencer =
            new Sequencer(1, 4, fenced(1, emptyStates()), List.of("KNOWN"), new StandingForAll());

    @Test
    void countsUpByOneWithinAPartitionWhateverIsSequenced() {
        Random random = new Random(1);
        Map<Integer, Long> last = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            JournalRecord record = i % 10 == 0
                    ? sequencer.clock(random.nextInt(4), i, i, 0)
                    : new JournalRecord.Entry(sequencer.sequence(tick("S" + random.nextInt(20), i), i, i));

            assertThat(record.sequence()).isEqualTo(last.getOrDefault(record.partition(), 0L) + 1);
            last.put(record.partition(), record.sequence());
        }
    }

    @Test
    void logTimeNeverFallsWithinAPartition() {
        SequencedEvent first = sequencer.sequence(tick("EURUSD", 1), 1_000, 1);
        SequencedEvent second = sequencer.sequence(tick("EURUSD", 2), 900, 2);
        JournalRecord.ClockMark clock = sequencer.clock(first.partition(), 950, 3, 0);

        assertThat(second.logTimeMicros()).isEqualTo(1_000);
        assertThat(clock.timeMicros()).isEqualTo(1_000);
    }

    @Test
    void aResendIsKnownBySourceSymbolAndKind() {
        assertThat(sequencer.sequence(tick("EURUSD", 7), 1, 1)).isNotNull();

        assertThat(sequencer.sequence(tick("EURUSD", 7), 2, 2)).isNull();
        assertThat(sequencer.sequence(tick("XAUUSD", 7), 2, 2)).isNotNull();
        assertThat(sequencer.sequence(command("EURUSD", 7), 2, 2)).isNotNull();
        assertThat(sequencer.symbols()).containsExactly("EURUSD", "KNOWN", "XAUUSD");
    }

    @Test
    void whatWasLostOnTheWayIsTakenLater() {
        sequencer.sequence(tick("EURUSD", 1), 1, 1);
        sequencer.sequence(tick("EURUSD", 3), 1, 1);

        assertThat(sequencer.sequence(tick("EURUSD", 2), 1, 1)).isNotNull();
        assertThat(sequencer.sequence(tick("EURUSD", 2), 1, 1)).isNull();
    }

    @Test
    void goesOnWhereTheJournalEnds() {
        List<PartitionState> states = fenced(1, emptyStates());
        int partition = sequencer.partition("EURUSD");
        for (int i = 0; i < 10; i++) {
            SequencedEvent event = sequencer.sequence(tick("EURUSD", i), 100 + i, 0);
            assertThat(states.get(partition).take(new JournalRecord.Entry(event), 1 + i))
                    .isTrue();
        }

        Sequencer next = new Sequencer(2, 4, fenced(2, states), List.of(), new StandingForAll());

        assertThat(next.symbols()).containsExactly("EURUSD");
        assertThat(next.sequence(tick("EURUSD", 9), 200, 0)).isNull();
        assertThat(next.sequence(tick("EURUSD", 10), 50, 0))
                .isEqualTo(new SequencedEvent(partition, 2, 12, 109, 0, tick("EURUSD", 10)));
    }

    @Test
    void beginsOnlyBehindItsOwnFences() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Sequencer(2, 4, fenced(1, emptyStates()), List.of(), new StandingForAll()))
                .withMessageContaining("not behind the fence");
    }

    @Test
    void whateverOfItIsLostASymbolThatBeginsHearsEveryStandingCommandOnce() {
        List<Command> given = List.of(command("KNOWN", 1), command("KNOWN", 2), command("KNOWN", 3));
        for (int arrived = 0; arrived <= given.size(); arrived++) {
            List<PartitionState> states = fenced(1, emptyStates());
            StandingForAll standing = new StandingForAll();
            for (Command each : given) {
                standing.take(each, each.sourceSequence());
            }
            List<Command> heard = new ArrayList<>();
            Sequencer dying = new Sequencer(1, 4, states, List.of("LATE"), standing);
            List<JournalRecord.Entry> written = dying.begin("LATE", 0, 0);
            assertThat(written).hasSize(given.size());
            PartitionState state = fenced(1, emptyStates()).get(dying.partition("LATE"));
            for (JournalRecord.Entry entry : written.subList(0, arrived)) {
                heard.add((Command) entry.event().event());
                assertThat(state.take(entry, state.position())).isTrue();
            }

            states = new ArrayList<>(emptyStates());
            states.set(state.partition(), state);
            Sequencer next = new Sequencer(2, 4, fenced(2, states), List.of("LATE"), standing);
            next.begin("LATE", 0, 0)
                    .forEach(entry -> heard.add((Command) entry.event().event()));

            assertThat(heard)
                    .containsExactlyElementsOf(
                            given.stream().map(each -> each.forSymbol("LATE")).toList());
        }
    }

    @Test
    void aSymbolBeginsOnceAndNotWhenTheJournalHoldsAnythingButCommandsOfIt() {
        List<PartitionState> states = fenced(1, emptyStates());
        SequencedEvent tick = sequencer.sequence(tick("OLD", 1), 1, 1);
        states.get(tick.partition()).take(new JournalRecord.Entry(tick), 1);
        SequencedEvent order = sequencer.sequence(command("ORDERED", 1), 1, 1);
        PartitionState its = states.get(order.partition());
        its.take(new JournalRecord.Entry(order), its.position());

        StandingForAll standing = new StandingForAll();
        standing.take(command("KNOWN", 5), 9);
        Sequencer next = new Sequencer(2, 4, fenced(2, states), List.of("NEW"), standing);

        assertThat(next.begin("OLD", 0, 0)).isEmpty();
        assertThat(next.begin("ORDERED", 0, 0)).hasSize(1);
        assertThat(next.begin("NEW", 0, 0))
                .singleElement()
                .extracting(JournalRecord.Entry::forAllMicros, entry -> entry.event()
                        .event())
                .containsExactly(9L, command("NEW", 5));
        assertThat(next.begin("NEW", 0, 0)).isEmpty();
    }

    private static List<PartitionState> emptyStates() {
        return IntStream.range(0, 4).mapToObj(PartitionState::empty).toList();
    }

    private static List<PartitionState> fenced(int epoch, List<PartitionState> states) {
        for (PartitionState state : states) {
            state.take(new JournalRecord.FenceMark(state.partition(), epoch, state.next(), 0), state.position());
        }
        return states;
    }

    private static Tick tick(String symbol, long sequence) {
        return new Tick(symbol, 1, 1.1, 1.2, 0, 0, "test", sequence);
    }

    private static Command command(String symbol, long sequence) {
        return new Command(symbol, 1, Command.Kind.PAUSE_STRATEGY, "scalp-" + sequence, "", "me", "", "test", sequence);
    }
}
