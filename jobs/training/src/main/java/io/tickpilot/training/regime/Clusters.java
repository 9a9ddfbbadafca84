package io.tickpilot.training.regime;

import java.util.SplittableRandom;

/**
 * Lloyd's k-means from k-means++ seeds.
 *
 * @param means of the clusters
 * @param variances of the rows around the mean of their cluster, over all clusters
 */
@SuppressWarnings("ArrayRecordComponent") // read once by a start, never compared
record Clusters(double[][] means, double[] variances) {

    static Clusters of(double[][] rows, int count, int steps, SplittableRandom random) {
        double[][] means = seeds(rows, count, random);
        int dimension = rows[0].length;
        double[] variances = new double[dimension];
        for (int step = 0; step <= steps; step++) {
            double[][] sums = new double[count][dimension];
            int[] sizes = new int[count];
            variances = new double[dimension];
            for (double[] row : rows) {
                int nearest = nearest(row, means, count);
                sizes[nearest]++;
                for (int d = 0; d < dimension; d++) {
                    sums[nearest][d] += row[d];
                    double apart = row[d] - means[nearest][d];
                    variances[d] += apart * apart / rows.length;
                }
            }
            for (int i = 0; step < steps && i < count; i++) {
                for (int d = 0; sizes[i] > 0 && d < dimension; d++) {
                    means[i][d] = sums[i][d] / sizes[i];
                }
            }
        }
        return new Clusters(means, variances);
    }

    /** Each further seed is a row drawn with a chance that grows with the square of its distance from those before. */
    private static double[][] seeds(double[][] rows, int count, SplittableRandom random) {
        double[][] seeds = new double[count][];
        seeds[0] = rows[random.nextInt(rows.length)].clone();
        double[] far = new double[rows.length];
        for (int i = 1; i < count; i++) {
            double sum = 0;
            for (int r = 0; r < rows.length; r++) {
                far[r] = squaredDistance(rows[r], seeds[nearest(rows[r], seeds, i)]);
                sum += far[r];
            }
            double draw = random.nextDouble() * sum;
            int drawn = 0;
            while (drawn < rows.length - 1 && draw >= far[drawn]) {
                draw -= far[drawn++];
            }
            seeds[i] = rows[drawn].clone();
        }
        return seeds;
    }

    private static int nearest(double[] row, double[][] means, int count) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double distance = squaredDistance(row, means[i]);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (a[d] - b[d]) * (a[d] - b[d]);
        }
        return sum;
    }
}
