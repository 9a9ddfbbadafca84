package io.tickpilot.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Rejection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final GateSettings LIMITS =
            new GateSettings(0.75, 2_000_000, Map.of("EURUSD", 20.0), 0.25, 0.05, 0.99, 30_000_000, 120_000_000, 1);

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

        assertThat(check())
                .extracting(Rejection::check)
                .containsExactly(
                        "paused",
                        "confidence",
                        "freshness",
                        "spread",
                        "spread-atr",
                        "atr-range",
                        "cooldown",
                        "flip-flop",
                        "positions");
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

    private List<Rejection> check() {
        return Gate.check(LIMITS, conditions("EURUSD"));
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
                lastSide,
                sinceMicros,
                positions);
    }
}
