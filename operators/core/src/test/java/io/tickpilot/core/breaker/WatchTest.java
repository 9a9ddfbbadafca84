package io.tickpilot.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.calendar.TradingDay;
import io.tickpilot.core.signal.Vote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
    /** Monday, 2 March 2026, 10:00 UTC. */
    private static final long NOW = 1_772_445_600_000_000L;

    private static final long SECOND = 1_000_000;
    private static final WatchSettings SETTINGS = new WatchSettings(
            BreakerSettings.DEFAULTS, 3, 0.02, 0.05, 0.5, 4, 5, 60 * SECOND, 0.6, 60 * SECOND, SECOND);

    private final Watch watch = new Watch();

    @Test
    void tripsAfterLossesInARowAndCountsAnewThen() {
        assertThat(watch.onOutcome(-1, NOW, SETTINGS)).isFalse();
        assertThat(watch.onOutcome(-1, NOW, SETTINGS)).isFalse();
        assertThat(watch.onOutcome(2, NOW, SETTINGS)).as("a win ends the row").isFalse();
        assertThat(watch.onOutcome(-1, NOW, SETTINGS)).isFalse();
        assertThat(watch.onOutcome(-1, NOW, SETTINGS)).isFalse();
        assertThat(watch.onOutcome(-1, NOW, SETTINGS)).isTrue();

        assertThat(watch.breaker().cause()).isEqualTo(Cause.CONSECUTIVE_LOSSES);
        assertThat(watch.value()).isEqualTo(3);
        assertThat(watch.limit()).isEqualTo(3);
        watch.reset();
        assertThat(watch.onOutcome(-1, NOW, SETTINGS)).isFalse();
    }

    @Test
    void tripsByTheDaysLossUntilTheDayEnds() {
        assertThat(watch.onProfit("a", -150, 10_000, NOW, SETTINGS)).isFalse();
        assertThat(watch.onProfit("b", -150, 10_000, NOW, SETTINGS))
                .as("each account has its own loss")
                .isFalse();
        assertThat(watch.onProfit("a", -50, 10_000, NOW, SETTINGS)).isTrue();

        assertThat(watch.breaker().cause()).isEqualTo(Cause.DAILY_LOSS);
        assertThat(watch.value()).isEqualTo(200);
        assertThat(watch.breaker().untilMicros()).isEqualTo(NOW + TradingDay.microsToRollover(NOW));

        long tomorrow = watch.breaker().untilMicros() + SECOND;
        watch.breaker().advance(tomorrow, SETTINGS.breaker());
        assertThat(watch.onProfit("a", -150, 10_000, tomorrow, SETTINGS))
                .as("a day's loss is not the next one's")
                .isFalse();
    }

    @Test
    void tripsByADrawdownOnce() {
        watch.onProfit("a", 300, 10_000, NOW, SETTINGS);
        long day = 24 * 3_600 * SECOND;
        assertThat(watch.onProfit("a", -190, 10_000, NOW + day, SETTINGS)).isFalse();
        assertThat(watch.onProfit("a", -190, 10_000, NOW + 2 * day, SETTINGS)).isFalse();
        assertThat(watch.onProfit("a", -130, 10_000, NOW + 3 * day, SETTINGS)).isTrue();
        assertThat(watch.breaker().cause()).isEqualTo(Cause.DRAWDOWN);
        assertThat(watch.value()).isEqualTo(510);

        watch.reset();
        assertThat(watch.onProfit("a", -100, 10_000, NOW + 4 * day, SETTINGS))
                .as("it counts from where it was answered")
                .isFalse();
    }

    @Test
    void tripsWhenHalfOfTheLastOrdersWereRefused() {
        for (int i = 0; i < 10; i++) {
            watch.onOrder(false, NOW, SETTINGS);
        }
        assertThat(watch.onOrder(true, NOW, SETTINGS)).isFalse();
        assertThat(watch.onOrder(true, NOW, SETTINGS)).isTrue();
        assertThat(watch.breaker().cause()).isEqualTo(Cause.REJECTS);
        assertThat(watch.value()).isEqualTo(0.5);
    }

    @Test
    void tripsWhenSignalsComeTooFast() {
        for (int i = 0; i < 20; i++) {
            assertThat(watch.onSignal(NOW + i * 15 * SECOND, SETTINGS))
                    .as("4 a minute")
                    .isFalse();
        }
        long then = NOW + 3_600 * SECOND;
        for (int i = 0; i < 4; i++) {
            assertThat(watch.onSignal(then + i * SECOND, SETTINGS)).isFalse();
        }
        assertThat(watch.onSignal(then + 4 * SECOND, SETTINGS)).isTrue();
        assertThat(watch.breaker().cause()).isEqualTo(Cause.SIGNAL_RATE);
    }

    @Test
    void tripsWhenVotesDisagreeForLong() {
        // Deviation of +0.8 and -0.8 of equal weight: 0.8.
        List<Vote> camps = List.of(vote(0.1, 0.9, 0.5), vote(0.9, 0.1, 0.5));
        for (int i = 0; i < 19; i++) {
            assertThat(watch.onVotes(camps, NOW, SETTINGS)).isFalse();
        }
        assertThat(watch.onVotes(camps, NOW, SETTINGS)).isTrue();
        assertThat(watch.breaker().cause()).isEqualTo(Cause.DISAGREEMENT);
        assertThat(watch.value()).isCloseTo(0.8, org.assertj.core.data.Offset.offset(1e-7));
    }

    @Test
    void neitherAgreementNorOneVoterIsADisagreement() {
        List<Vote> agree = List.of(vote(0.1, 0.9, 0.5), vote(0.1, 0.8, 0.5));
        List<Vote> alone = List.of(
                vote(0.1, 0.9, 1), new Vote("b", "1", Float.NaN, Float.NaN, Float.NaN, 0, "not enough history"));
        for (int i = 0; i < 200; i++) {
            assertThat(watch.onVotes(agree, NOW, SETTINGS)).isFalse();
            assertThat(watch.onVotes(alone, NOW, SETTINGS)).isFalse();
        }
    }

    @Test
    void tripsByASilentFeedAndHealsWhenItIsBack() {
        assertThat(watch.onSilence(59 * SECOND, NOW, SETTINGS)).isFalse();
        assertThat(watch.onSilence(60 * SECOND, NOW, SETTINGS)).isTrue();
        assertThat(watch.onSilence(61 * SECOND, NOW + SECOND, SETTINGS))
                .as("it stays open, told once")
                .isFalse();
        assertThat(watch.breaker().untilMicros()).isEqualTo(NOW + 2 * SECOND);
        watch.breaker().advance(NOW + 2 * SECOND, SETTINGS.breaker());
        assertThat(watch.breaker().state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void nothingButACommandTripsItWhereThatIsAsked() {
        WatchSettings off = SETTINGS.byCommandOnly();
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            watch.onOutcome(-1, NOW, off);
            watch.onProfit("a", -1_000, 10_000, NOW, off);
            watch.onOrder(random.nextBoolean(), NOW, off);
            watch.onSignal(NOW, off);
            watch.onVotes(List.of(vote(0, 1, 1), vote(1, 0, 1)), NOW, off);
            watch.onSilence(1L << 50, NOW, off);
        }
        assertThat(watch.breaker().state()).isEqualTo(State.CLOSED);
        assertThat(watch.trip(Cause.LATENCY, 0, NOW, off)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void goesOnAsIfItHadNeverBeenWritten(long seed) throws IOException {
        Random random = new Random(seed);
        Watch other = new Watch();
        long now = NOW;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt(40) * SECOND;
            int kind = random.nextInt(7);
            double number = random.nextGaussian() * 40 - 4;
            boolean flag = random.nextInt(3) == 0;
            List<Vote> votes = List.of(vote(random.nextFloat(), random.nextFloat(), 0.5), vote(0.9, 0.05, 0.5));
            boolean told = step(watch, kind, number, flag, votes, now);

            assertThat(step(other, kind, number, flag, votes, now)).isEqualTo(told);
            byte[] written = written(other);
            other = Watch.readFrom(new DataInputStream(new ByteArrayInputStream(written)));
            assertThat(written(other)).isEqualTo(written);
            assertThat(other.breaker().state()).isEqualTo(watch.breaker().state());
            assertThat(other.breaker().cause()).isEqualTo(watch.breaker().cause());
            assertThat(other.isIdle()).isEqualTo(watch.isIdle());
        }
    }

    private static boolean step(Watch watch, int kind, double number, boolean flag, List<Vote> votes, long now) {
        return switch (kind) {
            case 0 -> watch.onOutcome(number, now, SETTINGS);
            case 1 -> watch.onProfit(flag ? "a" : "b", number, 10_000, now, SETTINGS);
            case 2 -> watch.onOrder(flag, now, SETTINGS);
            case 3 -> watch.onSignal(now, SETTINGS);
            case 4 -> watch.onVotes(votes, now, SETTINGS);
            case 5 -> watch.breaker().advance(now, SETTINGS.breaker());
            default -> flag && watch.reset();
        };
    }

    private static byte[] written(Watch watch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        watch.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Vote vote(double sell, double buy, double weight) {
        return new Vote("a", "1", (float) sell, 0, (float) buy, weight, "");
    }
}
