package io.tickpilot.training.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of samples whose labels overlap (Lopez de Prado 2018, ch. 4.4): the mean of 1 / (labels open at the time) over a
 * label's life, counted within each symbol. Labels that share nothing have weight 1, n that share everything 1 / n each.
 */
final class Uniqueness {
    private Uniqueness() {}

    /** The same samples with their weights. */
    static List<Sample> weighted(List<Sample> samples) {
        Map<String, List<Integer>> bySymbol = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            bySymbol.computeIfAbsent(samples.get(i).symbol(), symbol -> new ArrayList<>())
                    .add(i);
        }
        Sample[] result = new Sample[samples.size()];
        for (List<Integer> places : bySymbol.values()) {
            long[] starts =
                    places.stream().mapToLong(i -> samples.get(i).timeMicros()).toArray();
            long[] ends =
                    places.stream().mapToLong(i -> samples.get(i).endMicros()).toArray();
            double[] weights = weights(starts, ends);
            for (int i = 0; i < weights.length; i++) {
                int place = places.get(i);
                result[place] = samples.get(place).withWeight(weights[i]);
            }
        }
        return List.of(result);
    }

    /** Of spans from a start to a later end. O(n log n). */
    static double[] weights(long[] starts, long[] ends) {
        long[] sortedStarts = starts.clone();
        long[] sortedEnds = ends.clone();
        Arrays.sort(sortedStarts);
        Arrays.sort(sortedEnds);
        long[] times = Arrays.copyOf(sortedStarts, 2 * starts.length);
        System.arraycopy(sortedEnds, 0, times, starts.length, ends.length);
        Arrays.sort(times);
        double[] integral = integral(times, sortedStarts, sortedEnds);
        double[] weights = new double[starts.length];
        for (int i = 0; i < weights.length; i++) {
            double shared =
                    integral[Arrays.binarySearch(times, ends[i])] - integral[Arrays.binarySearch(times, starts[i])];
            weights[i] = ends[i] > starts[i] ? shared / (ends[i] - starts[i]) : 1;
        }
        return weights;
    }

    /** Of 1 / (spans open) from the first time to each. */
    private static double[] integral(long[] times, long[] sortedStarts, long[] sortedEnds) {
        double[] integral = new double[times.length];
        int started = 0;
        int ended = 0;
        for (int i = 1; i < times.length; i++) {
            while (started < sortedStarts.length && sortedStarts[started] <= times[i - 1]) {
                started++;
            }
            while (ended < sortedEnds.length && sortedEnds[ended] <= times[i - 1]) {
                ended++;
            }
            int open = started - ended;
            integral[i] = integral[i - 1] + (open > 0 ? (times[i] - times[i - 1]) / (double) open : 0);
        }
        return integral;
    }
}
