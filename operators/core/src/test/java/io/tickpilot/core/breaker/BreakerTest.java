package io.tickpilot.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.breaker.Breaker.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakerTest {
    private static final BreakerSettings SETTINGS = PlainBreaker.settings(1);

    @Test
    void goesTheWholeWayRound() {
        Breaker breaker = new Breaker();
        assertThat(breaker.admits(SETTINGS)).isTrue();

        assertThat(breaker.trip(Cause.CONSECUTIVE_LOSSES, 0, 1_000, SETTINGS)).isTrue();
        assertThat(breaker.admits(SETTINGS)).isFalse();
        assertThat(breaker.advance(1_099, SETTINGS)).isFalse();
        assertThat(breaker.advance(1_100, SETTINGS)).isTrue();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.admits(SETTINGS)).isTrue();

        breaker.probe("a", 1_150);
        assertThat(breaker.admits(SETTINGS)).as("one probe at a time").isFalse();
        breaker.opened("a", SETTINGS);
        assertThat(breaker.advance(5_000, SETTINGS))
                .as("an open one is waited for")
                .isFalse();
        assertThat(breaker.closed("a", false, 5_000, SETTINGS)).isTrue();
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.untilMicros()).as("twice as long").isEqualTo(5_200);

        breaker.advance(5_200, SETTINGS);
        breaker.probe("b", 5_300);
        breaker.opened("b", SETTINGS);
        assertThat(breaker.closed("b", true, 5_250, SETTINGS)).isTrue();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.falls()).isZero();
    }

    @Test
    void growsItsCooldownToTheBound() {
        Breaker breaker = new Breaker();
        breaker.trip(Cause.DRAWDOWN, 0, 0, SETTINGS);
        long now = 0;
        long[] waited = new long[5];
        for (int i = 0; i < waited.length; i++) {
            waited[i] = breaker.untilMicros() - now;
            now = breaker.untilMicros();
            breaker.advance(now, SETTINGS);
            breaker.probe("p" + i, now + 10);
            breaker.opened("p" + i, SETTINGS);
            breaker.closed("p" + i, false, now, SETTINGS);
        }

        assertThat(waited).containsExactly(100, 200, 350, 350, 350);
    }

    @Test
    void healsByTimeWhereNoTradeCanProveTheCause() {
        Breaker feed = new Breaker();
        feed.trip(Cause.FEED, 30, 0, SETTINGS);
        feed.advance(30, SETTINGS);
        assertThat(feed.state()).isEqualTo(State.HALF_OPEN);
        assertThat(feed.advance(129, SETTINGS)).isFalse();
        assertThat(feed.advance(130, SETTINGS)).isTrue();
        assertThat(feed.state()).isEqualTo(State.CLOSED);

        Breaker losses = new Breaker();
        losses.trip(Cause.CONSECUTIVE_LOSSES, 30, 0, SETTINGS);
        losses.advance(30, SETTINGS);
        assertThat(losses.advance(1_000_000, SETTINGS)).isFalse();
    }

    @Test
    void isProvedByAFillWhereOrdersWereRefused() {
        Breaker breaker = new Breaker();
        breaker.trip(Cause.REJECTS, 0, 0, SETTINGS);
        breaker.advance(100, SETTINGS);
        breaker.probe("a", 200);
        assertThat(breaker.refused("a", 110, SETTINGS)).isTrue();
        assertThat(breaker.untilMicros()).isEqualTo(310);

        breaker.advance(310, SETTINGS);
        breaker.probe("b", 400);
        assertThat(breaker.opened("b", SETTINGS)).isTrue();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    /** Every sequence of so many steps out of those there are: what a caller does, whatever it does. */
    @ParameterizedTest
    @CsvSource({"1, 6", "2, 5"})
    void doesWhatAPlainModelDoesInEverySequence(int probes, int steps) {
        int kinds = Step.values().length;
        Set<State> seen = EnumSet.noneOf(State.class);
        long sequences = (long) Math.pow(kinds, steps);
        for (long sequence = 0; sequence < sequences; sequence++) {
            Walk walk = new Walk(probes);
            long rest = sequence;
            for (int i = 0; i < steps; i++) {
                walk.take(Step.values()[(int) (rest % kinds)]);
                rest /= kinds;
            }
            walk.check();
            seen.add(walk.breaker.state());
        }
        assertThat(seen).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void doesWhatAPlainModelDoesOnLongWalksWrittenAndReadAtEveryStep(long seed) throws IOException {
        Random random = new Random(seed);
        Walk walk = new Walk(1 + random.nextInt(3));
        for (int i = 0; i < 20_000; i++) {
            walk.take(Step.values()[random.nextInt(Step.values().length)]);
            walk.breaker = copy(walk.breaker);
            walk.check();
            if (walk.breaker.falls() > 7) {
                walk.take(Step.RESET);
            }
        }
    }

    private enum Step {
        LOSSES,
        FEED,
        REJECTS_LONG,
        HALF_A_COOLDOWN,
        A_COOLDOWN,
        SIGNAL,
        FILL,
        REFUSE,
        WIN,
        LOSE,
        FORGET,
        RESET
    }

    /** The breaker and its model side by side. */
    private static final class Walk {
        private final int probes;
        private final BreakerSettings settings;
        private Breaker breaker = new Breaker();
        private PlainBreaker model = PlainBreaker.start();
        private long now = 1_000;
        private int signals;

        Walk(int probes) {
            this.probes = probes;
            this.settings = PlainBreaker.settings(probes);
        }

        void take(Step step) {
            String last = "s" + signals;
            PlainBreaker before = model;
            boolean told =
                    switch (step) {
                        case LOSSES -> trip(Cause.CONSECUTIVE_LOSSES, 0);
                        case FEED -> trip(Cause.FEED, 30);
                        case REJECTS_LONG -> trip(Cause.REJECTS, 500);
                        case HALF_A_COOLDOWN -> advance(50);
                        case A_COOLDOWN -> advance(500);
                        case SIGNAL -> signal();
                        case FILL -> {
                            model = model.fill(last, probes);
                            yield breaker.opened(last, settings);
                        }
                        case REFUSE -> {
                            model = model.refuse(last, now);
                            yield breaker.refused(last, now, settings);
                        }
                        case WIN -> {
                            model = model.end(last, true, now, probes);
                            yield breaker.closed(last, true, now, settings);
                        }
                        case LOSE -> {
                            model = model.end(last, false, now, probes);
                            yield breaker.closed(last, false, now, settings);
                        }
                        case FORGET -> {
                            model = model.lose(last);
                            breaker.lost(last);
                            yield false;
                        }
                        case RESET -> {
                            model = model.reset();
                            yield breaker.reset();
                        }
                    };
            boolean moved =
                    before.state() != model.state() || (model.state() == State.OPEN && before.cause() != model.cause());
            if (told != moved) {
                throw new AssertionError(step + " told " + told + " from " + before + " to " + model);
            }
        }

        private boolean trip(Cause cause, long cooldown) {
            model = model.trip(cause, cooldown, now);
            return breaker.trip(cause, cooldown, now, settings);
        }

        private boolean advance(long span) {
            now += span;
            model = model.advance(now);
            return breaker.advance(now, settings);
        }

        private boolean signal() {
            if (breaker.admits(settings)) {
                signals++;
                model = model.probe("s" + signals, now + 75);
                breaker.probe("s" + signals, now + 75);
            }
            return false;
        }

        void check() {
            boolean same = breaker.state() == model.state()
                    && breaker.untilMicros() == model.until()
                    && breaker.falls() == model.falls()
                    && breaker.probes()
                            == model.passed()
                                    + model.waiting().size()
                                    + model.open().size()
                    && breaker.admits(settings) == model.admits(probes)
                    && breaker.cause() == model.cause();
            if (!same) {
                throw new AssertionError(breaker.state() + " until " + breaker.untilMicros() + " falls "
                        + breaker.falls() + " probes " + breaker.probes() + " " + breaker.cause() + " but " + model);
            }
        }
    }

    static Breaker copy(Breaker breaker) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        breaker.writeTo(new DataOutputStream(bytes));
        return Breaker.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
