package io.tickpilot.core.indicator;

/** The natural logarithm of a price's change. */
final class LogReturn {
    private LogReturn() {}

    /** NaN unless both prices are positive and their ratio is a number. */
    static double of(double from, double to) {
        return from > 0 && to > 0 ? Finite.orNaN(StrictMath.log(to / from)) : Double.NaN;
    }
}
