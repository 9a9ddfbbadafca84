package io.tickpilot.core.risk;

import io.tickpilot.core.event.Arguments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * What a symbol may newly order for an account, see {@link EntryAllowance}.
 *
 * @param seenMicros log time of the symbol up to which its orders are accounted for elsewhere
 * @param untilMicros log time from which on nothing is allowed
 * @param risk sum of the orders' greatest losses, in account currency
 * @param lots sum of their sizes
 * @param orders how many
 */
public record Allowance(long seenMicros, long untilMicros, double risk, double lots, int orders) {

    /** Adds its pairs to the argument of a command {@code SET_LIMITS}; infinite amounts are left out. */
    public void addTo(Map<String, String> argument) {
        argument.put("seen", Long.toString(Math.max(0, seenMicros)));
        argument.put("until", Long.toString(untilMicros));
        if (risk < Double.POSITIVE_INFINITY) {
            argument.put("new-risk", Double.toString(risk));
        }
        if (lots < Double.POSITIVE_INFINITY) {
            argument.put("new-lots", Double.toString(lots));
        }
        if (orders < Integer.MAX_VALUE) {
            argument.put("new-orders", Integer.toString(orders));
        }
    }

    /**
     * The allowance in the argument of a command {@code SET_LIMITS}.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public static Allowance of(Arguments argument) {
        return new Allowance(
                argument.micros("seen", Long.MAX_VALUE),
                argument.micros("until", 0) == 0 ? Long.MAX_VALUE : argument.micros("until"),
                argument.number("new-risk", 0, Double.MAX_VALUE, Double.POSITIVE_INFINITY),
                argument.number("new-lots", 0, Double.MAX_VALUE, Double.POSITIVE_INFINITY),
                (int) argument.number("new-orders", 0, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(seenMicros);
        out.writeLong(untilMicros);
        out.writeDouble(risk);
        out.writeDouble(lots);
        out.writeInt(orders);
    }

    public static Allowance readFrom(DataInput in) throws IOException {
        return new Allowance(in.readLong(), in.readLong(), in.readDouble(), in.readDouble(), in.readInt());
    }
}
