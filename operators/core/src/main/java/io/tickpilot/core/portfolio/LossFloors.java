package io.tickpilot.core.portfolio;

import io.tickpilot.core.portfolio.PropFirmRules.LossFrom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * The equity an account must not fall below, by its rules. Fed with balance and equity as they are known; days begin by the firm's
 * clock, and the broker's word on equity at the day's start goes before one's own.
 */
public final class LossFloors {
    private static final long NONE = Long.MIN_VALUE;

    private final PropFirmRules rules;
    private final ZoneId zone;
    private double initial;
    private long day = NONE;
    private double dayBalance = Double.NaN;
    private double dayEquity = Double.NaN;
    private double best = Double.NaN;
    private double lastBalance = Double.NaN;
    /** Whether the day had begun when it was first looked at, so that its start is not known first-hand. */
    private boolean late;

    public LossFloors(PropFirmRules rules) {
        this.rules = rules;
        this.zone = ZoneId.of(rules.dayZone());
        this.initial = rules.initialBalance();
    }

    /** Takes in what the account is now; not a number changes nothing. Time never runs back. */
    public void observe(long nowMicros, double balance, double equity) {
        if (Double.isNaN(balance) || Double.isNaN(equity)) {
            return;
        }
        if (initial == 0) {
            initial = balance;
        }
        if (Double.isNaN(best)) {
            best = Math.max(initial, rules.highest());
        }
        long today = dayNumber(nowMicros);
        if (today > day) {
            if (day != NONE && rules.maxLossFrom() == LossFrom.DAY_END_BALANCE) {
                best = Math.max(best, lastBalance);
            }
            day = today;
            dayBalance = balance;
            dayEquity = equity;
            late = nowMicros - start(today) > 60_000_000L;
        }
        if (rules.maxLossFrom() == LossFrom.BALANCE) {
            best = Math.max(best, balance);
        } else if (rules.maxLossFrom() == LossFrom.EQUITY) {
            best = Math.max(best, equity);
        }
        lastBalance = balance;
    }

    /**
     * The broker tells the equity its day began with; ignored when that was another day than the firm's. Where the day's first
     * minute was missed, the balance it began with is taken to be no less.
     */
    public void dayStarted(long dayStartMicros, double equity) {
        if (day != NONE && dayStartMicros > 0 && equity > 0 && dayNumber(dayStartMicros) == day) {
            dayEquity = equity;
            dayBalance = late ? Math.max(dayBalance, equity) : dayBalance;
        }
    }

    public double initialBalance() {
        return initial;
    }

    /** Realised since the day began; NaN before the first number. */
    public double dayProfit(double balance) {
        return balance - dayBalance;
    }

    /** Equity the day began with; NaN before the first number. */
    public double dayEquity() {
        return dayEquity;
    }

    /** Greatest loss of one day in account currency; infinite without such a rule. */
    public double dailyAmount() {
        return rules.dailyLoss() > 0
                ? rules.dailyLoss() * (rules.dailyOfStart() ? dayBase() : initial)
                : Double.POSITIVE_INFINITY;
    }

    /** Greatest loss over all in account currency; infinite without such a rule. */
    public double totalAmount() {
        return rules.maxLoss() > 0 ? rules.maxLoss() * initial : Double.POSITIVE_INFINITY;
    }

    /** Floor of today; minus infinity without such a rule. */
    public double daily() {
        return rules.dailyLoss() > 0 ? dayBase() - dailyAmount() : Double.NEGATIVE_INFINITY;
    }

    /** Floor over all; minus infinity without such a rule. */
    public double total() {
        if (rules.maxLoss() == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double from = rules.maxLossFrom() == LossFrom.INITIAL_BALANCE ? initial : best;
        double floor = from - totalAmount();
        return Double.isNaN(rules.lock()) ? floor : Math.min(floor, lock());
    }

    /** The higher of both. */
    public double tightest() {
        return Math.max(daily(), total());
    }

    private double lock() {
        return initial * (1 + rules.lock());
    }

    private double dayBase() {
        return switch (rules.dailyBase()) {
            case BALANCE -> dayBalance;
            case EQUITY -> dayEquity;
            case HIGHER -> Math.max(dayBalance, dayEquity);
        };
    }

    /**
     * How far equity may fall from a height that it reaches first: the least amount of those floors that can rise while today's
     * positions are held. A floor that has reached its lock no longer rises.
     */
    public double rangeAmount() {
        boolean overnight = rules.flatMicros() == 0;
        double amount = Double.POSITIVE_INFINITY;
        boolean rising = rules.maxLoss() > 0
                && rules.maxLossFrom() != LossFrom.INITIAL_BALANCE
                && (Double.isNaN(rules.lock()) || best - totalAmount() < lock());
        if (rising && (overnight || rules.trailsWithinTheDay())) {
            amount = totalAmount();
        }
        if (overnight && rules.dailyLoss() > 0) {
            double least = rules.dailyOfStart() ? rules.dailyLoss() * Math.max(tightest(), 0) : dailyAmount();
            amount = Math.min(amount, least);
        }
        return amount;
    }

    /** Days since 1970-01-01 by the firm's calendar. */
    public long dayNumber(long micros) {
        return Math.floorDiv(local(micros) - rules.dayStartMicros(), 86_400_000_000L);
    }

    /** When the firm's day ends, in microseconds since the epoch. */
    public long dayEnd(long micros) {
        return start(dayNumber(micros) + 1);
    }

    private long start(long number) {
        LocalDateTime start = LocalDate.ofEpochDay(number).atStartOfDay().plusNanos(rules.dayStartMicros() * 1_000);
        return start.atZone(zone).toEpochSecond() * 1_000_000L;
    }

    private long local(long micros) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
        return micros + zone.getRules().getOffset(instant).getTotalSeconds() * 1_000_000L;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeDouble(initial);
        out.writeLong(day);
        out.writeDouble(dayBalance);
        out.writeDouble(dayEquity);
        out.writeDouble(best);
        out.writeDouble(lastBalance);
        out.writeBoolean(late);
    }

    void readFrom(DataInput in) throws IOException {
        initial = in.readDouble();
        day = in.readLong();
        dayBalance = in.readDouble();
        dayEquity = in.readDouble();
        best = in.readDouble();
        lastBalance = in.readDouble();
        late = in.readBoolean();
    }
}
