package io.tickpilot.core.portfolio;

import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A position with what is known of it so far; reports of it may come in any order. */
final class Holding {
    /** Lots are the same within this. */
    private static final double SLACK = 1e-9;

    final long originTicket;
    final String symbol;
    String strategy = "";
    String signalId = "";
    Side side = Side.BUY;
    long ticket;
    /** NaN before the opening is known. */
    double openedLots = Double.NaN;
    /** Sum over reported parts. */
    double closedLots;
    /** Least that any report left open. */
    double lots = Double.POSITIVE_INFINITY;

    double openPrice = Double.NaN;
    double stop;
    /** When it was told. */
    long stopMicros = Long.MIN_VALUE;

    double target;
    double realised;
    long openedMicros;
    long lastMicros = Long.MIN_VALUE;

    Holding(long originTicket, String symbol) {
        this.originTicket = originTicket;
        this.symbol = symbol;
    }

    /** Takes a report that was not seen before. */
    void apply(TradeReport report) {
        side = report.side();
        strategy = report.strategy();
        signalId = report.signalId();
        switch (report.status()) {
            case OPENED -> {
                openedLots = report.lots();
                openPrice = report.price();
                openedMicros = report.eventTimeMicros();
                leave(report.remainingLots() > 0 ? report.remainingLots() : report.lots(), report);
            }
            case PARTIALLY_CLOSED -> {
                closedLots += report.lots();
                leave(report.remainingLots(), report);
            }
            case CLOSED -> {
                closedLots += report.lots();
                leave(0, report);
            }
            case MODIFIED -> {
                if (report.price() > 0 && report.eventTimeMicros() >= stopMicros) {
                    stop = report.price();
                    stopMicros = report.eventTimeMicros();
                }
            }
            case REJECTED -> {
                // It never was one.
            }
        }
        realised += report.profit();
    }

    private void leave(double remaining, TradeReport report) {
        lots = Math.min(lots, remaining);
        if (report.eventTimeMicros() >= lastMicros) {
            ticket = report.ticket();
            lastMicros = report.eventTimeMicros();
        }
    }

    /** What the terminal says it is now. */
    void apply(HeldPosition held, long micros) {
        ticket = held.ticket();
        side = held.side();
        strategy = held.strategy().isEmpty() ? strategy : held.strategy();
        signalId = held.signalId().isEmpty() ? signalId : held.signalId();
        openPrice = held.openPrice();
        stop = held.stop();
        stopMicros = micros;
        target = held.target();
        openedMicros = held.openTimeMicros();
        lots = held.lots();
        openedLots = lots + closedLots;
        lastMicros = micros;
    }

    /** The plan's prices, where the terminal has told none. */
    void plan(PendingOrder order) {
        stop = stop == 0 ? order.stop() : stop;
        target = target == 0 ? order.target() : target;
    }

    boolean isKnown() {
        return !Double.isNaN(openedLots);
    }

    /** What has not been told to be closed, although more may be: its result is in no balance yet. */
    double unsettledLots() {
        return isKnown() && !isComplete() ? Math.max(0, openedLots - closedLots) : 0;
    }

    boolean isOpen() {
        return isKnown() && lots > SLACK;
    }

    /** Closed, and all its parts are told. */
    boolean isComplete() {
        return isKnown() && lots <= SLACK && closedLots >= openedLots - SLACK;
    }

    Position position(double size) {
        return new Position(
                symbol, strategy, signalId, side, originTicket, ticket, size, openPrice, stop, target, openedMicros);
    }

    ClosedTrade closed(double profit, long micros) {
        double whole = isKnown() ? openedLots : closedLots;
        return new ClosedTrade(symbol, strategy, side, originTicket, whole, profit, openedMicros, micros);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(originTicket);
        out.writeUTF(symbol);
        out.writeUTF(strategy);
        out.writeUTF(signalId);
        out.writeBoolean(side == Side.BUY);
        out.writeLong(ticket);
        out.writeDouble(openedLots);
        out.writeDouble(closedLots);
        out.writeDouble(lots);
        out.writeDouble(openPrice);
        out.writeDouble(stop);
        out.writeLong(stopMicros);
        out.writeDouble(target);
        out.writeDouble(realised);
        out.writeLong(openedMicros);
        out.writeLong(lastMicros);
    }

    static Holding readFrom(DataInput in) throws IOException {
        Holding holding = new Holding(in.readLong(), in.readUTF());
        holding.strategy = in.readUTF();
        holding.signalId = in.readUTF();
        holding.side = in.readBoolean() ? Side.BUY : Side.SELL;
        holding.ticket = in.readLong();
        holding.openedLots = in.readDouble();
        holding.closedLots = in.readDouble();
        holding.lots = in.readDouble();
        holding.openPrice = in.readDouble();
        holding.stop = in.readDouble();
        holding.stopMicros = in.readLong();
        holding.target = in.readDouble();
        holding.realised = in.readDouble();
        holding.openedMicros = in.readLong();
        holding.lastMicros = in.readLong();
        return holding;
    }
}
