package io.tickpilot.core.portfolio;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges an account by a firm's rules as its page words them, and by true prices. Shares no code with what it judges.
 */
final class Referee {
    /** Rules in words. */
    record Law(
            double initial,
            double daily,
            String dailyFrom,
            boolean dailyOfStart,
            double total,
            String totalFrom,
            double highest,
            double lock,
            String zone,
            int startHour,
            double maxLots,
            int maxTrades,
            int newsSeconds) {}

    private final Law law;
    final List<String> violations = new ArrayList<>();
    /** Least share of an allowed loss that was ever left. */
    double closest = 1;

    private long date;
    private double startBalance;
    private double startEquity;
    private double lastBalance;
    private double lastEquity;
    private double highest;
    private int opened;

    /** @param dayStart balance and equity at the start of the day the account is met in */
    Referee(Law law, long micros, double dayStart) {
        this.law = law;
        date = date(micros);
        startBalance = dayStart;
        startEquity = dayStart;
        highest = Math.max(law.initial(), law.highest());
    }

    private long date(long micros) {
        ZonedDateTime local = Instant.ofEpochMilli(micros / 1_000).atZone(ZoneId.of(law.zone()));
        return local.toLocalDateTime().minusHours(law.startHour()).toLocalDate().toEpochDay();
    }

    /** A new day begins with what the account was at the end of the last. */
    void time(long micros) {
        long now = date(micros);
        if (now != date) {
            startBalance = lastBalance;
            startEquity = lastEquity;
            if (law.totalFrom().equals("day-end-balance")) {
                highest = Math.max(highest, lastBalance);
            }
            date = now;
            opened = 0;
        }
    }

    void account(long micros, double balance, double equity, double openLots) {
        lastBalance = balance;
        lastEquity = equity;
        if (law.daily() > 0) {
            double start =
                    switch (law.dailyFrom()) {
                        case "balance" -> startBalance;
                        case "equity" -> startEquity;
                        default -> Math.max(startBalance, startEquity);
                    };
            judge("daily loss", equity, start, law.daily() * (law.dailyOfStart() ? start : law.initial()));
        }
        if (law.total() > 0) {
            if (law.totalFrom().equals("balance")) {
                highest = Math.max(highest, balance);
            } else if (law.totalFrom().equals("equity")) {
                highest = Math.max(highest, equity);
            }
            double from = law.totalFrom().equals("initial-balance") ? law.initial() : highest;
            double amount = law.total() * law.initial();
            if (!Double.isNaN(law.lock())) {
                from = Math.min(from, law.initial() * (1 + law.lock()) + amount);
            }
            judge("maximum loss", equity, from, amount);
        }
        if (law.maxLots() > 0 && openLots > law.maxLots() + 1e-9) {
            violations.add("lots " + openLots);
        }
    }

    private void judge(String rule, double equity, double from, double amount) {
        closest = Math.min(closest, (equity - (from - amount)) / amount);
        if (equity < from - amount) {
            violations.add(rule + ": equity " + equity + " below " + (from - amount));
        }
    }

    void opened(long micros, long newsMicros) {
        opened++;
        if (law.maxTrades() > 0 && opened > law.maxTrades()) {
            violations.add("trades " + opened);
        }
        if (law.newsSeconds() > 0 && Math.abs(micros - newsMicros) <= law.newsSeconds() * 1_000_000L) {
            violations.add("opened " + (micros - newsMicros) / 1_000_000 + " s from news");
        }
    }
}
