package io.tickpilot.training.dataset;

import io.tickpilot.training.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Whether a dataset is worth a fit, and what about its folds should make a reader wary. */
public final class DatasetChecks {
    private static final int FEWEST_SAMPLES = 50;
    private static final int FEWEST_OF_A_LABEL = 10;
    /** Share of samples that one threshold on one feature may get right above the most frequent label's share. */
    private static final double SUSPICIOUS_ACCURACY = 0.95;

    private DatasetChecks() {}

    /**
     * @param labelled whether every label must occur
     * @throws TrainingException one line, when there is too little in a split or too little of a label
     */
    public static void requireTrainable(Dataset dataset, List<Split> folds, boolean labelled) {
        for (Split fold : folds) {
            int smallest = Math.min(
                    fold.train().size(),
                    Math.min(fold.validation().size(), fold.test().size()));
            if (smallest < FEWEST_SAMPLES) {
                throw tooFew(dataset, fold);
            }
        }
        if (folds.isEmpty()) {
            throw new TrainingException(tooFew(dataset));
        }
        if (labelled) {
            requireLabels(folds.get(0).train());
        }
    }

    private static TrainingException tooFew(Dataset dataset, Split fold) {
        return new TrainingException(tooFew(dataset) + " train=" + fold.train().size() + " validation="
                + fold.validation().size() + " test=" + fold.test().size() + " least=" + FEWEST_SAMPLES);
    }

    private static String tooFew(Dataset dataset) {
        return "too few windows to train on, give more ticks, or features that have values in this market: ticks="
                + dataset.info().ticks() + " rejected=" + dataset.info().rejected() + " windows=" + dataset.size();
    }

    private static void requireLabels(Samples train) {
        int[] counts = new int[Label.COUNT];
        for (int i = 0; i < train.size(); i++) {
            counts[train.label(i).ordinal()]++;
        }
        for (Label label : Label.values()) {
            int count = counts[label.ordinal()];
            if (count == train.size()) {
                throw new TrainingException("all labels are the same, nothing can be learnt; choose other barriers: "
                        + label.name().toLowerCase(Locale.ROOT) + "=" + count);
            }
        }
        for (Label label : Label.values()) {
            if (counts[label.ordinal()] < FEWEST_OF_A_LABEL) {
                throw new TrainingException("too few windows of a label to learn it, give more ticks or choose other"
                        + " barriers: sell=" + counts[0] + " hold=" + counts[1] + " buy=" + counts[2] + " least="
                        + FEWEST_OF_A_LABEL);
            }
        }
    }

    /** What looks like a leak, one line each. */
    public static List<String> warnings(Dataset dataset, List<Split> folds) {
        List<String> warnings = new ArrayList<>();
        Split last = folds.get(folds.size() - 1);
        int shared = duplicates(last.train(), last.test()) + duplicates(last.validation(), last.test());
        if (shared > 0) {
            warnings.add(shared + " windows of the test split are also in the training or validation split");
        }
        int late = late(folds);
        if (late > 0) {
            throw new IllegalStateException("labels reach into the next split: samples=" + late);
        }
        warnings.addAll(telling(last.train()));
        return List.copyOf(warnings);
    }

    /** Test windows that occur before, bit for bit. */
    private static int duplicates(Samples before, Samples test) {
        Set<Long> seen = new HashSet<>();
        float[] window = new float[before.windowLength()];
        for (int i = 0; i < before.size(); i++) {
            before.window(i, window, 0);
            seen.add(hash(window));
        }
        int count = 0;
        for (int i = 0; i < test.size(); i++) {
            test.window(i, window, 0);
            count += seen.contains(hash(window)) ? 1 : 0;
        }
        return count;
    }

    /** 64 bits, so that two of a million windows collide by chance once in 37 million runs. */
    private static long hash(float[] window) {
        long hash = 0xcbf29ce484222325L;
        for (float value : window) {
            hash = (hash ^ Float.floatToIntBits(value)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    private static int late(List<Split> folds) {
        int late = 0;
        for (Split fold : folds) {
            late += endingAfter(fold.train(), fold.validation().get(0).timeMicros());
            late += endingAfter(fold.validation(), fold.test().get(0).timeMicros());
        }
        return late;
    }

    private static int endingAfter(Samples samples, long micros) {
        return samples.where(i -> samples.get(i).endMicros() >= micros).size();
    }

    /** Features whose newest value alone all but tells buy from sell by one threshold. */
    private static List<String> telling(Samples train) {
        List<String> warnings = new ArrayList<>();
        DatasetInfo info = train.dataset().info();
        Samples moved = train.where(i -> train.label(i) != Label.HOLD);
        if (moved.size() < FEWEST_SAMPLES) {
            return warnings;
        }
        float[] window = new float[moved.windowLength()];
        double[][] newest = new double[info.width()][moved.size()];
        for (int i = 0; i < moved.size(); i++) {
            moved.window(i, window, 0);
            for (int f = 0; f < info.width(); f++) {
                newest[f][i] = window[window.length - info.width() + f];
            }
        }
        for (int f = 0; f < info.width(); f++) {
            double accuracy = bestThreshold(newest[f], moved);
            double[] shares = moved.shares();
            if (accuracy > Math.max(SUSPICIOUS_ACCURACY, Math.max(shares[0], shares[2]) + 0.02)) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "feature %s alone tells buy from sell in %.1f %% of the training windows: it may know the future",
                        info.features().get(f),
                        100 * accuracy));
            }
        }
        return warnings;
    }

    private static double bestThreshold(double[] values, Samples samples) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        int buys = 0;
        for (int i = 0; i < values.length; i++) {
            buys += samples.label(i) == Label.BUY ? 1 : 0;
        }
        int right = buys;
        int best = Math.max(right, values.length - right);
        for (int i = 0; i < order.length; i++) {
            right += samples.label(order[i]) == Label.BUY ? -1 : 1;
            boolean boundary = i + 1 == order.length || values[order[i + 1]] > values[order[i]];
            if (boundary) {
                best = Math.max(best, Math.max(right, values.length - right));
            }
        }
        return best / (double) values.length;
    }
}
