package io.tickpilot.core.breaker;

import io.tickpilot.core.calendar.TradingDay;
import io.tickpilot.core.signal.Vote;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The breaker of one scope and all that is measured to trip it. A measure that tripped it begins anew, so that what was answered is not
 * answered twice; only the day's loss stays to the day's end. Methods that measure tell whether the breaker changed; {@link #value} and
 * {@link #limit} are then what was measured. Not thread-safe.
 */
public final class Watch {
    private final Breaker breaker;
    private final Losses losses = new Losses();
    private final Disagreement disagreement = new Disagreement();
    private int lossesInARow;
    /** Outcomes of the last orders, oldest first from {@code nextOrder} when full; true for a refused one. */
    private boolean[] orders = {};

    private int nextOrder;
    private int orderCount;
    /** Log times of the last signals. */
    private long[] signals = {};

    private int nextSignal;
    private int signalCount;

    private double value;
    private double limit;

    public Watch() {
        this(new Breaker());
    }

    private Watch(Breaker breaker) {
        this.breaker = breaker;
    }

    public Breaker breaker() {
        return breaker;
    }

    /** What the last trip measured, 0 for one by command. */
    public double value() {
        return value;
    }

    public double limit() {
        return limit;
    }

    /** Whether forgetting it would lose nothing that matters: it is closed and no loss is counted. */
    public boolean isIdle() {
        return breaker.state() == Breaker.State.CLOSED && lossesInARow == 0;
    }

    /** By command. */
    public boolean trip(Cause cause, long cooldownMicros, long nowMicros, WatchSettings settings) {
        return trip(cause, 0, 0, cooldownMicros, nowMicros, settings);
    }

    private boolean trip(
            Cause cause, double measured, double against, long cooldownMicros, long nowMicros, WatchSettings settings) {
        boolean changed = breaker.trip(cause, cooldownMicros, nowMicros, settings.breaker());
        if (changed) {
            value = measured;
            limit = against;
        }
        return changed;
    }

    /** By command: closes the breaker and begins every measure anew, the day's loss too. */
    public boolean reset() {
        lossesInARow = 0;
        losses.forgetDrawdowns();
        losses.forgetDays();
        orderCount = 0;
        signalCount = 0;
        disagreement.clear();
        value = 0;
        limit = 0;
        return breaker.reset();
    }

    /**
     * What a trade that closed brought an account, costs included, in its currency: the day's loss and the drawdown.
     *
     * @param equity that limits are shares of
     */
    public boolean onProfit(String account, double profit, double equity, long nowMicros, WatchSettings settings) {
        losses.add(account, profit, nowMicros);
        double maxDaily = settings.dailyLoss() * equity;
        if (maxDaily > 0 && losses.daily(account) >= maxDaily) {
            long toRollover = TradingDay.microsToRollover(nowMicros);
            return trip(Cause.DAILY_LOSS, losses.daily(account), maxDaily, toRollover, nowMicros, settings);
        }
        double maxDrawdown = settings.drawdown() * equity;
        double drawdown = losses.drawdown(account);
        if (maxDrawdown > 0 && drawdown >= maxDrawdown) {
            losses.forgetDrawdowns();
            return trip(Cause.DRAWDOWN, drawdown, maxDrawdown, 0, nowMicros, settings);
        }
        return false;
    }

    /** How a trade ended, once for all accounts that made it. */
    public boolean onOutcome(double profit, long nowMicros, WatchSettings settings) {
        if (profit >= 0) {
            lossesInARow = 0;
            return false;
        }
        lossesInARow++;
        if (settings.losses() == 0 || lossesInARow < settings.losses()) {
            return false;
        }
        int counted = lossesInARow;
        lossesInARow = 0;
        return trip(Cause.CONSECUTIVE_LOSSES, counted, settings.losses(), 0, nowMicros, settings);
    }

    /** An order was filled or refused. */
    public boolean onOrder(boolean refused, long nowMicros, WatchSettings settings) {
        if (settings.rejectShare() == 0) {
            return false;
        }
        if (orders.length != settings.rejectsOf()) {
            orders = new boolean[settings.rejectsOf()];
            nextOrder = 0;
            orderCount = 0;
        }
        orders[nextOrder] = refused;
        nextOrder = (nextOrder + 1) % orders.length;
        orderCount = Math.min(orderCount + 1, orders.length);
        int refusals = 0;
        for (int i = 0; i < orderCount; i++) {
            refusals += orders[Math.floorMod(nextOrder - 1 - i, orders.length)] ? 1 : 0;
        }
        double most = settings.rejectShare() * orders.length;
        if (refusals < most) {
            return false;
        }
        orderCount = 0;
        return trip(Cause.REJECTS, (double) refusals / orders.length, settings.rejectShare(), 0, nowMicros, settings);
    }

    public boolean onSignal(long nowMicros, WatchSettings settings) {
        int most = settings.signals();
        if (most == 0) {
            return false;
        }
        if (signals.length != most) {
            signals = new long[most];
            nextSignal = 0;
            signalCount = 0;
        }
        signals[nextSignal] = nowMicros;
        nextSignal = (nextSignal + 1) % most;
        signalCount = Math.min(signalCount + 1, most);
        boolean tooMany = signalCount == most && nowMicros - signals[nextSignal] < settings.signalWindowMicros();
        if (!tooMany) {
            return false;
        }
        signalCount = 0;
        return trip(Cause.SIGNAL_RATE, most, most, 0, nowMicros, settings);
    }

    public boolean onVotes(List<Vote> votes, long nowMicros, WatchSettings settings) {
        if (settings.disagreement() == 0) {
            return false;
        }
        disagreement.add(votes);
        double measured = disagreement.value();
        if (!(measured >= settings.disagreement())) {
            return false;
        }
        disagreement.clear();
        return trip(Cause.DISAGREEMENT, measured, settings.disagreement(), 0, nowMicros, settings);
    }

    /** @param silenceMicros since the last tick */
    public boolean onSilence(long silenceMicros, long nowMicros, WatchSettings settings) {
        long most = settings.feedStallMicros();
        if (most == 0 || silenceMicros < most) {
            return false;
        }
        return trip(Cause.FEED, silenceMicros / 1e6, most / 1e6, settings.feedCooldownMicros(), nowMicros, settings);
    }

    public void writeTo(DataOutput out) throws IOException {
        breaker.writeTo(out);
        losses.writeTo(out);
        disagreement.writeTo(out);
        out.writeInt(lossesInARow);
        out.writeInt(orders.length);
        out.writeInt(orderCount);
        for (int i = orderCount; i > 0; i--) {
            out.writeBoolean(orders[Math.floorMod(nextOrder - i, orders.length)]);
        }
        out.writeInt(signals.length);
        out.writeInt(signalCount);
        for (int i = signalCount; i > 0; i--) {
            out.writeLong(signals[Math.floorMod(nextSignal - i, signals.length)]);
        }
        out.writeDouble(value);
        out.writeDouble(limit);
    }

    public static Watch readFrom(DataInput in) throws IOException {
        Watch result = new Watch(Breaker.readFrom(in));
        result.losses.readFrom(in);
        result.disagreement.readFrom(in);
        result.lossesInARow = in.readInt();
        result.orders = new boolean[in.readInt()];
        result.orderCount = in.readInt();
        for (int i = 0; i < result.orderCount; i++) {
            result.orders[i] = in.readBoolean();
        }
        result.nextOrder = result.orders.length == 0 ? 0 : result.orderCount % result.orders.length;
        result.signals = new long[in.readInt()];
        result.signalCount = in.readInt();
        for (int i = 0; i < result.signalCount; i++) {
            result.signals[i] = in.readLong();
        }
        result.nextSignal = result.signals.length == 0 ? 0 : result.signalCount % result.signals.length;
        result.value = in.readDouble();
        result.limit = in.readDouble();
        return result;
    }
}
