package io.tickpilot.core.indicator;

/** The one rule for what does not fit into a number. */
final class Finite {
    private Finite() {}

    /** The value, NaN if it is infinite. */
    static double orNaN(double value) {
        return Math.abs(value) <= Double.MAX_VALUE ? value : Double.NaN;
    }
}
