package io.tickpilot.core.calendar;

import java.util.Arrays;

/** When some events of a calendar are. Asking costs O(log n) and no allocation. Immutable. */
public final class EventTimes {
    private final long[] micros;

    /** @param ascending each once */
    EventTimes(long[] ascending) {
        this.micros = ascending;
    }

    /** Microseconds until the next event, 0 at its time; NaN when none follows. */
    public double microsToNext(long now) {
        int next = firstAtOrAfter(now);
        return next == micros.length ? Double.NaN : (double) (micros[next] - now);
    }

    /** Microseconds since the last event, 0 at its time; NaN when none was. */
    public double microsSinceLast(long now) {
        int next = firstAtOrAfter(now);
        if (next < micros.length && micros[next] == now) {
            return 0;
        }
        return next == 0 ? Double.NaN : (double) (now - micros[next - 1]);
    }

    /** Microseconds to the nearest event, below 0 when it has passed; NaN when there is none. */
    public double microsToNearest(long now) {
        return nearer(microsToNext(now), -microsSinceLast(now));
    }

    /** The span nearer to 0, the later one of two as near; NaN is none. */
    public static double nearer(double one, double other) {
        if (Double.isNaN(one) || Double.isNaN(other)) {
            return Double.isNaN(one) ? other : one;
        }
        double difference = Math.abs(one) - Math.abs(other);
        return difference == 0 ? Math.max(one, other) : difference < 0 ? one : other;
    }

    private int firstAtOrAfter(long now) {
        int found = Arrays.binarySearch(micros, now);
        return found >= 0 ? found : -found - 1;
    }
}
