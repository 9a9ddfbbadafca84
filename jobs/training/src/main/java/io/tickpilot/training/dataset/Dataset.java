package io.tickpilot.training.dataset;

import java.nio.file.Path;
import java.util.List;

/** Labelled windows, by time and symbol: facts in memory, windows wherever they are kept. Immutable. */
public final class Dataset {
    private final DatasetInfo info;
    private final List<Sample> samples;
    private final int[] places;
    private final Windows windows;

    /**
     * @param samples by time and symbol
     * @param places of the samples' windows
     */
    Dataset(DatasetInfo info, List<Sample> samples, int[] places, Windows windows) {
        if (samples.size() != places.length || windows.length() != info.lookback() * info.width()) {
            throw new IllegalArgumentException("dataset does not fit together: samples=" + samples.size() + " places="
                    + places.length + " window=" + windows.length());
        }
        this.info = info;
        this.samples = List.copyOf(samples);
        this.places = places.clone();
        this.windows = windows;
    }

    /**
     * A dataset in memory.
     *
     * @param samples by time and symbol, {@code windows} in the same order
     */
    public static Dataset of(DatasetInfo info, List<Sample> samples, float[][] windows) {
        int[] places = new int[samples.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        return new Dataset(info, samples, places, Windows.of(windows, info.lookback() * info.width()));
    }

    /**
     * One that {@link DatasetBuilder} wrote.
     *
     * @throws io.tickpilot.training.TrainingException when it is no whole dataset of this version
     */
    public static Dataset open(Path file) {
        return DatasetFile.open(file);
    }

    public DatasetInfo info() {
        return info;
    }

    public int size() {
        return samples.size();
    }

    public Sample sample(int i) {
        return samples.get(i);
    }

    /** Copies the raw window of a sample to {@code target} from {@code offset} on. */
    public void window(int i, float[] target, int offset) {
        windows.read(places[i], target, offset);
    }

    /** All of it. */
    public Samples all() {
        int[] every = new int[size()];
        for (int i = 0; i < every.length; i++) {
            every[i] = i;
        }
        return new Samples(this, every);
    }
}
