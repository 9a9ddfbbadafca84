package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.indicator.Indicator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * One entry of the {@link FeatureCatalogue}: a number of the market, with all that a schema, a reader of the documentation and
 * the engine need to know of it.
 *
 * @param <T> the state it reads
 */
public final class FeatureKind<T extends Indicator> {
    private final String name;
    private final Group group;
    private final int revision;
    private final Unit unit;
    private final double min;
    private final double max;
    private final String formula;
    private final String source;
    private final Family<T> family;
    private final Reader<T> reader;
    private final ToIntFunction<T> warmUp;
    private final Memory memory;

    /** Chapters of the documentation. */
    public enum Group {
        PRICE("Prices and returns"),
        TREND("Trend and momentum"),
        VOLATILITY("Volatility and channels"),
        FLOW("Volume, order flow and spread"),
        CALENDAR("Session and calendar"),
        REGIME("Market regime"),
        NEWS("News");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** Reads a feature off its state without changing it; NaN while it has no value. */
    interface Reader<T> {
        double read(T state, Moment now);
    }

    /** Reads the state as it is, or as it would be with the forming bar. */
    interface Preview<T> {
        double read(T state, BarView forming);
    }

    /** Reads the state after a closed bar. */
    interface Value<T> {
        double read(T state);
    }

    private FeatureKind(Builder<T> from, Reader<T> reader) {
        this.name = from.name;
        this.group = from.group;
        this.revision = from.revision;
        this.unit = from.unit;
        this.min = from.min;
        this.max = from.max;
        this.formula = from.formula;
        this.source = from.source;
        this.family = from.family;
        this.reader = reader;
        this.warmUp = from.warmUp;
        this.memory = from.memory;
    }

    /** As schemas call it, in kebab-case. */
    public String name() {
        return name;
    }

    public Group group() {
        return group;
    }

    /** Grows when the formula changes; part of every schema's hash. */
    public int revision() {
        return revision;
    }

    public Unit unit() {
        return unit;
    }

    /** Lowest value before scaling, which may be negative infinity. */
    public double min() {
        return min;
    }

    public double max() {
        return max;
    }

    public String formula() {
        return formula;
    }

    /** Where the formula comes from. */
    public String source() {
        return source;
    }

    public Memory memory() {
        return memory;
    }

    public List<Parameter> parameters() {
        return family.parameters();
    }

    /** Whether a schema may give it bars of its own. */
    public boolean hasBars() {
        return family.bars() == Family.Bars.DECLARED;
    }

    /** Whether a schema may name it without giving it a parameter. */
    public boolean hasDefaults() {
        return parameters().stream().noneMatch(p -> p.otherwise().isEmpty());
    }

    Family<T> family() {
        return family;
    }

    Reader<T> reader() {
        return reader;
    }

    /** Closed bars of its series until it is a number at its defaults, in a market where every bar moves and has volume. */
    public int warmUp() {
        return warmUp(Parameters.defaults(parameters()), Surroundings.NONE);
    }

    /** Closed bars of its series until it is a number, in a market where every bar moves and has volume. */
    int warmUp(Parameters parameters, Surroundings surroundings) {
        return warmUp.applyAsInt(family.create().with(parameters, surroundings));
    }

    static <T extends Indicator> Builder<T> kind(String name, Group group, Family<T> family) {
        return new Builder<>(name, group, family);
    }

    /** Names the parts of a kind; without a range it has none, without a unit it is a ratio, without a memory that of a window. */
    static final class Builder<T extends Indicator> {
        private final String name;
        private final Group group;
        private final Family<T> family;
        private int revision = 1;
        private Unit unit = Unit.RATIO;
        private double min = Double.NEGATIVE_INFINITY;
        private double max = Double.POSITIVE_INFINITY;
        private String formula = "";
        private String source = "";
        private ToIntFunction<T> warmUp = Indicator::warmUp;
        private Memory memory = Memory.WINDOW;

        private Builder(String name, Group group, Family<T> family) {
            this.name = name;
            this.group = group;
            this.family = family;
        }

        Builder<T> unit(Unit of) {
            unit = of;
            return this;
        }

        Builder<T> range(double from, double to) {
            min = from;
            max = to;
            return this;
        }

        Builder<T> formula(String text, String from) {
            formula = text;
            source = from;
            return this;
        }

        /** For an output that is there before the last one of its family. */
        Builder<T> warmUp(ToIntFunction<T> bars) {
            warmUp = bars;
            return this;
        }

        Builder<T> memory(Memory declared) {
            memory = declared;
            return this;
        }

        FeatureKind<T> read(Reader<T> reader) {
            return new FeatureKind<>(this, reader);
        }

        FeatureKind<T> read(Value<T> closed, Preview<T> forming) {
            return read((state, now) -> now.isForming() ? forming.read(state, now.bar()) : closed.read(state));
        }
    }
}
