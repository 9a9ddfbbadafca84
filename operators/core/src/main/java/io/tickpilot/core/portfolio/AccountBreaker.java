package io.tickpilot.core.portfolio;

import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.TradeReport;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An account's breaker, by the machine of {@link Breaker}. It trips by daily loss, drawdown, margin and losses in a row; {@code TRIP_BREAKER}
 * tells the chains at once, {@code RESET_BREAKER} when it is half-open, while limits keep sizes small. Drawdown and row are then counted
 * anew, or what opened it would open it again. Orders that leave while it is half-open are its probes; the chains do not ask, so more may
 * leave than it waits for.
 */
final class AccountBreaker {
    private static final long GRACE_MICROS = 30_000_000L;

    private final String account;
    private final SupervisorSettings settings;
    private final List<BreakerChange> changes = new ArrayList<>();
    private Breaker breaker = new Breaker();
    private double peak = Double.NaN;
    /** Trades closed since drawdown and row are counted. */
    private int row;

    AccountBreaker(String account, SupervisorSettings settings) {
        this.account = account;
        this.settings = settings;
    }

    State state() {
        return breaker.state();
    }

    Cause cause() {
        return breaker.cause();
    }

    long untilMicros() {
        return breaker.untilMicros();
    }

    /** Multiplier of sizes. */
    double size() {
        return breaker.state() == State.HALF_OPEN ? settings.breaker().probeSize() : 1;
    }

    /** What happened since the last call. */
    List<BreakerChange> takeChanges() {
        List<BreakerChange> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    void ordered(PendingOrder order) {
        breaker.probe(order.signalId(), order.validUntilMicros() + GRACE_MICROS);
    }

    /** @param closed the trade that the report ended, null when it ended none */
    void apply(TradeReport report, @Nullable ClosedTrade closed, CommandPen pen, long nowMicros) {
        State before = breaker.state();
        switch (report.status()) {
            case OPENED -> breaker.opened(report.signalId(), settings.breaker());
            case REJECTED -> breaker.refused(report.signalId(), nowMicros, settings.breaker());
            case CLOSED, PARTIALLY_CLOSED -> {
                if (closed != null) {
                    row = closed.profit() < 0 ? row + 1 : closed.profit() > 0 ? 0 : row;
                    breaker.closed(report.signalId(), closed.profit() >= 0, nowMicros, settings.breaker());
                }
            }
            case MODIFIED -> {
                // Says nothing of the outcome.
            }
        }
        tell(before, 0, 0, "a probe " + (breaker.state() == State.CLOSED ? "passed" : "failed"), pen, nowMicros);
    }

    /** Another's order: the operator trips or resets it. Its own commands, read back, change nothing. */
    void obey(Command command, long nowMicros) {
        State before = breaker.state();
        if (command.kind() == Kind.RESET_BREAKER) {
            breaker.reset();
            note(before, 0, 0, command.issuedBy(), command.why(), nowMicros);
        } else if (command.kind() == Kind.TRIP_BREAKER) {
            Cause cause = Cause.of(command.arguments().text("cause", Cause.MANUAL.label()));
            breaker.trip(cause, command.arguments().micros("cooldown", 0), nowMicros, settings.breaker());
            note(before, 0, 0, command.issuedBy(), command.why(), nowMicros);
        }
    }

    /**
     * Lets time pass and looks at the account.
     *
     * @param dayStart equity the day began with
     * @param margin in use, 0 for none
     * @return the cause that tripped it now, null when none did
     */
    @Nullable
    Cause check(double equity, double dayStart, double margin, long dayEndMicros, CommandPen pen, long nowMicros) {
        State before = breaker.state();
        if (breaker.advance(nowMicros, settings.breaker())) {
            tell(before, 0, 0, "its time is over", pen, nowMicros);
        }
        peak = Double.isNaN(peak) ? equity : Math.max(peak, equity);
        double lost = (dayStart - equity) / dayStart;
        double fallen = (peak - equity) / peak;
        if (settings.dailyLoss() > 0 && lost >= settings.dailyLoss()) {
            return trip(Cause.DAILY_LOSS, lost, settings.dailyLoss(), dayEndMicros - nowMicros, pen, nowMicros);
        }
        if (settings.drawdown() > 0 && fallen >= settings.drawdown()) {
            return trip(Cause.DRAWDOWN, fallen, settings.drawdown(), 0, pen, nowMicros);
        }
        if (settings.marginLevel() > 0 && margin > 0 && equity / margin <= settings.marginLevel()) {
            return trip(Cause.MARGIN, equity / margin, settings.marginLevel(), 0, pen, nowMicros);
        }
        if (settings.losses() > 0 && row >= settings.losses()) {
            return trip(Cause.CONSECUTIVE_LOSSES, row, settings.losses(), 0, pen, nowMicros);
        }
        return null;
    }

    private @Nullable Cause trip(
            Cause cause, double value, double limit, long cooldownMicros, CommandPen pen, long nowMicros) {
        State before = breaker.state();
        if (before == State.OPEN) {
            return null;
        }
        breaker.trip(cause, cooldownMicros, nowMicros, settings.breaker());
        tell(before, value, limit, cause.label() + " " + value + " reached " + limit, pen, nowMicros);
        return cause;
    }

    /** Tells the chains and keeps the change, if there was one. */
    private void tell(State before, double value, double limit, String why, CommandPen pen, long nowMicros) {
        State now = breaker.state();
        if (now == before) {
            return;
        }
        if (now == State.OPEN) {
            long cooldown = Math.max(0, breaker.untilMicros() - nowMicros);
            pen.write(
                    Command.ALL,
                    Kind.TRIP_BREAKER,
                    new TreeMap<>(Map.of("cause", breaker.cause().label(), "cooldown", Long.toString(cooldown))),
                    why);
        } else if (before == State.OPEN) {
            pen.write(Command.ALL, Kind.RESET_BREAKER, new TreeMap<>(), why);
        }
        note(before, value, limit, CommandPen.AUTHOR, why, nowMicros);
    }

    private void note(State before, double value, double limit, String by, String why, long nowMicros) {
        State now = breaker.state();
        if (now == before) {
            return;
        }
        if (now != State.OPEN) {
            peak = Double.NaN;
            row = 0;
        }
        changes.add(new BreakerChange(
                Command.ALL,
                Command.ACCOUNT + account,
                before,
                now,
                breaker.cause(),
                value,
                limit,
                breaker.falls(),
                breaker.untilMicros(),
                by,
                why,
                0,
                0,
                0,
                nowMicros));
    }

    void writeTo(DataOutput out) throws IOException {
        breaker.writeTo(out);
        out.writeDouble(peak);
        out.writeInt(row);
    }

    void readFrom(DataInput in) throws IOException {
        breaker = Breaker.readFrom(in);
        peak = in.readDouble();
        row = in.readInt();
    }
}
