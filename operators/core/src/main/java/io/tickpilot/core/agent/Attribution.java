package io.tickpilot.core.agent;

import io.tickpilot.core.feature.FeatureSchema;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What each input of a model contributed to one of its outputs: Shapley values of "the input is as in the window" against "as in
 * the baseline", sampled over random orders and their reverses. Strumbelj and Kononenko 2014. An input is a feature over all rows of the
 * window, of a stack an agent's three probabilities.
 *
 * @param inputs names, in the model's order
 * @param shares what each contributed; with {@code baseline} they add up to {@code value}
 * @param baseline the output for the baseline
 * @param value the output for the window
 */
public record Attribution(List<String> inputs, List<Double> shares, double baseline, double value) {

    /**
     * Scores the model {@code 2 * orders * inputs} times.
     *
     * @param window of the model, as {@code baseline}
     * @param output place of the number to explain
     * @param orders random orders, each also taken backwards
     * @throws RuntimeException when the model cannot score
     */
    public static Attribution of(
            AgentModel model, float[] window, float[] baseline, int output, int orders, long seed) {
        List<String> names = inputs(model);
        int width = window.length / rows(model);
        int columnsEach = width / names.size();
        SplittableRandom random = new SplittableRandom(seed);
        double[] sums = new double[names.size()];
        Scorer scorer = new Scorer(model, output);
        double from = scorer.score(baseline);
        int[] order = new int[names.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = 0; i < orders; i++) {
            shuffle(order, random);
            walk(order, window, baseline, width, columnsEach, from, scorer, sums);
            reverse(order);
            walk(order, window, baseline, width, columnsEach, from, scorer, sums);
        }
        List<Double> shares =
                Arrays.stream(sums).map(sum -> sum / (2 * orders)).boxed().toList();
        return new Attribution(names, shares, from, scorer.score(window));
    }

    /** Turns the baseline into the window, input by input, and notes what each changes. */
    private static void walk(
            int[] order,
            float[] window,
            float[] baseline,
            int width,
            int columnsEach,
            double from,
            Scorer scorer,
            double[] sums) {
        float[] mixed = baseline.clone();
        double before = from;
        for (int input : order) {
            for (int at = input * columnsEach; at < window.length; at += width) {
                System.arraycopy(window, at, mixed, at, columnsEach);
            }
            double after = scorer.score(mixed);
            sums[input] += after - before;
            before = after;
        }
    }

    private static List<String> inputs(AgentModel model) {
        FeatureSchema schema = model.schema();
        return schema == null ? model.reads() : schema.featureNames();
    }

    private static int rows(AgentModel model) {
        FeatureSchema schema = model.schema();
        return schema == null ? 1 : schema.lookback();
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            swap(order, i, random.nextInt(i + 1));
        }
    }

    private static void reverse(int[] order) {
        for (int i = 0; i < order.length / 2; i++) {
            swap(order, i, order.length - 1 - i);
        }
    }

    private static void swap(int[] order, int a, int b) {
        int kept = order[a];
        order[a] = order[b];
        order[b] = kept;
    }

    /** One output of a model. */
    private static final class Scorer {
        private final AgentModel model;
        private final int output;
        private final float[] outputs;

        Scorer(AgentModel model, int output) {
            this.model = model;
            this.output = output;
            this.outputs = new float[model.kind().outputs().size()];
        }

        double score(float[] window) {
            model.score(window, outputs);
            return outputs[output];
        }
    }
}
