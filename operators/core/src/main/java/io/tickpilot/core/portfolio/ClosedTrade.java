package io.tickpilot.core.portfolio;

import io.tickpilot.core.market.Side;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A position that is over.
 *
 * @param lots opened
 * @param profit of all its parts in account currency, costs included; NaN when it vanished and nobody told its result
 */
public record ClosedTrade(
        String symbol,
        String strategy,
        Side side,
        long originTicket,
        double lots,
        double profit,
        long openedMicros,
        long closedMicros) {

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(symbol);
        out.writeUTF(strategy);
        out.writeBoolean(side == Side.BUY);
        out.writeLong(originTicket);
        out.writeDouble(lots);
        out.writeDouble(profit);
        out.writeLong(openedMicros);
        out.writeLong(closedMicros);
    }

    static ClosedTrade readFrom(DataInput in) throws IOException {
        return new ClosedTrade(
                in.readUTF(),
                in.readUTF(),
                in.readBoolean() ? Side.BUY : Side.SELL,
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readLong());
    }
}
