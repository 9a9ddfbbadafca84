package io.tickpilot.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.calendar.TradingHours;
import io.tickpilot.core.calendar.WeeklyHours;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.signal.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final long MINUTE = 60_000_000;
    private static final GateSettings LIMITS = new GateSettings(
            0.75,
            2_000_000,
            Map.of("EURUSD", 20.0),
            0.25,
            0.05,
            0.99,
            30_000_000,
            120_000_000,
            1,
            100,
            HoursSettings.DEFAULTS,
            RegimeSettings.ANY);

    private GateSettings limits = LIMITS;

    private boolean paused;
    private double confidence = 0.75;
    private long ageMicros = 2_000_000;
    private boolean warm = true;
    private double spread = 0.0002;
    private double atr = 0.0008;
    private double rank = 0.05;
    private @Nullable Side lastSide;
    private long sinceMicros;
    private int positions;
    private long nowMicros = micros("2026-03-04T12:00:00Z");
    private TradingHours hours = TradingHours.FOREX;
    private double newsMicros = Double.NaN;
    private double regimeProbability = Double.NaN;
    private double openLots;

    @Test
    void letsASignalThroughThatIsExactlyAtItsLimits() {
        assertThat(check()).isEmpty();

        rank = 0.99;
        assertThat(check()).isEmpty();
    }

    @Test
    void recordsEveryFailedCheckInOrderWithItsNumbers() {
        paused = true;
        confidence = 0.5;
        ageMicros = 2_500_000;
        spread = 0.0003;
        rank = 0.995;
        lastSide = Side.SELL;
        sinceMicros = 10_000_000;
        positions = 1;
        openLots = 200;
        newsMicros = 0;
        nowMicros = micros("2026-03-06T21:58:00Z");
        hours = new TradingHours(
                List.of(WeeklyHours.parse("asia")), TradingHours.FOREX.rollover(), TradingHours.FOREX.weekend());

        assertThat(check())
                .extracting(Rejection::check)
                .containsExactly(
                        "paused",
                        "confidence",
                        "freshness",
                        "spread",
                        "spread-atr",
                        "atr-range",
                        "session",
                        "rollover",
                        "weekend",
                        "news",
                        "cooldown",
                        "flip-flop",
                        "positions",
                        "exposure");
        assertThat(check())
                .contains(
                        new Rejection("paused", 1, 0),
                        new Rejection("confidence", 0.5, 0.75),
                        new Rejection("freshness", 2.5, 2),
                        new Rejection("atr-range", 0.995, 0.99),
                        new Rejection("cooldown", 10, 30),
                        new Rejection("flip-flop", 10, 120),
                        new Rejection("positions", 1, 1));
    }

    @Test
    void namesTheLowerLimitWhenTheMarketSleeps() {
        rank = 0.01;

        assertThat(check()).containsExactly(new Rejection("atr-range", 0.01, 0.05));
    }

    @Test
    void saysWarmUpInPlaceOfChecksThatLackTheirAtr() {
        atr = Double.NaN;
        assertThat(check()).containsExactly(new Rejection("warm-up", 1, 0));

        atr = 0.0008;
        rank = Double.NaN;
        assertThat(check()).containsExactly(new Rejection("warm-up", 1, 0));

        rank = 0.5;
        warm = false;
        assertThat(check()).containsExactly(new Rejection("warm-up", 1, 0));
    }

    @Test
    void takesAMarketWithoutAnyMovementForNotWarm() {
        atr = 0;

        assertThat(check()).containsExactly(new Rejection("warm-up", 1, 0));
    }

    @Test
    void allowsTheSameSideAfterTheCooldownAndTheOppositeOnlyAfterTheFlipFlopSpan() {
        lastSide = Side.BUY;
        sinceMicros = 30_000_000;
        assertThat(check()).isEmpty();

        lastSide = Side.SELL;
        assertThat(check()).containsExactly(new Rejection("flip-flop", 30, 120));

        sinceMicros = 120_000_000;
        assertThat(check()).isEmpty();
    }

    @Test
    void hasNoSpreadLimitInPointsForASymbolThatIsNotListed() {
        spread = 0.0100;
        atr = 0.1;

        assertThat(Gate.check(LIMITS, conditions("GBPUSD"))).isEmpty();
    }

    @Test
    void refusesWhatIsNotANumber() {
        confidence = Double.NaN;
        spread = Double.NaN;

        assertThat(check()).extracting(Rejection::check).containsExactly("confidence", "spread", "spread-atr");
    }

    @Test
    void keepsAwayFromTheRolloverOnBothSidesOfIt() {
        nowMicros = micros("2026-03-04T21:51:00Z"); // 16:51 in New York
        assertThat(check()).containsExactly(new Rejection("rollover", 9, 10));

        nowMicros = micros("2026-03-04T22:09:30Z");
        assertThat(check()).containsExactly(new Rejection("rollover", -9.5, 10));

        nowMicros = micros("2026-03-04T21:50:00Z");
        assertThat(check()).isEmpty();
        nowMicros = micros("2026-03-04T22:10:00Z");
        assertThat(check()).isEmpty();
        nowMicros = micros("2026-07-01T20:55:00Z"); // daylight saving: an hour earlier in UTC
        assertThat(check()).containsExactly(new Rejection("rollover", 5, 10));
    }

    @Test
    void keepsOutOfTheWeekendAndAwayFromItsEdges() {
        limits = with(new HoursSettings(List.of(), 0, 5 * MINUTE, 10 * MINUTE, 0, Impact.HIGH), RegimeSettings.ANY);
        nowMicros = micros("2026-03-06T21:56:00Z");
        assertThat(check()).containsExactly(new Rejection("weekend", 4, 5));

        nowMicros = micros("2026-03-07T12:00:00Z");
        assertThat(check()).containsExactly(new Rejection("weekend", 0, 5));

        nowMicros = micros("2026-03-08T21:03:00Z"); // clocks have changed that night: 17:03 in New York
        assertThat(check()).containsExactly(new Rejection("after-weekend", 3, 10));

        nowMicros = micros("2026-03-08T21:10:00Z");
        assertThat(check()).isEmpty();
        hours = TradingHours.ALWAYS;
        nowMicros = micros("2026-03-07T12:00:00Z");
        assertThat(check()).isEmpty();
    }

    @Test
    void refusesHoursThatAStrategyOrItsInstrumentLeavesOut() {
        hours = TradingHours.METALS;
        nowMicros = micros("2026-03-04T22:30:00Z"); // gold rests from 17:00 to 18:00 in New York
        assertThat(check()).containsExactly(new Rejection("session", 30, 0));

        limits = with(
                new HoursSettings(List.of(WeeklyHours.parse("london")), 0, 0, 0, 0, Impact.HIGH), RegimeSettings.ANY);
        assertThat(check()).containsExactly(new Rejection("session", 9.5 * 60, 0));

        nowMicros = micros("2026-03-04T08:00:00Z");
        assertThat(check()).isEmpty();
    }

    @Test
    void keepsAwayFromNewsOnBothSidesOfIt() {
        newsMicros = 4.5 * MINUTE;
        assertThat(check()).containsExactly(new Rejection("news", 4.5, 5));

        newsMicros = -4 * MINUTE;
        assertThat(check()).containsExactly(new Rejection("news", -4, 5));

        newsMicros = 0;
        assertThat(check()).containsExactly(new Rejection("news", 0, 5));

        newsMicros = -5 * MINUTE;
        assertThat(check()).isEmpty();
    }

    @Test
    void asksForARegimeOnlyWhereTheStrategyDoes() {
        regimeProbability = 0;
        assertThat(check()).isEmpty();

        limits = with(HoursSettings.ANY, new RegimeSettings(List.of(Regime.RANGING), 0.6));
        regimeProbability = 0.59;
        assertThat(check()).containsExactly(new Rejection("regime", 0.59, 0.6));

        regimeProbability = Double.NaN;
        assertThat(check()).containsExactly(new Rejection("regime", 0, 0.6));

        regimeProbability = 0.6;
        assertThat(check()).isEmpty();
    }

    @Test
    void holdsTheLotsThatAreOpenAgainstTheirLimit() {
        GateSettings usual = LIMITS;
        limits = new GateSettings(
                usual.confidence(),
                usual.freshnessMicros(),
                usual.maxSpreadPoints(),
                usual.maxSpreadAtr(),
                usual.minAtrRank(),
                usual.maxAtrRank(),
                usual.cooldownMicros(),
                usual.flipFlopMicros(),
                5,
                0.3,
                HoursSettings.ANY,
                RegimeSettings.ANY);
        positions = 2;
        openLots = 0.29;
        assertThat(check()).isEmpty();

        openLots = 0.3;
        assertThat(check()).containsExactly(new Rejection("exposure", 0.3, 0.3));
    }

    private static GateSettings with(HoursSettings hours, RegimeSettings regimes) {
        return new GateSettings(
                LIMITS.confidence(),
                LIMITS.freshnessMicros(),
                LIMITS.maxSpreadPoints(),
                LIMITS.maxSpreadAtr(),
                LIMITS.minAtrRank(),
                LIMITS.maxAtrRank(),
                LIMITS.cooldownMicros(),
                LIMITS.flipFlopMicros(),
                LIMITS.maxPositions(),
                LIMITS.maxOpenLots(),
                hours,
                regimes);
    }

    private static long micros(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000;
    }

    private List<Rejection> check() {
        return Gate.check(limits, conditions("EURUSD"));
    }

    private Conditions conditions(String symbol) {
        return new Conditions(
                symbol,
                paused,
                Side.BUY,
                confidence,
                ageMicros,
                warm,
                spread,
                1e-5,
                atr,
                rank,
                new Moment(nowMicros, hours, newsMicros),
                regimeProbability,
                lastSide,
                sinceMicros,
                positions,
                openLots);
    }
}
