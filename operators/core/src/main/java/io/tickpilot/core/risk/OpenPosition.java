package io.tickpilot.core.risk;

import io.tickpilot.core.market.Side;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A position known by its account and the ticket it was opened with.
 *
 * @param lots still open
 * @param price it was opened at, 0 when unknown
 * @param stop in force as far as known, 0 when it has none or nobody told
 * @param signalId empty for one of another origin
 * @param realised by partial closes, in account currency
 * @param risk in account currency at its opening, NaN when unknown
 */
public record OpenPosition(
        String account,
        long originTicket,
        Side side,
        double lots,
        double price,
        double stop,
        String signalId,
        double realised,
        double risk) {

    /** One of which no more is known. */
    public OpenPosition(String account, long originTicket, Side side, double lots) {
        this(account, originTicket, side, lots, 0, 0, "", 0, Double.NaN);
    }

    OpenPosition withLots(double others, double moreRealised) {
        return new OpenPosition(
                account, originTicket, side, others, price, stop, signalId, realised + moreRealised, risk);
    }

    OpenPosition withStop(double other) {
        return new OpenPosition(account, originTicket, side, lots, price, other, signalId, realised, risk);
    }

    /**
     * What it loses of quote currency for one unit of base at its stop; all of its price without one, for nothing else bounds it. 0 for a stop
     * in profit.
     *
     * @param priceNow where the price it was opened at is not known
     */
    public double stopDistance(double priceNow) {
        double from = price > 0 ? price : priceNow;
        return stop > 0 ? Math.max(0, side.sign() * (from - stop)) : from;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(account);
        out.writeLong(originTicket);
        out.writeBoolean(side == Side.BUY);
        out.writeDouble(lots);
        out.writeDouble(price);
        out.writeDouble(stop);
        out.writeUTF(signalId);
        out.writeDouble(realised);
        out.writeDouble(risk);
    }

    /** @param whole whether more than size and side was written */
    static OpenPosition readFrom(DataInput in, boolean whole) throws IOException {
        String account = in.readUTF();
        long origin = in.readLong();
        Side side = in.readBoolean() ? Side.BUY : Side.SELL;
        double lots = in.readDouble();
        return whole
                ? new OpenPosition(
                        account,
                        origin,
                        side,
                        lots,
                        in.readDouble(),
                        in.readDouble(),
                        in.readUTF(),
                        in.readDouble(),
                        in.readDouble())
                : new OpenPosition(account, origin, side, lots);
    }
}
