package io.tickpilot.training.export;

import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.network.DenseWeights;
import io.tickpilot.training.network.ForecastWeights;
import io.tickpilot.training.network.LstmWeights;

/** The forecast network's mathematics written out, one number after the other. */
final class NaiveForecast {
    private NaiveForecast() {}

    /** Three logits, five quantiles. */
    static double[] of(float[] window, ForecastWeights w, Scaling scaling) {
        int width = scaling.mean().length;
        int rows = window.length / width;
        double[][] states = lstm(filtered(window, rows, width, w, scaling), w.lstm());
        double[] energies = new double[rows];
        double powers = 0;
        for (int t = 0; t < rows; t++) {
            double[] mixed = dense(states[t], w.attention());
            for (int k = 0; k < mixed.length; k++) {
                energies[t] += w.energy()[k] * Math.tanh(mixed[k]);
            }
            powers += Math.exp(energies[t]);
        }
        int hidden = states[0].length;
        double[] both = new double[2 * hidden];
        for (int k = 0; k < hidden; k++) {
            for (int t = 0; t < rows; t++) {
                both[k] += Math.exp(energies[t]) / powers * states[t][k];
            }
            both[hidden + k] = states[rows - 1][k];
        }
        double[] numbers = dense(relu(dense(both, w.dense())), w.head());
        for (int k = 4; k < numbers.length; k++) {
            numbers[k] = numbers[k - 1] + Math.log1p(Math.exp(numbers[k]));
        }
        return numbers;
    }

    private static double[][] filtered(float[] window, int rows, int width, ForecastWeights w, Scaling scaling) {
        int filters = w.convolution().outputs();
        double[][] result = new double[rows][filters];
        for (int t = 0; t < rows; t++) {
            for (int filter = 0; filter < filters; filter++) {
                double sum = w.convolution().bias()[filter];
                for (int k = 0; k < w.kernel(); k++) {
                    int row = t - w.kernel() + 1 + k;
                    for (int feature = 0; row >= 0 && feature < width; feature++) {
                        double scaled =
                                (window[row * width + feature] - scaling.mean()[feature]) / scaling.std()[feature];
                        sum += scaled * w.convolution().weight()[(filter * width + feature) * w.kernel() + k];
                    }
                }
                result[t][filter] = sum;
            }
            result[t] = relu(result[t]);
        }
        return result;
    }

    private static double[][] lstm(double[][] inputs, LstmWeights w) {
        int hidden = w.hidden();
        double[][] states = new double[inputs.length][];
        double[] last = new double[hidden];
        double[] cell = new double[hidden];
        for (int t = 0; t < inputs.length; t++) {
            double[] fromInput = dense(inputs[t], new DenseWeights(w.input(), w.inputBias()));
            double[] fromState = dense(last, new DenseWeights(w.recurrent(), w.recurrentBias()));
            last = new double[hidden];
            for (int k = 0; k < hidden; k++) {
                double in = sigmoid(fromInput[k] + fromState[k]);
                double forget = sigmoid(fromInput[hidden + k] + fromState[hidden + k]);
                double candidate = Math.tanh(fromInput[2 * hidden + k] + fromState[2 * hidden + k]);
                double out = sigmoid(fromInput[3 * hidden + k] + fromState[3 * hidden + k]);
                cell[k] = forget * cell[k] + in * candidate;
                last[k] = out * Math.tanh(cell[k]);
            }
            states[t] = last;
        }
        return states;
    }

    private static double[] dense(double[] input, DenseWeights layer) {
        double[] result = new double[layer.outputs()];
        for (int row = 0; row < result.length; row++) {
            result[row] = layer.bias()[row];
            for (int column = 0; column < input.length; column++) {
                result[row] += layer.weight()[row * input.length + column] * input[column];
            }
        }
        return result;
    }

    private static double[] relu(double[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.max(0, values[i]);
        }
        return result;
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }
}
