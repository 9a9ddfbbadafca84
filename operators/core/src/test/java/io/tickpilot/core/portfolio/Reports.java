package io.tickpilot.core.portfolio;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a terminal of the account {@code a} tells; each report has the next sequence. */
final class Reports {
    static final String ACCOUNT = "a";
    static final long SECOND = 1_000_000L;

    private long sequence;

    TradeReport opened(long ticket, String symbol, Side side, double lots, double price, long second) {
        return trade(symbol, Status.OPENED, ticket, ticket, side, lots, lots, price, 0, second);
    }

    TradeReport partly(
            long ticket, long origin, String symbol, Side side, double lots, double rest, double profit, long second) {
        return trade(symbol, Status.PARTIALLY_CLOSED, ticket, origin, side, lots, rest, 1, profit, second);
    }

    TradeReport closed(long ticket, long origin, String symbol, Side side, double lots, double profit, long second) {
        return trade(symbol, Status.CLOSED, ticket, origin, side, lots, 0, 1, profit, second);
    }

    TradeReport rejected(String signalId, long second) {
        return new TradeReport(
                "EURUSD",
                second * SECOND,
                Status.REJECTED,
                ACCOUNT,
                "s",
                signalId,
                0,
                0,
                Side.BUY,
                1,
                0,
                0,
                0,
                0,
                "expired",
                "terminal",
                sequence++);
    }

    TradeReport trade(
            String symbol,
            Status status,
            long ticket,
            long origin,
            Side side,
            double lots,
            double rest,
            double price,
            double profit,
            long second) {
        return new TradeReport(
                symbol,
                second * SECOND,
                status,
                ACCOUNT,
                "s",
                "signal-" + origin,
                ticket,
                origin,
                side,
                lots,
                rest,
                price,
                profit,
                0,
                "",
                "terminal",
                sequence++);
    }

    AccountReport account(double balance, double equity, long second) {
        return new AccountReport(
                "*",
                second * SECOND,
                ACCOUNT,
                "USD",
                balance,
                equity,
                0,
                equity,
                100,
                0,
                0,
                false,
                "terminal",
                sequence++);
    }

    PositionReport positions(String symbol, long second, HeldPosition... held) {
        return new PositionReport(symbol, second * SECOND, ACCOUNT, List.of(held), "terminal", sequence++);
    }

    static HeldPosition held(long ticket, long origin, Side side, double lots, double price, double stop, long second) {
        return new HeldPosition(ticket, origin, "s", "", side, lots, price, stop, 0, second * SECOND);
    }

    static PendingOrder order(
            String signalId, String symbol, Side side, double lots, double entry, double stop, long second) {
        return new PendingOrder(
                signalId,
                symbol,
                "s",
                side,
                lots,
                entry,
                stop,
                entry + 3 * (entry - stop),
                second * SECOND,
                (second + 5) * SECOND);
    }

    /** The decision that sent an order. */
    static Decision decision(PendingOrder order) {
        Plan plan = new Plan(order.entry(), order.stop(), order.target(), order.target(), order.lots(), 0, List.of());
        Direction direction = order.side() == Side.BUY ? Direction.BUY : Direction.SELL;
        return decision(order.symbol(), order.sentMicros(), direction, Outcome.SENT, order.signalId(), plan);
    }

    /** A decision to do nothing. */
    static Decision heldBack(String symbol, long micros) {
        return decision(symbol, micros, Direction.HOLD, Outcome.HELD, "", null);
    }

    private static Decision decision(
            String symbol, long micros, Direction direction, Outcome outcome, String signalId, @Nullable Plan plan) {
        return new Decision(
                "s", symbol, "o", 0, 1, 0, micros, micros, 1, 1, 0, 0, List.of(), 0, 0, 0, direction, 1, outcome,
                List.of(), signalId, plan);
    }
}
