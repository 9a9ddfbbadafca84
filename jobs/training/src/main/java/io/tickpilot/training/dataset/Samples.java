package io.tickpilot.training.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Some samples of a dataset, in its order. Immutable; reading is safe from any thread. */
public final class Samples {
    private final Dataset dataset;
    private final int[] places;

    /** @param places in the dataset, ascending */
    Samples(Dataset dataset, int[] places) {
        this.dataset = dataset;
        this.places = places;
    }

    public Dataset dataset() {
        return dataset;
    }

    public int size() {
        return places.length;
    }

    /** Floats of a window, {@code lookback * width}. */
    public int windowLength() {
        return dataset.info().lookback() * dataset.info().width();
    }

    /** Where sample i is in the dataset. */
    public int place(int i) {
        return places[i];
    }

    public Sample get(int i) {
        return dataset.sample(places[i]);
    }

    public Label label(int i) {
        return get(i).label();
    }

    /** Copies the raw window of sample i, row-major, oldest row first, to {@code target} from {@code offset} on. */
    public void window(int i, float[] target, int offset) {
        dataset.window(places[i], target, offset);
    }

    /** A fresh copy of the window. */
    public float[] window(int i) {
        float[] window = new float[windowLength()];
        window(i, window, 0);
        return window;
    }

    /** All of them, one after the other; of one dataset and ascending. */
    public static Samples joined(List<Samples> parts) {
        int[] places =
                parts.stream().flatMapToInt(part -> Arrays.stream(part.places)).toArray();
        return new Samples(parts.get(0).dataset, places);
    }

    /** Those whose index here passes. */
    public Samples where(IntPredicate passes) {
        int[] kept = new int[places.length];
        int count = 0;
        for (int i = 0; i < places.length; i++) {
            if (passes.test(i)) {
                kept[count++] = places[i];
            }
        }
        return new Samples(dataset, Arrays.copyOf(kept, count));
    }

    /** At most so many, evenly taken, the first among them. */
    public Samples thinned(int max) {
        if (places.length <= max) {
            return this;
        }
        int[] kept = new int[max];
        for (int i = 0; i < max; i++) {
            kept[i] = places[(int) ((long) i * places.length / max)];
        }
        return new Samples(dataset, kept);
    }

    /** Share of each label, in their order. */
    public double[] shares() {
        double[] shares = new double[Label.COUNT];
        for (int i = 0; i < places.length; i++) {
            shares[label(i).ordinal()] += 1.0 / places.length;
        }
        return shares;
    }
}
