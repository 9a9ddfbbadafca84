package io.tickpilot.core.portfolio;

import io.tickpilot.core.event.Command.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A change of open positions that terminals were told to make.
 *
 * @param id names it in the reports that answer: their reason is {@code command:ID}
 * @param kind tighten, reduce or close
 * @param amount ATR of a tightened stop, share of a reduction; 0 of a close
 * @param attempt from 1; each has an id of its own
 * @param positions open when it was sent
 * @param reports that answered so far, {@code lots} they closed
 */
public record Adjustment(
        String id,
        Kind kind,
        double amount,
        String why,
        long sentMicros,
        int attempt,
        int positions,
        int reports,
        double lots,
        State state) {

    /** How far it is. */
    public enum State {
        SENT,
        DONE,
        /** Not answered by what it was to change, as often as it was sent. */
        FAILED
    }

    Adjustment answered(double closedLots) {
        return new Adjustment(
                id, kind, amount, why, sentMicros, attempt, positions, reports + 1, lots + closedLots, state);
    }

    Adjustment ended(State last) {
        return new Adjustment(id, kind, amount, why, sentMicros, attempt, positions, reports, lots, last);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(id);
        out.writeUTF(kind.name());
        out.writeDouble(amount);
        out.writeUTF(why);
        out.writeLong(sentMicros);
        out.writeInt(attempt);
        out.writeInt(positions);
        out.writeInt(reports);
        out.writeDouble(lots);
        out.writeUTF(state.name());
    }

    static Adjustment readFrom(DataInput in) throws IOException {
        return new Adjustment(
                in.readUTF(),
                Kind.valueOf(in.readUTF()),
                in.readDouble(),
                in.readUTF(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                State.valueOf(in.readUTF()));
    }
}
