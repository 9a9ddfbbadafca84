package io.tickpilot.core.portfolio;

import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.Plan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A signal that left the gate and that the terminal has not answered.
 *
 * @param sentMicros log time of its decision; {@code validUntilMicros} after which no terminal may trade it
 */
public record PendingOrder(
        String signalId,
        String symbol,
        String strategy,
        Side side,
        double lots,
        double entry,
        double stop,
        double target,
        long sentMicros,
        long validUntilMicros) {

    /** @return null when the decision sent nothing */
    public static @Nullable PendingOrder of(Decision decision, long lifeMicros) {
        Plan plan = decision.plan();
        if (decision.outcome() != Outcome.SENT || plan == null) {
            return null;
        }
        return new PendingOrder(
                decision.signalId(),
                decision.symbol(),
                decision.strategy(),
                decision.direction() == Direction.BUY ? Side.BUY : Side.SELL,
                plan.lots(),
                plan.entry(),
                plan.stop(),
                plan.target2(),
                decision.logTimeMicros(),
                decision.logTimeMicros() + lifeMicros);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(signalId);
        out.writeUTF(symbol);
        out.writeUTF(strategy);
        out.writeBoolean(side == Side.BUY);
        out.writeDouble(lots);
        out.writeDouble(entry);
        out.writeDouble(stop);
        out.writeDouble(target);
        out.writeLong(sentMicros);
        out.writeLong(validUntilMicros);
    }

    static PendingOrder readFrom(DataInput in) throws IOException {
        return new PendingOrder(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readBoolean() ? Side.BUY : Side.SELL,
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readLong());
    }
}
