package io.tickpilot.core.bar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time bars against their definition, over random ticks with silences, late and crossed ticks and clock events. */
class BarSeriesPropertyTest {
    private static final int LENGTH = 4_000;
    private static final int SEEDS = 4;

    /** A tick, or a clock event where {@code bid} is NaN. */
    private record Event(long micros, double bid, double ask) {
        boolean clock() {
            return Double.isNaN(bid);
        }
    }

    /** A bar and how many intervals its builder called missing before it. */
    private record Closed(Bar bar, long missing) {}

    private static List<Event> events(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        long time = 1_399_000_000_000_000L;
        double bid = 1_300;
        for (int i = 0; i < LENGTH; i++) {
            int silence = random.nextInt(400);
            time += random.nextLong(1, 900_000)
                    + (silence == 0 ? random.nextLong(176_400_000_000L) : silence < 5 ? 200_000_000 : 0);
            if (random.nextInt(3) == 0) {
                events.add(new Event(time, Double.NaN, Double.NaN));
            } else {
                bid += random.nextInt(-9, 10) / 1e2;
                long late = random.nextInt(6) == 0 ? random.nextLong(2_000_000) : 0;
                events.add(new Event(time - late, bid, bid + random.nextInt(-5, 30) / 1e2));
            }
        }
        return events;
    }

    private static void play(BarSeries series, List<Event> events, List<Closed> closed) {
        for (Event event : events) {
            if (series.endsBy(event.micros())) {
                series.close(
                        event.micros(),
                        bar -> {},
                        bar -> closed.add(
                                new Closed(bar, series.forming(bar.timeframe()).missingBefore())));
            }
            if (!event.clock()) {
                series.add(event.micros(), event.bid(), event.ask(), 1, 2);
            }
        }
    }

    /** What closes when is told by the newest time; a tick counts unless its bar, or a later one, was already begun or closed. */
    private static List<Closed> naive(Timeframe timeframe, List<Event> events) {
        List<Closed> closed = new ArrayList<>();
        List<Event> open = new ArrayList<>();
        long slot = Long.MIN_VALUE;
        long lastClosed = Long.MIN_VALUE;
        for (Event event : events) {
            long of = Math.floorDiv(event.micros(), timeframe.micros());
            if (!open.isEmpty() && of > slot) {
                closed.add(naiveBar(timeframe, slot, lastClosed, open));
                lastClosed = slot;
                open.clear();
            }
            if (!event.clock() && (open.isEmpty() ? of > lastClosed : of == slot)) {
                slot = of;
                open.add(event);
            }
        }
        return closed;
    }

    private static Closed naiveBar(Timeframe timeframe, long slot, long lastClosed, List<Event> ticks) {
        Event first = ticks.get(0);
        Event last = ticks.get(ticks.size() - 1);
        Bar bar = new Bar(
                "XAUUSD",
                timeframe,
                slot * timeframe.micros(),
                first.bid(),
                ticks.stream().mapToDouble(Event::bid).max().orElseThrow(),
                ticks.stream().mapToDouble(Event::bid).min().orElseThrow(),
                last.bid(),
                first.ask(),
                ticks.stream().mapToDouble(Event::ask).max().orElseThrow(),
                ticks.stream().mapToDouble(Event::ask).min().orElseThrow(),
                last.ask(),
                ticks.size(),
                ticks.size(),
                2 * ticks.size());
        return new Closed(bar, lastClosed == Long.MIN_VALUE ? 0 : slot - lastClosed - 1);
    }

    @ParameterizedTest
    @EnumSource(Timeframe.class)
    void barsAndTheirGapsAreThoseOfTheDefinition(Timeframe timeframe) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Event> events = events(seed);
            List<Closed> closed = new ArrayList<>();

            play(new BarSeries("XAUUSD"), events, closed);

            assertThat(closed.stream().filter(each -> each.bar().timeframe() == timeframe))
                    .hasSizeGreaterThan(5)
                    .isEqualTo(naive(timeframe, events));
        }
    }

    @ParameterizedTest
    @EnumSource(Timeframe.class)
    void twoClosedBarsTellTheGapBetweenThemToo(Timeframe timeframe) {
        List<Closed> closed = new ArrayList<>();
        play(new BarSeries("XAUUSD"), events(20), closed);
        List<Closed> own = closed.stream()
                .filter(each -> each.bar().timeframe() == timeframe)
                .toList();

        assertThat(own.get(0).missing()).isZero();
        for (int i = 1; i < own.size(); i++) {
            assertThat(own.get(i).bar().missingSince(own.get(i - 1).bar()))
                    .isEqualTo(own.get(i).missing());
        }
    }

    @ParameterizedTest
    @EnumSource(Timeframe.class)
    void goesOnFromItsStateAnywhere(Timeframe timeframe) throws IOException {
        List<Event> events = events(21);
        List<Closed> undisturbed = new ArrayList<>();
        play(new BarSeries("XAUUSD"), events, undisturbed);
        for (int split = timeframe.ordinal(); split < LENGTH; split += 331) {
            List<Closed> closed = new ArrayList<>();
            BarSeries first = new BarSeries("XAUUSD");
            play(first, events.subList(0, split), closed);
            ByteArrayOutputStream state = new ByteArrayOutputStream();
            first.writeTo(new DataOutputStream(state));
            BarSeries second = new BarSeries("XAUUSD");
            second.readFrom(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));

            assertThat(second.forming(timeframe).missingBefore())
                    .isEqualTo(first.forming(timeframe).missingBefore());
            play(second, events.subList(split, LENGTH), closed);

            assertThat(closed).isEqualTo(undisturbed);
        }
    }
}
