package io.tickpilot.core.bar;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What ends the bars of a series: time or an amount of activity. Its canonical text, which {@link #toString} gives and {@link
 * #parse} reads, is {@code m1} for time bars of a {@link Timeframe}, else unit and threshold: {@code ticks-500}, {@code
 * volume-1000}, {@code dollar-1000000}, {@code trade-volume-0.5}, {@code trade-dollar-1000000}.
 */
public final class BarSpec implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int MAX_TICKS = 1_000_000_000;
    private static final double MIN_AMOUNT = 1e-9;
    private static final double MAX_AMOUNT = 1e15;

    /** Every number of so many decimal digits has a double of its own, so text and number say the same. */
    private static final MathContext DIGITS = new MathContext(15);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,16}(\\.\\d{1,24})?");

    private static final String ALLOWED =
            Arrays.stream(Timeframe.values()).map(BarSpec::name).collect(Collectors.joining(", "))
                    + ", ticks-N, volume-X, dollar-X, trade-volume-X or trade-dollar-X";

    /** What is counted. Sizes count as their source gives them, in lots or units; one that is not a positive number counts 0. */
    public enum Unit {
        /** Intervals of a {@link Timeframe}. */
        TIME,
        /** Quotes. */
        TICKS,
        /** Bid size and ask size of quotes. A source without sizes never ends a bar. */
        VOLUME,
        /** Bid x bid size + ask x ask size of quotes, in quote currency. */
        DOLLAR,
        /** Sizes of trade prints. */
        TRADE_VOLUME,
        /** Price x size of trade prints, in quote currency. */
        TRADE_DOLLAR
    }

    private final Unit unit;
    private final @Nullable Timeframe timeframe;
    private final double threshold;
    private final String text;

    private BarSpec(Unit unit, @Nullable Timeframe timeframe, double threshold, String text) {
        this.unit = unit;
        this.timeframe = timeframe;
        this.threshold = threshold;
        this.text = text;
    }

    public static BarSpec time(Timeframe timeframe) {
        return new BarSpec(Unit.TIME, timeframe, 0, name(timeframe));
    }

    /**
     * Bars that end once this much has been counted.
     *
     * @param unit not {@link Unit#TIME}
     * @param threshold whole, 1 to 1e9, of ticks; 1e-9 to 1e15 of the others; at most 15 significant digits
     * @throws IllegalArgumentException for another one
     */
    public static BarSpec activity(Unit unit, double threshold) {
        if (unit == Unit.TIME) {
            throw new IllegalArgumentException("unit of activity bars must not be time: " + threshold);
        }
        if (!Double.isFinite(threshold)) {
            throw refused(unit, name(unit) + "-" + threshold);
        }
        BigDecimal rounded = new BigDecimal(threshold).round(DIGITS);
        if (rounded.doubleValue() != threshold) {
            throw refused(unit, name(unit) + "-" + threshold);
        }
        return activity(unit, rounded, name(unit) + "-" + threshold);
    }

    /**
     * Reads the canonical text; upper case, surrounding blanks and superfluous zeros pass.
     *
     * @throws IllegalArgumentException names the rule and the text that breaks it
     */
    public static BarSpec parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        for (Timeframe timeframe : Timeframe.values()) {
            if (name(timeframe).equals(wanted)) {
                return time(timeframe);
            }
        }
        for (Unit unit : Unit.values()) {
            String prefix = name(unit) + "-";
            if (unit != Unit.TIME && wanted.startsWith(prefix)) {
                String number = wanted.substring(prefix.length());
                if (!NUMBER.matcher(number).matches()) {
                    throw refused(unit, text);
                }
                return activity(unit, new BigDecimal(number), text);
            }
        }
        throw new IllegalArgumentException("bars must be one of " + ALLOWED + ": " + text);
    }

    private static BarSpec activity(Unit unit, BigDecimal threshold, String text) {
        BigDecimal stripped = threshold.stripTrailingZeros();
        double value = stripped.doubleValue();
        boolean allowed = unit == Unit.TICKS
                ? stripped.scale() <= 0 && value >= 1 && value <= MAX_TICKS
                : stripped.precision() <= DIGITS.getPrecision() && value >= MIN_AMOUNT && value <= MAX_AMOUNT;
        if (!allowed) {
            throw refused(unit, text);
        }
        return new BarSpec(unit, null, value, name(unit) + "-" + stripped.toPlainString());
    }

    private static IllegalArgumentException refused(Unit unit, String text) {
        String rule = unit == Unit.TICKS
                ? "whole, from 1 to 1000000000"
                : "a plain number from 0.000000001 to 1000000000000000 of at most 15 digits";
        return new IllegalArgumentException("threshold of " + name(unit) + " bars must be " + rule + ": " + text);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Unit unit() {
        return unit;
    }

    public boolean isTime() {
        return timeframe != null;
    }

    /** Width of time bars. */
    public Timeframe timeframe() {
        if (timeframe == null) {
            throw new IllegalStateException("bars have no timeframe: " + text);
        }
        return timeframe;
    }

    /** Amount that ends an activity bar, 0 for time bars. */
    public double threshold() {
        return threshold;
    }

    /** Whether trade prints are counted, so that a source without them never ends a bar. */
    public boolean countsTrades() {
        return unit == Unit.TRADE_VOLUME || unit == Unit.TRADE_DOLLAR;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BarSpec spec && spec.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
