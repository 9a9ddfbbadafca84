package io.tickpilot.core.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** A series of bars for tests. */
record Bars(List<Bar> list) {

    record Bar(long day, double open, double high, double low, double close, double volume) {
        double typicalPrice() {
            return (high + low + close) / 3;
        }

        /** The same bar with all prices multiplied, its high still above its low. */
        Bar times(double factor) {
            double above = Math.max(high * factor, low * factor);
            double below = Math.min(high * factor, low * factor);
            return new Bar(day, open * factor, above, below, close * factor, volume);
        }
    }

    /** Bars of a random walk with flat stretches and gaps, at a price of 1, 1,000 or 100,000. */
    static Bars randomWalk(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = Math.pow(1_000, seed % 3) * (seed % 3 == 2 ? 0.1 : 1);
        List<Bar> bars = new ArrayList<>();
        double close = scale;
        for (int i = 0; i < length; i++) {
            boolean flat = i / 50 % 7 == 3;
            double step = flat ? 0 : (random.nextDouble() - 0.5) * 1e-4 * scale;
            close += random.nextInt(300) == 0 ? step * 200 : step;
            double reach = flat ? 0 : random.nextDouble() * 1e-4 * scale;
            double high = close + reach;
            double low = close - reach / 2;
            double open = low + (high - low) * random.nextDouble();
            bars.add(new Bar(i / 288, open, high, low, close, 1 + random.nextInt(1_000)));
        }
        return new Bars(bars);
    }

    /** Bars at a price of 100 that move by up to half a percent and never stand still. */
    static Bars lively(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Bar> bars = new ArrayList<>();
        double close = 100;
        for (int i = 0; i < length; i++) {
            double open = close;
            close *= 1 + (random.nextDouble() - 0.5) * 0.01;
            double high = Math.max(open, close) * (1 + random.nextDouble() * 0.003);
            double low = Math.min(open, close) * (1 - random.nextDouble() * 0.003);
            bars.add(new Bar(i / 288, open, high, low, close, 1 + random.nextInt(1_000)));
        }
        return new Bars(bars);
    }

    int size() {
        return list.size();
    }

    Bar get(int index) {
        return list.get(index);
    }

    double[] column(ToDoubleFunction<Bar> of) {
        return list.stream().mapToDouble(of).toArray();
    }

    double[] open() {
        return column(Bar::open);
    }

    double[] high() {
        return column(Bar::high);
    }

    double[] low() {
        return column(Bar::low);
    }

    double[] close() {
        return column(Bar::close);
    }

    double[] volume() {
        return column(Bar::volume);
    }

    double[] typicalPrice() {
        return column(Bar::typicalPrice);
    }
}
