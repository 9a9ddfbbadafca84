package io.tickpilot.core.ensemble;

import io.tickpilot.core.signal.Vote;

/** Weights as shares that add up to 1. */
final class Shares {

    private Shares() {}

    /** Gives those who vote weights that add up to 1, all others 0. */
    static void normalise(Vote[] cast) {
        double total = 0;
        for (Vote vote : cast) {
            if (counts(vote)) {
                total += vote.weight();
            }
        }
        for (int i = 0; i < cast.length; i++) {
            double weight = counts(cast[i]) ? cast[i].weight() / total : 0;
            if (weight != cast[i].weight()) {
                cast[i] = cast[i].weighing(weight);
            }
        }
    }

    private static boolean counts(Vote vote) {
        return vote.abstention().isEmpty() && vote.weight() > 0;
    }

    /**
     * Shares in proportion to some numbers, but none outside its bounds: share = min(cap, max(floor, scale x number)) with the one scale for
     * which they add up to 1. The sum of the shares rises with the scale along straight lines that bend where one meets a bound: the last
     * bend at which the sum is not above 1 is looked for, and the line from there followed. O(n * n).
     *
     * @param numbers above 0, or 0 with both bounds 0
     * @param floors which add up to 1 at most, {@code caps} to 1 at least, each at least its floor
     */
    static void within(double[] numbers, double[] floors, double[] caps, double[] into) {
        double scale = 0;
        double sum = sum(0, numbers, floors, caps);
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] > 0) {
                double atFloor = floors[i] / numbers[i];
                double atCap = caps[i] / numbers[i];
                double floorSum = sum(atFloor, numbers, floors, caps);
                double capSum = sum(atCap, numbers, floors, caps);
                if (floorSum <= 1 && atFloor > scale) {
                    scale = atFloor;
                    sum = floorSum;
                }
                if (capSum <= 1 && atCap > scale) {
                    scale = atCap;
                    sum = capSum;
                }
            }
        }
        double slope = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] > 0 && floors[i] / numbers[i] <= scale && scale < caps[i] / numbers[i]) {
                slope += numbers[i];
            }
        }
        double found = slope > 0 ? scale + (1 - sum) / slope : scale;
        for (int i = 0; i < numbers.length; i++) {
            into[i] = share(i, found, numbers, floors, caps);
        }
    }

    private static double sum(double scale, double[] numbers, double[] floors, double[] caps) {
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += share(i, scale, numbers, floors, caps);
        }
        return sum;
    }

    private static double share(int i, double scale, double[] numbers, double[] floors, double[] caps) {
        return Math.min(caps[i], Math.max(floors[i], scale * numbers[i]));
    }
}
