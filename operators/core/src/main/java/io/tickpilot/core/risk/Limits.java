package io.tickpilot.core.risk;

import io.tickpilot.core.event.Arguments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What an account allows in one symbol, as the supervision tells; positive infinity where nothing is said.
 *
 * @param riskBudget account currency that open and new trades may lose together at their stops
 * @param maxLots open and new together
 * @param maxExposure their value in account currency
 * @param riskScale multiplier of the size, 0 to 1
 * @param headroom account currency left to the tightest loss floor: the most a new trade may lose
 * @param untilMicros log time after which they are stale; {@link Long#MAX_VALUE} for never
 */
public record Limits(
        double riskBudget, double maxLots, double maxExposure, double riskScale, double headroom, long untilMicros) {

    private static final double NONE = Double.POSITIVE_INFINITY;

    static final Limits UNLIMITED = new Limits(NONE, NONE, NONE, 1, NONE, Long.MAX_VALUE);

    /** @throws IllegalArgumentException when the arguments are not those of limits */
    public static Limits from(Arguments arguments) {
        return new Limits(
                arguments.number("risk-budget", 0, Double.MAX_VALUE, NONE),
                arguments.number("max-lots", 0, Double.MAX_VALUE, NONE),
                arguments.number("max-exposure", 0, Double.MAX_VALUE, NONE),
                arguments.number("risk-scale", 0, 1, 1),
                Math.max(0, arguments.number("headroom", -Double.MAX_VALUE, Double.MAX_VALUE, NONE)),
                arguments.micros("until", Long.MAX_VALUE));
    }

    boolean isStale(long nowMicros) {
        return nowMicros > untilMicros;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeDouble(riskBudget);
        out.writeDouble(maxLots);
        out.writeDouble(maxExposure);
        out.writeDouble(riskScale);
        out.writeDouble(headroom);
        out.writeLong(untilMicros);
    }

    static Limits readFrom(DataInput in) throws IOException {
        return new Limits(
                in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readLong());
    }
}
