package io.tickpilot.training.stack;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.FittedAgent;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.export.OnnxGraph;
import io.tickpilot.training.network.Epoch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multinomial logistic regression on the logarithms of the agents' probabilities: {@code logit = W log p + b}. It is pulled towards
 * the plain average of the logarithms, so that where data are few it is no worse than asking all alike.
 *
 * @param reads agents whose probabilities it weighs, in order
 */
public record StackTrainer(List<String> reads, LabelSettings labels) implements AgentTrainer {
    public static final String NAME = "stack";

    static final float LEAST = 1e-6f;

    private static final int CLASSES = AgentKind.DIRECTIONS;
    private static final int STEPS = 400;
    private static final double RATE = 0.05;
    /** Weight of the squared distance from the average, in samples. */
    private static final double PULL = 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AgentKind kind() {
        return AgentKind.DIRECTION;
    }

    @Override
    public @Nullable FeatureSchema schema() {
        return null;
    }

    @Override
    public String describe() {
        return "Logistic regression";
    }

    @Override
    public String engine() {
        return "Tickpilot";
    }

    /** Adam on the weighted log loss over all samples, a fixed number of steps: nothing in it is random. */
    @Override
    public FittedAgent fit(Samples train, Samples validation, long seed, TrainingListener listener) {
        double[][] inputs = logarithms(train);
        int width = train.windowLength() + 1;
        double[] average = average(train.windowLength());
        double[] weights = average.clone();
        double[] gradient = new double[weights.length];
        double[] mean = new double[weights.length];
        double[] square = new double[weights.length];
        for (int step = 1; step <= STEPS; step++) {
            gradient(train, inputs, weights, average, gradient);
            for (int i = 0; i < weights.length; i++) {
                mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
                square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i];
                double corrected = mean[i] / (1 - Math.pow(0.9, step));
                double scale = Math.sqrt(square[i] / (1 - Math.pow(0.999, step))) + 1e-8;
                weights[i] -= RATE * corrected / scale * (1 - step / (STEPS + 1.0));
            }
            listener.onProgress(Phase.FIT, step / (double) STEPS);
        }
        return new Fitted(floats(weights), width, logits(floats(weights), width, validation));
    }

    /** Each class is the mean of what the agents say of it; the last column is the offset. */
    private static double[] average(int inputs) {
        double[] weights = new double[CLASSES * (inputs + 1)];
        for (int k = 0; k < CLASSES; k++) {
            for (int i = k; i < inputs; i += CLASSES) {
                weights[k * (inputs + 1) + i] = CLASSES / (double) inputs;
            }
        }
        return weights;
    }

    private static void gradient(
            Samples samples, double[][] inputs, double[] weights, double[] average, double[] gradient) {
        int width = weights.length / CLASSES;
        double[] powers = new double[CLASSES];
        double total = 0;
        Arrays.fill(gradient, 0);
        for (int sample = 0; sample < inputs.length; sample++) {
            double[] x = inputs[sample];
            double sum = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < CLASSES; k++) {
                powers[k] = dot(weights, k * width, x);
                highest = Math.max(highest, powers[k]);
            }
            for (int k = 0; k < CLASSES; k++) {
                powers[k] = Math.exp(powers[k] - highest);
                sum += powers[k];
            }
            double weight = samples.get(sample).weight();
            total += weight;
            int truth = samples.label(sample).ordinal();
            for (int k = 0; k < CLASSES; k++) {
                double error = weight * (powers[k] / sum - (k == truth ? 1 : 0));
                for (int i = 0; i < width; i++) {
                    gradient[k * width + i] += error * x[i];
                }
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (gradient[i] + PULL * (weights[i] - average[i])) / (total + PULL);
        }
    }

    private static double dot(double[] weights, int from, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[from + i] * x[i];
        }
        return sum;
    }

    /** With a 1 behind each row, for the offset. */
    private static double[][] logarithms(Samples samples) {
        int inputs = samples.windowLength();
        double[][] result = new double[samples.size()][inputs + 1];
        float[] window = new float[inputs];
        for (int sample = 0; sample < result.length; sample++) {
            samples.window(sample, window, 0);
            for (int i = 0; i < inputs; i++) {
                result[sample][i] = Math.log(Math.max(window[i], LEAST));
            }
            result[sample][inputs] = 1;
        }
        return result;
    }

    private static float[][] logits(float[] weights, int width, Samples samples) {
        double[][] inputs = logarithms(samples);
        double[] exact = new double[weights.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = weights[i];
        }
        float[][] logits = new float[inputs.length][CLASSES];
        for (int sample = 0; sample < inputs.length; sample++) {
            for (int k = 0; k < CLASSES; k++) {
                logits[sample][k] = (float) dot(exact, k * width, inputs[sample]);
            }
        }
        return logits;
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    private record Fitted(float[] weights, int width, float[][] validationRaw) implements FittedAgent {

        @Override
        public byte[] toOnnx(Calibration calibration) {
            int inputs = width - 1;
            float[] matrix = new float[CLASSES * inputs];
            float[] offset = new float[CLASSES];
            for (int k = 0; k < CLASSES; k++) {
                System.arraycopy(weights, k * width, matrix, k * inputs, inputs);
                offset[k] = weights[k * width + inputs];
            }
            OnnxGraph graph = new OnnxGraph(NAME)
                    .input("window", inputs)
                    .output("probabilities", CLASSES)
                    .constant("smallest", new float[] {LEAST}, 1)
                    .constant("weights", matrix, CLASSES, inputs)
                    .constant("offset", offset, CLASSES)
                    .node("Max", List.of("window", "smallest"), List.of("above_zero"))
                    .node("Log", List.of("above_zero"), List.of("logarithms"))
                    .node(
                            "Gemm",
                            List.of("logarithms", "weights", "offset"),
                            List.of("logits"),
                            OnnxGraph.integer("transB", 1));
            calibration.addTo(graph, "logits", "probabilities");
            return graph.toBytes();
        }

        @Override
        public @Nullable Scaling scaling() {
            return null;
        }

        @Override
        public List<Epoch> epochs() {
            return List.of();
        }

        @Override
        public String ending() {
            return "all " + STEPS + " steps";
        }
    }
}
