package io.tickpilot.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.training.OutOfFold;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Outcome;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.TestSamples;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ATR 0.001, spread 0.0001, stop of the plan 1.5 ATR, barriers 3 ATR away: a won label is 2 R. */
class GateTradingTest {
    private static final long MINUTE = 60_000_000L;
    private static final LabelSettings LABELS = LabelSettings.tripleBarrier(3, 30);
    private static final float[] BUY = {0.05f, 0.05f, 0.9f};
    private static final float[] WEAK_BUY = {0.2f, 0.2f, 0.6f};
    private static final float[] SELL = {0.9f, 0.05f, 0.05f};
    private static final float[] HOLD = {0.2f, 0.6f, 0.2f};

    @Test
    void tradesWhatTheGateLetsThroughAndCountsWhatItRefuses() {
        Samples samples = samples(10 * MINUTE, 5 * MINUTE, 5);

        GateTrading trading = trade(samples, 0, BUY, HOLD, WEAK_BUY, SELL, BUY);

        assertThat(trading.candidates()).isEqualTo(4);
        assertThat(trading.rejected()).isEqualTo(Map.of("confidence", 1));
        assertThat(trading.equity()).containsExactly(new double[] {2, 0, 2}, within(1e-9));
        assertThat(trading.winShare()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(trading.maxDrawdown()).isCloseTo(2, within(1e-9));
    }

    @Test
    void holdsOnePositionASymbolAndWaitsBetweenSignals() {
        GateTrading open = trade(samples(10 * MINUTE, 25 * MINUTE, 4), 0, BUY, BUY, BUY, BUY);
        GateTrading turned = trade(samples(MINUTE, 1, 3), 0, BUY, SELL, BUY);

        assertThat(open.trades()).isEqualTo(2);
        assertThat(open.rejected()).isEqualTo(Map.of("positions", 2));
        assertThat(turned.trades()).isEqualTo(2);
        assertThat(turned.rejected()).isEqualTo(Map.of("flip-flop", 1));
    }

    @Test
    void costsComeOffEveryTradeOfTheModelAndOfChance() {
        Samples samples = samples(10 * MINUTE, MINUTE, 2);

        GateTrading free = trade(samples, 0, BUY, BUY);
        GateTrading dear = trade(samples, 15, BUY, BUY);

        assertThat(free.total() - dear.total()).isCloseTo(2 * 0.1, within(1e-9));
        assertThat(free.random().p50() - dear.random().p50()).isCloseTo(2 * 0.1, within(1e-9));
    }

    @Test
    void chanceIsAsGoodAsAModelOnACoinAndNeverAsGoodAsARightOne() {
        Samples samples = samples(10 * MINUTE, MINUTE, 60);
        float[][] buys = new float[60][];
        float[][] turns = new float[60][];
        for (int i = 0; i < 60; i++) {
            buys[i] = BUY;
            turns[i] = i % 2 == 0 ? BUY : SELL;
        }

        assertThat(trade(samples, 0, buys).randomBetterShare()).isZero();
        assertThat(trade(samples, 0, turns).randomBetterShare()).isBetween(0.3, 0.7);
    }

    /** Every buy wins a barrier, every sell loses one. */
    private static Samples samples(long distanceMicros, long lifeMicros, int count) {
        TestSamples samples = TestSamples.ofWindows(1, 1);
        Outcome rising = TestSamples.outcome(1, -1);
        for (int i = 0; i < count; i++) {
            samples.add(i * distanceMicros, i * distanceMicros + lifeMicros, Label.BUY, rising, 0);
        }
        return samples.all();
    }

    private static GateTrading trade(Samples samples, double costPoints, float[]... outputs) {
        return GateTrading.of(new OutOfFold(samples, outputs), LABELS, InstrumentCatalogue.presets(), costPoints, 1);
    }
}
