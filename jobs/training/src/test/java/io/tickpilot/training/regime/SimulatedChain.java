package io.tickpilot.training.regime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Draws from known parameters. */
final class SimulatedChain {
    private SimulatedChain() {}

    /** Three states in two dimensions, well apart, with correlations of both signs. */
    static HmmParameters wellApart() {
        return new HmmParameters(
                new double[] {0.5, 0.3, 0.2},
                new double[][] {{0.95, 0.03, 0.02}, {0.05, 0.9, 0.05}, {0.02, 0.08, 0.9}},
                new double[][] {{-3, 0}, {0, 2}, {3, -1}},
                new double[][][] {{{1, 0.5}, {0.5, 1}}, {{0.5, -0.2}, {-0.2, 0.8}}, {{2, 0}, {0, 0.3}}});
    }

    /** Anything: states that overlap, chances of all sizes. */
    static HmmParameters drawn(SplittableRandom random, int states, int dimension) {
        double[][] transition = new double[states][];
        double[][] means = new double[states][];
        double[][][] covariances = new double[states][dimension][dimension];
        for (int i = 0; i < states; i++) {
            transition[i] = chances(random, states);
            means[i] = random.doubles(dimension, -2, 2).toArray();
            double[][] lower = new double[dimension][dimension];
            for (int d = 0; d < dimension; d++) {
                for (int e = 0; e <= d; e++) {
                    lower[d][e] = d == e ? random.nextDouble(0.4, 1.5) : random.nextDouble(-0.5, 0.5);
                }
            }
            for (int d = 0; d < dimension; d++) {
                for (int e = 0; e < dimension; e++) {
                    for (int f = 0; f < dimension; f++) {
                        covariances[i][d][e] += lower[d][f] * lower[e][f];
                    }
                }
            }
        }
        return new HmmParameters(chances(random, states), transition, means, covariances);
    }

    static List<double[][]> sequences(HmmParameters p, long seed, int count, int length, double missing) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[][]> sequences = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            double[][] rows = new double[length][];
            int state = pick(random, p.start());
            for (int t = 0; t < length; t++) {
                rows[t] = row(random, p, state);
                if (random.nextDouble() < missing) {
                    Arrays.fill(rows[t], Double.NaN);
                }
                state = pick(random, p.transition()[state]);
            }
            sequences.add(rows);
        }
        return sequences;
    }

    private static double[] row(SplittableRandom random, HmmParameters p, int state) {
        int n = p.dimension();
        double[][] c = p.covariances()[state];
        double[][] lower = new double[n][n];
        double[] row = p.means()[state].clone();
        double[] noise = new double[n];
        for (int i = 0; i < n; i++) {
            noise[i] = random.nextGaussian();
            for (int j = 0; j <= i; j++) {
                double rest = c[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
                row[i] += lower[i][j] * noise[j];
            }
        }
        return row;
    }

    private static int pick(SplittableRandom random, double[] chances) {
        double draw = random.nextDouble();
        int i = 0;
        while (i < chances.length - 1 && draw >= chances[i]) {
            draw -= chances[i++];
        }
        return i;
    }

    private static double[] chances(SplittableRandom random, int count) {
        double[] chances = random.doubles(count, 0.02, 1).toArray();
        double sum = Arrays.stream(chances).sum();
        return Arrays.stream(chances).map(each -> each / sum).toArray();
    }
}
