package io.tickpilot.core.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The statistics of this package, computed anew from all ticks of the window. */
final class NaiveFlow {
    private NaiveFlow() {}

    /** Ticks of the last n closed bars and the forming one; of all when there are fewer. */
    static List<FlowTick> window(List<FlowTick> ticks, boolean lastClosed, int bars) {
        int wanted = lastClosed ? bars : bars + 1;
        List<FlowTick> window = new ArrayList<>();
        for (int i = ticks.size() - 1; i >= 0 && wanted > 0; i--) {
            window.add(0, ticks.get(i));
            wanted -= ticks.get(i).closesBar() ? 1 : 0;
        }
        return window;
    }

    static List<Integer> signs(List<FlowTick> ticks) {
        List<Integer> signs = new ArrayList<>();
        int sign = 0;
        for (int i = 0; i < ticks.size(); i++) {
            long change = i == 0 ? 0 : twoMidsInPoints(ticks.get(i)) - twoMidsInPoints(ticks.get(i - 1));
            sign = change == 0 ? sign : Long.signum(change);
            signs.add(sign);
        }
        return signs;
    }

    private static long twoMidsInPoints(FlowTick tick) {
        return Math.round(tick.bid() * 1e5) + Math.round(tick.ask() * 1e5);
    }

    static double deviation(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Point of control, value area high and low of volumes by bin; NaN when empty. */
    static double[] profile(TreeMap<Long, Double> volumes, double binSize, double share) {
        if (volumes.isEmpty()) {
            return new double[] {Double.NaN, Double.NaN, Double.NaN};
        }
        long fullest = volumes.firstKey();
        double all = 0;
        for (var bin : volumes.entrySet()) {
            all += bin.getValue();
            fullest = bin.getValue() > volumes.get(fullest) ? bin.getKey() : fullest;
        }
        long low = volumes.firstKey();
        long high = volumes.lastKey();
        long bottom = fullest;
        long top = fullest;
        while (sum(volumes, bottom, top) < share * all && (bottom > low || top < high)) {
            double above = top < high ? sum(volumes, top + 1, top + 2) : -1;
            double below = bottom > low ? sum(volumes, bottom - 2, bottom - 1) : -1;
            if (above >= below) {
                top += 2;
            } else {
                bottom -= 2;
            }
        }
        return new double[] {
            (fullest + 0.5) * binSize, (volumes.floorKey(top) + 1) * binSize, volumes.ceilingKey(bottom) * binSize
        };
    }

    private static double sum(TreeMap<Long, Double> volumes, long from, long to) {
        return volumes.subMap(from, true, to, true).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}
