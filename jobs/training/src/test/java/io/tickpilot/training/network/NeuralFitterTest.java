package io.tickpilot.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Outcome;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.dataset.TestSamples;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Windows of 6 rows of 2 whose label is told by the first row, which only a good memory carries to the end. */
class NeuralFitterTest {
    private static final int LOOKBACK = 6;
    private static final int WIDTH = 2;

    private final Samples train = windows(1, 400, true);
    private final Samples validation = windows(2, 100, true);

    @Test
    void learnsFromTheOldestRowAndFromTheNewest() {
        FittedNetwork<BiLstmWeights> oldest = fit(settings(12, 5), train, validation);
        FittedNetwork<BiLstmWeights> newest = fit(settings(12, 5), windows(3, 400, false), windows(4, 100, false));

        assertThat(oldest.best().validationAccuracy()).isGreaterThan(0.8);
        assertThat(newest.best().validationAccuracy()).isGreaterThan(0.8);
        assertThat(oldest.validation()).hasDimensions(100, 3);
    }

    @Test
    void givesTheSameWeightsForTheSameSeedAndOthersForAnother() {
        BiLstmWeights first = fit(settings(1, 5), train, validation).weights();
        BiLstmWeights second = fit(settings(1, 5), train, validation).weights();
        BiLstmWeights other = fit(settings(1, 5).withSeed(8), train, validation).weights();

        assertThat(second.forward().recurrent()).containsExactly(first.forward().recurrent());
        assertThat(second.logits().weight()).containsExactly(first.logits().weight());
        assertThat(other.logits().weight()).isNotEqualTo(first.logits().weight());
    }

    @Test
    void stopsEarlyOnNoiseAndKeepsTheBestEpoch() {
        Samples noise = relabelled(train);

        FittedNetwork<BiLstmWeights> fitted = fit(settings(40, 2), noise, validation);

        assertThat(fitted.epochs()).hasSizeLessThan(40);
        assertThat(fitted.epochs()).hasSize(fitted.best().number() + 2);
        assertThat(fitted.ending()).isEqualTo("no better validation loss in 2 epochs");
        assertThat(fitted.epochs())
                .allMatch(epoch -> epoch.validationLoss() >= fitted.best().validationLoss() - 1e-4);
    }

    @Test
    void beginsNoEpochAfterTheTimeLimit() {
        FitSettings limited = new FitSettings(7, 40, 5, 1e-2f, 32, 8, 8, 0.3f, 0.5f, 1e-9);

        FittedNetwork<BiLstmWeights> fitted = fit(limited, train, validation);

        assertThat(fitted.epochs()).hasSize(1);
        assertThat(fitted.ending()).startsWith("the time limit of");
    }

    @Test
    void forecastsDirectionAndSpreadOfTheReturn() {
        ForecastSettings settings = new ForecastSettings(settings(12, 5), 8, 3, 4);
        Samples seen = returns(5, 600);
        Samples unseen = returns(6, 200);

        FittedNetwork<ForecastWeights> fitted = NeuralFitter.ofForecast(
                        settings, Scaling.of(seen), TrainingListener.SILENT)
                .fit(seen, unseen);

        double pinball = 0;
        double constant = 0;
        for (int i = 0; i < unseen.size(); i++) {
            float[] row = fitted.validation()[i];
            for (int k = 4; k < 8; k++) {
                assertThat(row[k]).isGreaterThanOrEqualTo(row[k - 1]);
            }
            double value = unseen.get(i).outcome().midReturn();
            pinball += Quantiles.pinball(row, 3, value);
            constant += Quantiles.pinball(new float[] {-1.6f, -0.7f, 0, 0.7f, 1.6f}, 0, value);
        }
        assertThat(pinball).isLessThan(0.6 * constant);
        assertThat(fitted.best().validationAccuracy()).isGreaterThan(0.8);
    }

    @Test
    void learnsBySampleWeights() {
        TestSamples mixed = TestSamples.ofWindows(LOOKBACK, WIDTH);
        for (int i = 0; i < train.size(); i++) {
            mixed.addWeighted(1, train.label(i), train.window(i));
            mixed.addWeighted(1e-3, Label.HOLD, train.window(i));
            mixed.addWeighted(1e-3, Label.HOLD, train.window(i));
        }

        FittedNetwork<BiLstmWeights> fitted = fit(settings(8, 5), mixed.all(), validation);

        assertThat(fitted.best().validationAccuracy()).isGreaterThan(0.7);
    }

    private static FitSettings settings(int epochs, int patience) {
        return new FitSettings(7, epochs, patience, 1e-2f, 32, 8, 8, 0.3f, 0.5f, 1);
    }

    private static FittedNetwork<BiLstmWeights> fit(FitSettings settings, Samples train, Samples validation) {
        Scaling scaling = Scaling.of(train);
        return NeuralFitter.ofDirection(settings, scaling, TrainingListener.SILENT)
                .fit(train, validation);
    }

    private static Samples windows(long seed, int count, boolean oldest) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSamples samples = TestSamples.ofWindows(LOOKBACK, WIDTH);
        for (int i = 0; i < count; i++) {
            float[] window = new float[LOOKBACK * WIDTH];
            for (int j = 0; j < window.length; j++) {
                window[j] = (float) random.nextGaussian();
            }
            float telling = window[oldest ? 0 : window.length - WIDTH];
            Label label = telling > 0.4 ? Label.BUY : telling < -0.4 ? Label.SELL : Label.HOLD;
            samples.add(label, window);
        }
        return samples.all();
    }

    /** Windows whose mid returns what the newest row tells, and a little noise. */
    private static Samples returns(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSamples samples = TestSamples.ofWindows(LOOKBACK, WIDTH);
        for (int i = 0; i < count; i++) {
            float[] window = new float[LOOKBACK * WIDTH];
            for (int j = 0; j < window.length; j++) {
                window[j] = (float) random.nextGaussian();
            }
            double mid = window[window.length - WIDTH] + 0.2 * random.nextGaussian();
            Label label = mid > 0.4 ? Label.BUY : mid < -0.4 ? Label.SELL : Label.HOLD;
            samples.add(i, i + 1, label, new Outcome(0, 0, mid, 0, 0, 0, 0), window);
        }
        return samples.all();
    }

    private static Samples relabelled(Samples samples) {
        SplittableRandom random = new SplittableRandom(5);
        TestSamples result = TestSamples.ofWindows(LOOKBACK, WIDTH);
        for (int i = 0; i < samples.size(); i++) {
            result.add(Label.values()[random.nextInt(3)], samples.window(i));
        }
        return result.all();
    }
}
