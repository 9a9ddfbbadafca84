package io.tickpilot.replay.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionLogTest {
    private static final long SECOND = 1_000_000L;

    /** 10 o'clock of some day. */
    private static final long TEN = 1_772_445_600L * SECOND;

    private static final long HOUR = 3_600 * SECOND;

    @Test
    void putsAClockEventAtEachWholeSecondBetweenTicks() {
        List<SequencedEvent> log = log(
                TEN + HOUR - 2 * SECOND,
                tick("A", TEN + 400_000),
                tick("A", TEN + 3 * SECOND),
                tick("A", TEN + 3 * SECOND + 1));

        assertThat(log.subList(0, 6))
                .extracting(SequencedEvent::event)
                .containsExactly(
                        tick("A", TEN + 400_000),
                        new Clock("A", TEN + SECOND),
                        new Clock("A", TEN + 2 * SECOND),
                        new Clock("A", TEN + 3 * SECOND),
                        tick("A", TEN + 3 * SECOND),
                        tick("A", TEN + 3 * SECOND + 1));
    }

    @Test
    void numbersEventsAndNeverLetsTheLogTimeOfASymbolFall() {
        List<SequencedEvent> log = log(
                Long.MAX_VALUE, tick("A", TEN + 5 * SECOND), tick("A", TEN + 3 * SECOND), tick("A", TEN + 6 * SECOND));

        assertThat(log).extracting(SequencedEvent::sequence).isEqualTo(counted(log.size()));
        assertThat(log)
                .extracting(SequencedEvent::logTimeMicros)
                .isSorted()
                .startsWith(TEN + 5 * SECOND, TEN + 5 * SECOND, TEN + 6 * SECOND);
        assertThat(log).allMatch(e -> e.partition() == 7 && e.epoch() == 1 && e.receivedMicros() == 0);
    }

    @Test
    void aSymbolsLogDoesNotDependOnOthers() {
        List<SequencedEvent> alone = log(Long.MAX_VALUE, tick("A", TEN), tick("A", TEN + 10 * SECOND));

        List<SequencedEvent> among = log(
                Long.MAX_VALUE,
                tick("B", TEN - 5 * SECOND),
                tick("A", TEN),
                tick("B", TEN + 7 * SECOND),
                tick("A", TEN + 10 * SECOND),
                tick("C", TEN + 11 * SECOND));

        assertThat(among)
                .filteredOn(e -> e.symbol().equals("A"))
                .extracting(e -> e.event() + " " + e.logTimeMicros())
                .isEqualTo(alone.stream()
                        .map(e -> e.event() + " " + e.logTimeMicros())
                        .toList());
    }

    @Test
    void livesTheLastHourToItsEndForEverySymbol() {
        List<SequencedEvent> log = log(Long.MAX_VALUE, tick("A", TEN + HOUR - 2 * SECOND), tick("B", TEN + HOUR));

        assertThat(log.subList(0, 5))
                .extracting(SequencedEvent::event)
                .containsExactly(
                        tick("A", TEN + HOUR - 2 * SECOND),
                        tick("B", TEN + HOUR),
                        new Clock("A", TEN + HOUR - SECOND),
                        new Clock("A", TEN + HOUR),
                        new EndOfLog("A", TEN + HOUR));
        assertThat(log)
                .hasSize(5 + 3_600 + 1)
                .last()
                .extracting(SequencedEvent::event)
                .isEqualTo(new EndOfLog("B", TEN + 2 * HOUR));
    }

    @Test
    void endsWithThePeriodWhereThatIsEarlier() {
        List<SequencedEvent> log = log(TEN + 90 * SECOND, tick("A", TEN));

        assertThat(log)
                .hasSize(1 + 90 + 1)
                .last()
                .extracting(SequencedEvent::event)
                .isEqualTo(new EndOfLog("A", TEN + 90 * SECOND));
    }

    @Test
    void fallsSilentAfterAnHourWithoutTicks() {
        List<SequencedEvent> log = log(TEN + 100 * HOUR + 1, tick("A", TEN), tick("A", TEN + 50 * HOUR));

        assertThat(log.subList(0, 3_604))
                .extracting(e -> e.event().eventTimeMicros())
                .endsWith(TEN + 3_602 * SECOND, TEN + 50 * HOUR);
        assertThat(log.get(3_603).event()).isEqualTo(new Clock("A", TEN + 50 * HOUR));
        assertThat(log.get(3_604).event()).isEqualTo(tick("A", TEN + 50 * HOUR));
    }

    @Test
    void believesAStampFarAheadOnlyWhenTheSymbolsNextOneAgrees() {
        long year = 365 * 24 * HOUR;

        List<SequencedEvent> broken = log(
                TEN + 10 * SECOND, tick("A", TEN), tick("A", TEN + year), tick("B", TEN + year), tick("A", TEN + 1));
        List<SequencedEvent> gap =
                log(Long.MAX_VALUE, tick("A", TEN), tick("A", TEN + year), tick("B", TEN), tick("A", TEN + year + 1));

        assertThat(logTimes(broken, "A")).containsExactly(TEN, TEN, TEN + 1);
        assertThat(logTimes(gap, "A")).containsExactly(TEN, TEN + year, TEN + year + 1);
        assertThat(logTimes(gap, "B")).containsExactly(TEN);
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(log(Long.MAX_VALUE)).isEmpty();
    }

    private static List<SequencedEvent> log(long periodEnd, Tick... ticks) {
        Iterator<Tick> input = List.of(ticks).iterator();
        PartitionLog log = new PartitionLog(7, () -> input.hasNext() ? input.next() : null, periodEnd);
        List<SequencedEvent> events = new ArrayList<>();
        for (SequencedEvent event = log.next(); event != null; event = log.next()) {
            events.add(event);
        }
        assertThat(log.next()).isNull();
        return events;
    }

    private static List<Long> logTimes(List<SequencedEvent> log, String symbol) {
        return log.stream()
                .filter(e -> e.event() instanceof Tick && e.symbol().equals(symbol))
                .map(SequencedEvent::logTimeMicros)
                .toList();
    }

    private static List<Long> counted(int size) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static Tick tick(String symbol, long micros) {
        return new Tick(symbol, micros, 1.1, 1.2, 0, 0, "test", micros);
    }
}
