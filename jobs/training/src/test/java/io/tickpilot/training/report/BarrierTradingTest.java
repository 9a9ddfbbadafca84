package io.tickpilot.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.training.OutOfFold;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.TestSamples;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarrierTradingTest {

    @Test
    void tradesOnlyAboveTheThresholdAndNeverOnHold() {
        Samples samples = TestSamples.ofWindows(1, 1)
                .addOutcome(Label.BUY, 1, -1.1)
                .addOutcome(Label.SELL, -1.1, 1)
                .addOutcome(Label.BUY, 1, -1.1)
                .addOutcome(Label.HOLD, -1.1, 0.5)
                .all();
        float[][] probabilities = {{0, 0.2f, 0.8f}, {0, 0.2f, 0.8f}, {0.05f, 0.9f, 0.05f}, {0.7f, 0.3f, 0}};

        BarrierTrading trading = BarrierTrading.of(probabilities, samples, 0.6, 1);

        assertThat(trading.trades()).isEqualTo(3);
        assertThat(trading.share()).isEqualTo(0.75);
        assertThat(trading.winShare()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(trading.equity()).containsExactly(new double[] {1, -0.1, 0.4}, within(1e-9));
        assertThat(trading.total()).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void setsARightModelApartFromRandomDirectionsAndAWrongOneNot() {
        TestSamples rising = TestSamples.ofWindows(1, 1);
        for (int i = 0; i < 200; i++) {
            rising.addOutcome(Label.BUY, 1, -1.1);
        }
        Samples samples = rising.all();
        List<float[]> buys = Collections.nCopies(200, new float[] {0, 0, 1});
        List<float[]> sells = Collections.nCopies(200, new float[] {1, 0, 0});

        BarrierTrading right = BarrierTrading.of(buys.toArray(float[][]::new), samples, 0.6, 1);
        BarrierTrading wrong = BarrierTrading.of(sells.toArray(float[][]::new), samples, 0.6, 1);

        assertThat(right.randomBetterShare()).isZero();
        assertThat(right.randomMean()).isCloseTo(-10, within(2.0));
        assertThat(right.randomLow()).isLessThan(right.randomMean());
        assertThat(wrong.randomBetterShare()).isEqualTo(1);
    }

    @Test
    void honestWordsSayWhenThereIsNoEdge() {
        TestSamples coin = TestSamples.ofWindows(1, 1);
        float[][] probabilities = new float[100][];
        for (int i = 0; i < 100; i++) {
            coin.addOutcome(i % 2 == 0 ? Label.BUY : Label.SELL, i % 2 == 0 ? 1 : -1.1, i % 2 == 0 ? -1.1 : 1);
            probabilities[i] = new float[] {0, 0.2f, 0.8f};
        }
        Samples samples = coin.all();
        double[] prior = {0.5, 0, 0.5};
        SplitMetrics metrics = SplitMetrics.of(probabilities, samples, prior);
        BarrierTrading trading = BarrierTrading.of(probabilities, samples, 0.6, 1);

        DirectionReport direction = new DirectionReport(
                metrics,
                metrics,
                metrics,
                metrics,
                List.of(trading),
                GateTrading.of(
                        new OutOfFold(samples, probabilities),
                        LabelSettings.DEFAULTS,
                        InstrumentCatalogue.presets(),
                        0,
                        1));
        List<String> words = HonestWords.about(samples.dataset().info(), direction, List.of());

        assertThat(words).anyMatch(line -> line.contains("it says nothing about real markets"));
        assertThat(words).anyMatch(line -> line.contains("NO better than the class prior"));
        assertThat(words).anyMatch(line -> line.endsWith("no edge after the spread."));
    }
}
