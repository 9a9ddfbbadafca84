package io.tickpilot.training.sentiment;

import io.tickpilot.training.calibration.Logits;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A convolution over token embeddings (Kim 2014): embed each token, weigh it with its neighbours by each of the filters, keep
 * every filter's largest positive response over the text, and three logits of those. Forward and gradient in plain Java: a
 * largest response sends its gradient to three tokens only, so an epoch over 7,000 headlines takes a second or two. All
 * parameters lie in one array: embeddings {@code [token][dimension]}, filters {@code [filter][place][dimension]}, their biases,
 * weights {@code [tone][filter]}, their biases. Not thread-safe.
 */
final class SentimentNetwork {
    /** Tokens a filter sees: one, its neighbours left and right. */
    static final int PLACES = 3;

    private static final double EMBEDDING_DEVIATION = 0.1;

    /**
     * @param vocabulary tokens
     * @param dimension of an embedding
     */
    record Shape(int vocabulary, int dimension, int filters) {
        int filterStart() {
            return vocabulary * dimension;
        }

        int filterBiasStart() {
            return filterStart() + filters * PLACES * dimension;
        }

        int weightStart() {
            return filterBiasStart() + filters;
        }

        int biasStart() {
            return weightStart() + Tone.COUNT * filters;
        }

        int size() {
            return biasStart() + Tone.COUNT;
        }
    }

    /**
     * What is left out at random while it learns.
     *
     * @param tokens share of tokens, {@code filters} share of the filters' responses
     */
    record Dropout(double tokens, double filters, SplittableRandom random) {
        private float kept(double share) {
            return random.nextDouble() < share ? 0 : (float) (1 / (1 - share));
        }
    }

    private final Shape shape;
    private final float[] parameters;
    private final float[] pooled;
    private final int[] strongest;
    private final float[] filterKept;
    private float[] tokenKept = new float[0];

    SentimentNetwork(Shape shape, SplittableRandom random) {
        this(shape, new float[shape.size()]);
        fill(0, shape.filterStart(), EMBEDDING_DEVIATION, random);
        fill(shape.filterStart(), shape.filterBiasStart(), Math.sqrt(1.0 / (PLACES * shape.dimension())), random);
        fill(shape.weightStart(), shape.biasStart(), Math.sqrt(1.0 / shape.filters()), random);
    }

    private SentimentNetwork(Shape shape, float[] parameters) {
        this.shape = shape;
        this.parameters = parameters;
        this.pooled = new float[shape.filters()];
        this.strongest = new int[shape.filters()];
        this.filterKept = new float[shape.filters()];
    }

    Shape shape() {
        return shape;
    }

    /** Not a copy. */
    float[] parameters() {
        return parameters;
    }

    SentimentNetwork copy() {
        return new SentimentNetwork(shape, parameters.clone());
    }

    /** Logits of the three tones. */
    float[] logits(long[] ids) {
        return forward(ids, null);
    }

    /**
     * Adds the gradient of the cross-entropy of one text.
     *
     * @param dropout null for none
     * @return the cross-entropy in nats
     */
    double addGradient(long[] ids, Tone truth, @Nullable Dropout dropout, float[] gradient) {
        double[] errors = probabilities(forward(ids, dropout));
        double loss = -StrictMath.log(Math.max(errors[truth.ordinal()], 1e-12));
        errors[truth.ordinal()] -= 1;
        for (int filter = 0; filter < shape.filters(); filter++) {
            double back = 0;
            for (int tone = 0; tone < Tone.COUNT; tone++) {
                int weight = shape.weightStart() + tone * shape.filters() + filter;
                gradient[weight] += (float) (errors[tone] * pooled[filter]);
                back += errors[tone] * parameters[weight];
            }
            if (strongest[filter] >= 0) {
                addFilterGradient(ids, filter, (float) back * filterKept[filter], gradient);
            }
        }
        for (int tone = 0; tone < Tone.COUNT; tone++) {
            gradient[shape.biasStart() + tone] += (float) errors[tone];
        }
        return loss;
    }

    private void addFilterGradient(long[] ids, int filter, float back, float[] gradient) {
        gradient[shape.filterBiasStart() + filter] += back;
        for (int place = 0; place < PLACES; place++) {
            int token = strongest[filter] + place - 1;
            if (token < 0 || token >= ids.length) {
                continue;
            }
            int weights = shape.filterStart() + (filter * PLACES + place) * shape.dimension();
            int embedding = (int) ids[token] * shape.dimension();
            float scaled = back * tokenKept[token];
            for (int d = 0; d < shape.dimension(); d++) {
                gradient[weights + d] += scaled * parameters[embedding + d];
                gradient[embedding + d] += scaled * parameters[weights + d];
            }
        }
    }

    private float[] forward(long[] ids, @Nullable Dropout dropout) {
        if (tokenKept.length < ids.length) {
            tokenKept = new float[ids.length];
        }
        for (int i = 0; i < ids.length; i++) {
            tokenKept[i] = dropout == null ? 1 : dropout.kept(dropout.tokens());
        }
        for (int filter = 0; filter < shape.filters(); filter++) {
            pool(ids, filter);
            filterKept[filter] = dropout == null ? 1 : dropout.kept(dropout.filters());
            pooled[filter] *= filterKept[filter];
        }
        float[] logits = Arrays.copyOfRange(parameters, shape.biasStart(), shape.size());
        for (int tone = 0; tone < Tone.COUNT; tone++) {
            int row = shape.weightStart() + tone * shape.filters();
            for (int filter = 0; filter < shape.filters(); filter++) {
                logits[tone] += parameters[row + filter] * pooled[filter];
            }
        }
        return logits;
    }

    /** The filter's largest response; 0 and no place where none is positive. */
    private void pool(long[] ids, int filter) {
        float best = 0;
        int bestAt = -1;
        float bias = parameters[shape.filterBiasStart() + filter];
        for (int at = 0; at < ids.length; at++) {
            float response = bias;
            for (int place = 0; place < PLACES; place++) {
                int token = at + place - 1;
                if (token >= 0 && token < ids.length && tokenKept[token] > 0) {
                    int weights = shape.filterStart() + (filter * PLACES + place) * shape.dimension();
                    response += tokenKept[token] * dot(weights, (int) ids[token] * shape.dimension());
                }
            }
            if (response > best) {
                best = response;
                bestAt = at;
            }
        }
        pooled[filter] = best;
        strongest[filter] = bestAt;
    }

    private float dot(int weights, int embedding) {
        float sum = 0;
        for (int d = 0; d < shape.dimension(); d++) {
            sum += parameters[weights + d] * parameters[embedding + d];
        }
        return sum;
    }

    private static double[] probabilities(float[] logits) {
        float[] given = Logits.probabilities(logits, 1);
        double[] result = new double[given.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = given[i];
        }
        return result;
    }

    private void fill(int from, int until, double deviation, SplittableRandom random) {
        for (int i = from; i < until; i++) {
            parameters[i] = (float) (deviation * gaussian(random));
        }
    }

    /** Box and Muller 1958; a SplittableRandom has no Gaussian of its own on Java 17 that is the same everywhere. */
    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
