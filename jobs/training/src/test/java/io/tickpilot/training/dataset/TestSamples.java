package io.tickpilot.training.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Datasets in memory for tests, sample by sample in order of time. */
public final class TestSamples {
    public static final Entry ENTRY = new Entry(1.1, 1.1001, 0.001, 0.5);

    private final int lookback;
    private final int width;
    private final List<Sample> samples = new ArrayList<>();
    private final List<float[]> windows = new ArrayList<>();

    private TestSamples(int lookback, int width) {
        this.lookback = lookback;
        this.width = width;
    }

    public static TestSamples ofWindows(int lookback, int width) {
        return new TestSamples(lookback, width);
    }

    /** Labels alone, with windows of one zero. */
    public static Samples labelled(Label... labels) {
        TestSamples result = ofWindows(1, 1);
        for (Label label : labels) {
            result.add(label, 0);
        }
        return result.all();
    }

    /** A minute after the one before, settled a microsecond later. */
    public TestSamples add(Label label, float... window) {
        long time = samples.size() * 60_000_000L;
        return add(time, time + 1, label, outcome(0, 0), window);
    }

    public TestSamples addOutcome(Label label, double buyReturn, double sellReturn) {
        long time = samples.size() * 60_000_000L;
        return add(time, time + 1, label, outcome(buyReturn, sellReturn), new float[lookback * width]);
    }

    public TestSamples add(long timeMicros, long endMicros, Label label, Outcome outcome, float... window) {
        samples.add(new Sample("EURUSD", timeMicros, endMicros, label, ENTRY, outcome, 1));
        windows.add(window);
        return this;
    }

    /** As {@link #add(Label, float...)}, with a sample weight. */
    public TestSamples addWeighted(double weight, Label label, float... window) {
        add(label, window);
        samples.set(samples.size() - 1, samples.get(samples.size() - 1).withWeight(weight));
        return this;
    }

    public static Outcome outcome(double buyReturn, double sellReturn) {
        return new Outcome(buyReturn, sellReturn, 0, 0, 0, 0, 0);
    }

    public Samples all() {
        return dataset().all();
    }

    public Dataset dataset() {
        DatasetInfo info = new DatasetInfo(
                lookback,
                IntStream.range(0, width).mapToObj(i -> "f" + i).toList(),
                "test",
                "0".repeat(64),
                "made up",
                "made up",
                true,
                List.of("EURUSD"),
                0,
                1,
                samples.size(),
                0);
        return Dataset.of(info, samples, windows.toArray(float[][]::new));
    }
}
