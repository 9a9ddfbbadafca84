package io.tickpilot.training.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.training.sentiment.SentimentNetwork.Dropout;
import io.tickpilot.training.sentiment.SentimentNetwork.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SentimentNetworkTest {
    private static final Shape SHAPE = new Shape(20, 5, 7);
    private static final long[][] TEXTS = {{2, 5, 9, 11, 3}, {2, 3}, {4}, {2, 7, 7, 7, 7, 19, 0, 3}};

    @Test
    void givesTheLogitsOfAPlainConvolution() {
        SentimentNetwork network = new SentimentNetwork(SHAPE, new SplittableRandom(4));
        grow(network);

        for (long[] text : TEXTS) {
            float[] logits = network.logits(text);
            double[] plain = plain(network.parameters(), text);
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) logits[i]).isCloseTo(plain[i], within(1e-5));
            }
        }
    }

    @Test
    void addsTheGradientThatFiniteDifferencesGive() {
        SentimentNetwork network = new SentimentNetwork(SHAPE, new SplittableRandom(4));
        grow(network);
        for (long[] text : TEXTS) {
            assertGradient(network, text, false);
        }
    }

    @Test
    void addsTheGradientOfWhatDropoutLeaves() {
        SentimentNetwork network = new SentimentNetwork(SHAPE, new SplittableRandom(4));
        grow(network);

        assertGradient(network, TEXTS[0], true);
        assertGradient(network, TEXTS[3], true);
    }

    /** Larger embeddings than at the start, so that responses differ. */
    private static void grow(SentimentNetwork network) {
        for (int i = 0; i < SHAPE.filterStart(); i++) {
            network.parameters()[i] *= 10;
        }
    }

    private static void assertGradient(SentimentNetwork network, long[] text, boolean dropping) {
        float[] gradient = new float[SHAPE.size()];
        loss(network, text, dropping, gradient);
        float[] parameters = network.parameters();
        for (int i = 0; i < parameters.length; i++) {
            float kept = parameters[i];
            float step = 2e-3f;
            parameters[i] = kept + step;
            double above = loss(network, text, dropping, new float[SHAPE.size()]);
            parameters[i] = kept - step;
            double below = loss(network, text, dropping, new float[SHAPE.size()]);
            parameters[i] = kept;

            assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * step), within(2e-3));
        }
        assertThat(Arrays.equals(gradient, new float[SHAPE.size()])).isFalse();
    }

    private static double loss(SentimentNetwork network, long[] text, boolean dropping, float[] gradient) {
        Dropout dropout = dropping ? new Dropout(0.3, 0.5, new SplittableRandom(9)) : null;
        return network.addGradient(text, Tone.POSITIVE, dropout, gradient);
    }

    private static double[] plain(float[] p, long[] text) {
        double[] logits = new double[Tone.COUNT];
        for (int tone = 0; tone < Tone.COUNT; tone++) {
            logits[tone] = p[SHAPE.biasStart() + tone];
        }
        for (int filter = 0; filter < SHAPE.filters(); filter++) {
            double best = 0;
            for (int at = 0; at < text.length; at++) {
                double response = p[SHAPE.filterBiasStart() + filter];
                for (int place = 0; place < SentimentNetwork.PLACES; place++) {
                    int token = at + place - 1;
                    for (int d = 0; d < SHAPE.dimension() && token >= 0 && token < text.length; d++) {
                        response += p[
                                        SHAPE.filterStart()
                                                + (filter * SentimentNetwork.PLACES + place) * SHAPE.dimension()
                                                + d]
                                * (double) p[(int) text[token] * SHAPE.dimension() + d];
                    }
                }
                best = Math.max(best, response);
            }
            for (int tone = 0; tone < Tone.COUNT; tone++) {
                logits[tone] += best * p[SHAPE.weightStart() + tone * SHAPE.filters() + filter];
            }
        }
        return logits;
    }
}
