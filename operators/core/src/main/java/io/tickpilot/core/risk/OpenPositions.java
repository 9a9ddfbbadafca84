package io.tickpilot.core.risk;

import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a strategy holds in one symbol, as trade reports tell. A position is known by its account and the ticket it was
 * opened with, and ends when it is closed.
 */
public final class OpenPositions {
    private final List<OpenPosition> positions = new ArrayList<>();
    private int count;

    /** @param lots still open */
    public record OpenPosition(String account, long originTicket, Side side, double lots) {}

    /** Positions of the account that holds most: terminals that trade the same signal count once. */
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return positions.isEmpty();
    }

    public List<OpenPosition> positions() {
        return Collections.unmodifiableList(positions);
    }

    /** Takes a report in; the same one again changes nothing. */
    public void apply(TradeReport report) {
        switch (report.status()) {
            case OPENED -> put(report, report.remainingLots() > 0 ? report.remainingLots() : report.lots());
            case PARTIALLY_CLOSED -> put(report, report.remainingLots());
            case CLOSED -> put(report, 0);
            case MODIFIED, REJECTED -> {}
        }
        count = most();
    }

    private void put(TradeReport report, double lots) {
        long origin = report.originTicket() == 0 ? report.ticket() : report.originTicket();
        positions.removeIf(p -> p.originTicket() == origin && p.account().equals(report.account()));
        if (lots > 0) {
            positions.add(new OpenPosition(report.account(), origin, report.side(), lots));
        }
    }

    private int most() {
        int most = 0;
        for (OpenPosition one : positions) {
            int held = 0;
            for (OpenPosition other : positions) {
                held += other.account().equals(one.account()) ? 1 : 0;
            }
            most = Math.max(most, held);
        }
        return most;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(positions.size());
        for (OpenPosition position : positions) {
            out.writeUTF(position.account());
            out.writeLong(position.originTicket());
            out.writeBoolean(position.side() == Side.BUY);
            out.writeDouble(position.lots());
        }
    }

    public static OpenPositions readFrom(DataInput in) throws IOException {
        OpenPositions result = new OpenPositions();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            result.positions.add(new OpenPosition(
                    in.readUTF(), in.readLong(), in.readBoolean() ? Side.BUY : Side.SELL, in.readDouble()));
        }
        result.count = result.most();
        return result;
    }
}
