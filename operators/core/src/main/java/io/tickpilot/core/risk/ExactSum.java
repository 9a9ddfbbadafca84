package io.tickpilot.core.risk;

import java.util.Arrays;

/**
 * A sum of numbers from which what was added can be taken away again: rounded once, when it is asked for, so it depends neither on the order
 * nor on what came and went. All numbers are finite and far below the greatest double. Not thread-safe.
 *
 * <p>Source: Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates (1997), expansions; rounded as Python's
 * {@code math.fsum} does.
 */
final class ExactSum {
    /** Parts whose exact sum is the sum: they do not overlap, smallest first. */
    private double[] parts = new double[4];

    private int count;

    ExactSum() {}

    ExactSum(ExactSum other) {
        parts = other.parts.clone();
        count = other.count;
    }

    void add(double number) {
        double sum = number;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double part = parts[i];
            double larger = Math.abs(sum) < Math.abs(part) ? part : sum;
            double smaller = larger == sum ? part : sum;
            sum = larger + smaller;
            double lost = smaller - (sum - larger);
            if (lost != 0) {
                parts[kept++] = lost;
            }
        }
        count = kept;
        if (sum != 0) {
            if (count == parts.length) {
                parts = Arrays.copyOf(parts, count * 2);
            }
            parts[count++] = sum;
        }
    }

    void subtract(double number) {
        add(-number);
    }

    /** The double nearest to the sum. */
    double value() {
        if (count == 0) {
            return 0;
        }
        int next = count - 1;
        double sum = parts[next];
        double lost = 0;
        while (next > 0 && lost == 0) {
            double larger = sum;
            double smaller = parts[--next];
            sum = larger + smaller;
            lost = smaller - (sum - larger);
        }
        if (next > 0 && lost != 0 && Math.signum(lost) == Math.signum(parts[next - 1])) {
            double further = sum + 2 * lost;
            // What was lost is half a unit in the last place and more follows: it is to be rounded away from the sum.
            if (further - sum == 2 * lost) {
                return further;
            }
        }
        return sum;
    }
}
