package io.tickpilot.core.portfolio;

import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Positions and closed trades of one account. A report told twice counts once: an opening or a close is known by ticket and
 * status, so that a terminal that counts anew changes nothing, any other by source, its sequence and time. Order does not matter: what is left of a position only
 * shrinks, a close that comes before its opening waits for it while its signal stays pending, and a trade is over when the parts add up. A position report is the
 * truth about its symbol at its time.
 */
final class TradeLedger {
    private static final int CLOSED = 2_000;
    private static final int REPORTS = 8_192;
    private static final long GRACE_MICROS = 30_000_000;
    private static final long UNFINISHED_MICROS = 3_600_000_000L;

    private final TreeMap<Long, Holding> holdings = new TreeMap<>();
    private final TreeMap<String, PendingOrder> pending = new TreeMap<>();
    private final ArrayDeque<ClosedTrade> closed = new ArrayDeque<>();
    private int closedCount;
    private final RecentKeys seen = new RecentKeys(REPORTS);
    private final RecentKeys answered = new RecentKeys(REPORTS);

    /** @return whether it was new */
    boolean apply(TradeReport report) {
        Status status = report.status();
        boolean once = status == Status.OPENED || status == Status.PARTIALLY_CLOSED || status == Status.CLOSED;
        boolean fresh = once
                ? seen.add("ticket", status.name(), report.ticket())
                : seen.add(status + "@" + report.eventTimeMicros(), report.source(), report.sourceSequence());
        if (!fresh) {
            return false;
        }
        if (status == Status.REJECTED) {
            answer(report.signalId());
            return true;
        }
        long origin = report.originTicket() == 0 ? report.ticket() : report.originTicket();
        if (status == Status.MODIFIED && !holdings.containsKey(origin)) {
            return true;
        }
        Holding holding = holdings.computeIfAbsent(origin, ticket -> new Holding(ticket, report.symbol()));
        holding.apply(report);
        if (holding.isKnown()) {
            plan(holding, answer(report.signalId()));
        }
        if (holding.isComplete()) {
            finish(holding, holding.realised, holding.lastMicros);
        }
        return true;
    }

    private static void plan(Holding holding, @Nullable PendingOrder order) {
        if (order != null) {
            holding.plan(order);
        }
    }

    private @Nullable PendingOrder answer(String signalId) {
        if (signalId.isEmpty()) {
            return null;
        }
        answered.add("signal", signalId, 0);
        return pending.remove(signalId);
    }

    /** A signal left the gate. Its report may have been faster. */
    void ordered(PendingOrder order) {
        for (Holding holding : holdings.values()) {
            if (holding.signalId.equals(order.signalId())) {
                holding.plan(order);
            }
        }
        if (!answered.contains("signal", order.signalId(), 0)) {
            pending.put(order.signalId(), order);
        }
    }

    /** @return whether it changed anything */
    boolean apply(PositionReport report) {
        String what = report.symbol() + "@" + report.eventTimeMicros();
        if (!seen.add(what, report.source(), report.sourceSequence())) {
            return false;
        }
        Set<Long> held = new HashSet<>();
        for (HeldPosition position : report.positions()) {
            long origin = position.originTicket() == 0 ? position.ticket() : position.originTicket();
            held.add(origin);
            adopt(origin, position, report);
        }
        for (Holding holding : List.copyOf(holdings.values())) {
            boolean gone = holding.symbol.equals(report.symbol()) && !held.contains(holding.originTicket);
            if (gone && holding.isKnown() && holding.lastMicros <= report.eventTimeMicros()) {
                boolean told = holding.closedLots > 0 && !holding.isOpen();
                finish(holding, told ? holding.realised : Double.NaN, report.eventTimeMicros());
            }
        }
        return true;
    }

    private void adopt(long origin, HeldPosition position, PositionReport report) {
        for (ClosedTrade trade : closed) {
            if (trade.originTicket() == origin && trade.closedMicros() >= report.eventTimeMicros()) {
                return;
            }
        }
        seen.add("ticket", Status.OPENED.name(), origin);
        Holding holding = holdings.computeIfAbsent(origin, ticket -> new Holding(ticket, report.symbol()));
        if (holding.lastMicros <= report.eventTimeMicros()) {
            holding.apply(position, report.eventTimeMicros());
            plan(holding, answer(position.signalId()));
        }
    }

    private void finish(Holding holding, double profit, long micros) {
        holdings.remove(holding.originTicket);
        closed.addLast(holding.closed(profit, micros));
        closedCount++;
        if (closed.size() > CLOSED) {
            closed.removeFirst();
        }
    }

    /**
     * Ends what will not be told any more: a signal that its terminal did not answer although it has spoken 30 s past the
     * signal's life, and an hour after its last report a trade some of whose parts were never told.
     *
     * @param terminalMicros newest event time heard of the terminal
     */
    void settle(long terminalMicros, long nowMicros) {
        pending.values()
                .removeIf(order -> terminalMicros > order.validUntilMicros() + GRACE_MICROS && !isAnnounced(order));
        for (Holding holding : List.copyOf(holdings.values())) {
            if (!holding.isOpen() && nowMicros - holding.lastMicros > UNFINISHED_MICROS) {
                finish(holding, holding.realised, holding.lastMicros);
            }
        }
    }

    /** Whether something was told of its position, but not its opening. */
    private boolean isAnnounced(PendingOrder order) {
        for (Holding holding : holdings.values()) {
            if (!holding.isKnown() && holding.signalId.equals(order.signalId())) {
                return true;
            }
        }
        return false;
    }

    /** Open ones, by the ticket they were opened with. */
    List<Position> positions() {
        List<Position> positions = new ArrayList<>();
        for (Holding holding : holdings.values()) {
            if (holding.isOpen()) {
                positions.add(holding.position(holding.lots));
            }
        }
        return positions;
    }

    /** The same with what was closed and not told yet: all whose result is in no balance. */
    List<Position> unsettled() {
        List<Position> positions = new ArrayList<>();
        for (Holding holding : holdings.values()) {
            double size = Math.max(holding.isOpen() ? holding.lots : 0, holding.unsettledLots());
            if (size > 0) {
                positions.add(holding.position(size));
            }
        }
        return positions;
    }

    /** Positions opened at times of which it holds, over or not. */
    int opened(LongPredicate when) {
        int count = 0;
        for (Holding holding : holdings.values()) {
            count += holding.isKnown() && when.test(holding.openedMicros) ? 1 : 0;
        }
        for (ClosedTrade trade : closed) {
            count += when.test(trade.openedMicros()) ? 1 : 0;
        }
        return count;
    }

    List<PendingOrder> pending() {
        return List.copyOf(pending.values());
    }

    /** The last 2,000, oldest first. */
    List<ClosedTrade> closed() {
        return List.copyOf(closed);
    }

    int closedCount() {
        return closedCount;
    }

    @Nullable
    ClosedTrade lastClosed() {
        return closed.peekLast();
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(closedCount);
        out.writeInt(holdings.size());
        for (Holding holding : holdings.values()) {
            holding.writeTo(out);
        }
        out.writeInt(pending.size());
        for (PendingOrder order : pending.values()) {
            order.writeTo(out);
        }
        out.writeInt(closed.size());
        for (ClosedTrade trade : closed) {
            trade.writeTo(out);
        }
        seen.writeTo(out);
        answered.writeTo(out);
    }

    void readFrom(DataInput in) throws IOException {
        closedCount = in.readInt();
        for (int i = in.readInt(); i > 0; i--) {
            Holding holding = Holding.readFrom(in);
            holdings.put(holding.originTicket, holding);
        }
        for (int i = in.readInt(); i > 0; i--) {
            PendingOrder order = PendingOrder.readFrom(in);
            pending.put(order.signalId(), order);
        }
        for (int i = in.readInt(); i > 0; i--) {
            closed.addLast(ClosedTrade.readFrom(in));
        }
        seen.readFrom(in);
        answered.readFrom(in);
    }
}
