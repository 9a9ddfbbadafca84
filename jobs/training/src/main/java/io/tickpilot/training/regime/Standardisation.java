package io.tickpilot.training.regime;

import io.tickpilot.core.regime.RegimeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mean and population standard deviation of each number of the observations; rows with a NaN are missing.
 *
 * @param rows that are not missing
 */
@SuppressWarnings("ArrayRecordComponent") // passed on within one training, never compared
record Standardisation(double[] mean, double[] deviation, long rows) {

    static Standardisation of(List<double[][]> sequences) {
        int dimension = RegimeModel.DIMENSION;
        double[] mean = new double[dimension];
        double[] squares = new double[dimension];
        long rows = 0;
        for (double[][] sequence : sequences) {
            for (double[] row : sequence) {
                if (Arrays.stream(row).anyMatch(Double::isNaN)) {
                    continue;
                }
                rows++;
                for (int d = 0; d < dimension; d++) {
                    double apart = row[d] - mean[d];
                    mean[d] += apart / rows;
                    squares[d] += apart * (row[d] - mean[d]);
                }
            }
        }
        double[] deviation = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            deviation[d] = rows == 0 ? 0 : Math.sqrt(squares[d] / rows);
        }
        return new Standardisation(mean, deviation, rows);
    }

    boolean varies() {
        return Arrays.stream(deviation).allMatch(each -> each > 0);
    }

    List<double[][]> scaled(List<double[][]> sequences) {
        List<double[][]> all = new ArrayList<>();
        for (double[][] sequence : sequences) {
            double[][] scaled = new double[sequence.length][];
            for (int t = 0; t < scaled.length; t++) {
                scaled[t] = sequence[t].clone();
                for (int d = 0; d < scaled[t].length; d++) {
                    scaled[t][d] = (scaled[t][d] - mean[d]) / deviation[d];
                }
            }
            all.add(scaled);
        }
        return all;
    }

    /** The number that is scaled to this one. */
    double raw(int number, double scaled) {
        return scaled * deviation[number] + mean[number];
    }

    static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
