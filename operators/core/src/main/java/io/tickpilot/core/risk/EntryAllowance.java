package io.tickpilot.core.risk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one symbol may still order for one account, kept where orders leave. An allowance counts every order sent after the moment up
 * to which its issuer knew the symbol's decisions, also those sent before the allowance arrived, and gives nothing back when a
 * trade ends: what came of it is for the next allowance to say. So orders, allowances and reports may cross on their ways.
 */
public final class EntryAllowance {
    private static final int REMEMBERED = 64;

    private final long[] sentMicros = new long[REMEMBERED];
    private final double[] risks = new double[REMEMBERED];
    private final double[] lots = new double[REMEMBERED];
    private int count;
    /** Newest order that may be missing here. */
    private long forgottenMicros = Long.MIN_VALUE;

    private @Nullable Allowance current;

    /** Nothing is known of what was sent until then. */
    static EntryAllowance unknownUntil(long micros) {
        EntryAllowance result = new EntryAllowance();
        result.forgottenMicros = micros;
        return result;
    }

    /** From now on, in place of the former one. */
    public void set(Allowance allowance) {
        current = allowance;
    }

    /** Whether another order may leave, by their number alone. */
    public boolean hasOrders() {
        Allowance allowed = current;
        return allowed == null || (forgottenMicros <= allowed.seenMicros() && usedOrders(allowed) < allowed.orders());
    }

    /** Risk that further orders may have; infinite where nothing limits it, never below 0. */
    public double leftRisk() {
        Allowance allowed = current;
        return allowed == null ? Double.POSITIVE_INFINITY : Math.max(0, allowed.risk() - used(risks, allowed));
    }

    /** Lots that further orders may have; infinite where nothing limits them, never below 0. */
    public double leftLots() {
        Allowance allowed = current;
        return allowed == null ? Double.POSITIVE_INFINITY : Math.max(0, allowed.lots() - used(lots, allowed));
    }

    private double used(double[] amounts, Allowance allowed) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += sentMicros[i] > allowed.seenMicros() ? amounts[i] : 0;
        }
        return sum;
    }

    private int usedOrders(Allowance allowed) {
        int used = 0;
        for (int i = 0; i < count; i++) {
            used += sentMicros[i] > allowed.seenMicros() ? 1 : 0;
        }
        return used;
    }

    /** An order left. */
    public void sent(long nowMicros, double risk, double orderLots) {
        if (count == REMEMBERED) {
            forgottenMicros = sentMicros[0];
            count--;
            System.arraycopy(sentMicros, 1, sentMicros, 0, count);
            System.arraycopy(risks, 1, risks, 0, count);
            System.arraycopy(lots, 1, lots, 0, count);
        }
        sentMicros[count] = nowMicros;
        risks[count] = risk;
        lots[count] = orderLots;
        count++;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            out.writeLong(sentMicros[i]);
            out.writeDouble(risks[i]);
            out.writeDouble(lots[i]);
        }
        out.writeLong(forgottenMicros);
        out.writeBoolean(current != null);
        if (current != null) {
            current.writeTo(out);
        }
    }

    public static EntryAllowance readFrom(DataInput in) throws IOException {
        EntryAllowance result = new EntryAllowance();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            result.sent(in.readLong(), in.readDouble(), in.readDouble());
        }
        result.forgottenMicros = in.readLong();
        result.current = in.readBoolean() ? Allowance.readFrom(in) : null;
        return result;
    }
}
