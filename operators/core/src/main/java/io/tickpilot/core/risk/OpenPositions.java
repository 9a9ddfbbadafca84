package io.tickpilot.core.risk;

import io.tickpilot.core.event.TradeReport;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy holds in one symbol, as trade and position reports tell. A position is known by its account and the ticket it was
 * opened with, and ends when it is closed.
 */
public final class OpenPositions {
    private final List<OpenPosition> positions = new ArrayList<>();
    private int count;

    /** Positions of the account that holds most: terminals that trade the same signal count once. */
    public int count() {
        return count;
    }

    /** Lots, bought and sold alike, of the account that holds most. */
    public double lots() {
        double most = 0;
        for (int i = 0; i < positions.size(); i++) {
            double held = 0;
            for (int j = 0; j < positions.size(); j++) {
                if (positions.get(j).account().equals(positions.get(i).account())) {
                    held += positions.get(j).lots();
                }
            }
            most = Math.max(most, held);
        }
        return most;
    }

    public boolean isEmpty() {
        return positions.isEmpty();
    }

    public List<OpenPosition> positions() {
        return Collections.unmodifiableList(positions);
    }

    public @Nullable OpenPosition find(String account, long originTicket) {
        int index = indexOf(account, originTicket);
        return index < 0 ? null : positions.get(index);
    }

    /** The ticket a report's position was opened with. */
    public static long origin(TradeReport report) {
        return report.originTicket() == 0 ? report.ticket() : report.originTicket();
    }

    /**
     * Takes a report in; the same one again changes nothing but what partial closes realised.
     *
     * @param stop and {@code risk} of a position that it opens, 0 and NaN when unknown
     * @return the position as it was before a report that closed it, null for any other
     */
    public @Nullable OpenPosition apply(TradeReport report, double stop, double risk) {
        OpenPosition before = find(report.account(), origin(report));
        switch (report.status()) {
            case OPENED -> {
                double lots = report.remainingLots() > 0 ? report.remainingLots() : report.lots();
                put(new OpenPosition(
                        report.account(),
                        origin(report),
                        report.side(),
                        lots,
                        report.price(),
                        stop,
                        report.signalId(),
                        before == null ? 0 : before.realised(),
                        risk));
            }
            case PARTIALLY_CLOSED -> {
                OpenPosition held = before == null
                        ? new OpenPosition(
                                report.account(),
                                origin(report),
                                report.side(),
                                0,
                                0,
                                0,
                                report.signalId(),
                                0,
                                Double.NaN)
                        : before;
                put(held.withLots(report.remainingLots(), report.profit()));
            }
            case CLOSED -> {
                remove(report.account(), origin(report));
                return before == null
                        ? new OpenPosition(report.account(), origin(report), report.side(), report.lots())
                        : before;
            }
            case MODIFIED -> {
                if (before != null && report.price() > 0) {
                    put(before.withStop(report.price()));
                }
            }
            case REJECTED -> {}
        }
        return null;
    }

    /** Puts a position in the place of the one of its account and origin; one without lots is removed. */
    public void put(OpenPosition position) {
        remove(position.account(), position.originTicket());
        if (position.lots() > 0) {
            positions.add(position);
            count = most();
        }
    }

    public void remove(String account, long originTicket) {
        int index = indexOf(account, originTicket);
        if (index >= 0) {
            positions.remove(index);
            count = most();
        }
    }

    private int indexOf(String account, long originTicket) {
        for (int i = 0; i < positions.size(); i++) {
            OpenPosition position = positions.get(i);
            if (position.originTicket() == originTicket && position.account().equals(account)) {
                return i;
            }
        }
        return -1;
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
            position.writeTo(out);
        }
    }

    /** @param whole false for positions of which size and side alone were written */
    public static OpenPositions readFrom(DataInput in, boolean whole) throws IOException {
        OpenPositions result = new OpenPositions();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            result.positions.add(OpenPosition.readFrom(in, whole));
        }
        result.count = result.most();
        return result;
    }
}
