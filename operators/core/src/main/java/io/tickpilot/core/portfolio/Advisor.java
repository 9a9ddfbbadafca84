package io.tickpilot.core.portfolio;

import io.tickpilot.core.portfolio.RiskReport.Floors;
import io.tickpilot.core.portfolio.RiskReport.Money;
import io.tickpilot.core.portfolio.RiskReport.Performance;
import io.tickpilot.core.portfolio.RiskReport.Tails;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Derives recommendations from an account's numbers, the most urgent first. */
final class Advisor {
    /** Share of an allowed loss below which a day is over. */
    private static final double LAST_ROOM = 0.15;
    /** Exposure in one currency, in multiples of equity. */
    private static final double MOST_EXPOSURE = 5;
    /** Expected shortfall as a share of what is left to the floor. */
    private static final double MOST_TAIL = 0.5;

    private static final double LEAST_FREE_MARGIN = 0.3;

    private final List<Recommendation> all = new ArrayList<>();

    private Advisor() {}

    static List<Recommendation> recommend(
            PropFirmRules rules,
            double initialBalance,
            Money money,
            Headroom headroom,
            Floors floors,
            Exposure exposure,
            String currency,
            List<Position> positions,
            Tails tails,
            Performance performance,
            int longestRow) {
        Advisor advisor = new Advisor();
        advisor.loss(money, headroom, floors);
        advisor.consistency(rules, initialBalance, money);
        advisor.stops(positions);
        advisor.exposure(exposure, currency, money);
        advisor.tail(tails, headroom);
        advisor.rest(money, performance, longestRow);
        return List.copyOf(advisor.all);
    }

    private void loss(Money money, Headroom headroom, Floors floors) {
        double daily = (money.equity() - floors.daily()) / floors.dailyAmount();
        double total = (money.equity() - floors.total()) / floors.totalAmount();
        if (daily < LAST_ROOM) {
            add(
                    "stop-today",
                    "",
                    "stop trading today: %.0f %% of the daily loss is left",
                    100 * daily,
                    daily,
                    LAST_ROOM);
        }
        if (total < LAST_ROOM) {
            add("stop-today", "", "stop trading: %.0f %% of the maximum loss is left", 100 * total, total, LAST_ROOM);
        }
        double left = headroom.toFloor() - (headroom.equity() - headroom.balance());
        if (headroom.openRisk() > left && headroom.openRisk() < Double.POSITIVE_INFINITY) {
            double value = headroom.openRisk();
            add(
                    "tighten-stops",
                    "",
                    "tighten stops: open positions may lose %.0f more than is left",
                    value - left,
                    value,
                    left);
        }
    }

    private void consistency(PropFirmRules rules, double initialBalance, Money money) {
        double most = rules.consistency() * rules.profitTarget() * initialBalance;
        if (most > 0 && money.dayProfit() >= 0.8 * most) {
            add("consistency", "", "end the day: a day may earn %.0f", most, money.dayProfit(), most);
        }
    }

    private void stops(List<Position> positions) {
        for (Position position : positions) {
            if (position.stop() == 0) {
                String text = "set a stop for the position of ticket %.0f";
                add("set-stop", position.symbol(), text, position.ticket(), position.lots(), 0);
            }
        }
    }

    private void exposure(Exposure exposure, String currency, Money money) {
        for (Map.Entry<String, Double> leg : exposure.byCurrency().entrySet()) {
            double multiple = Math.abs(leg.getValue()) / money.equity();
            if (!leg.getKey().equals(currency) && multiple > MOST_EXPOSURE) {
                String text = "reduce exposure in " + leg.getKey() + ": it is %.1f times equity";
                add("reduce-exposure", leg.getKey(), text, multiple, multiple, MOST_EXPOSURE);
            }
        }
    }

    private void tail(Tails tails, Headroom headroom) {
        double share = RiskScore.worst(tails) / headroom.toFloor();
        if (headroom.toFloor() < Double.POSITIVE_INFINITY && share > MOST_TAIL) {
            String text = "reduce risk: the expected shortfall is %.0f %% of what is left";
            add("reduce-risk", "", text, 100 * share, share, MOST_TAIL);
        }
    }

    private void rest(Money money, Performance performance, int longestRow) {
        double free = money.freeMargin() / money.equity();
        if (free < LEAST_FREE_MARGIN) {
            add(
                    "add-margin",
                    "",
                    "close something: %.0f %% of equity is free margin",
                    100 * free,
                    free,
                    LEAST_FREE_MARGIN);
        }
        int row = performance.trades().consecutiveLosses();
        if (longestRow > 0 && row >= longestRow - 1) {
            add("pause", "", "pause: %.0f losses in a row", row, row, longestRow);
        }
    }

    private void add(String code, String subject, String text, double shown, double value, double limit) {
        all.add(new Recommendation(code, subject, String.format(Locale.ROOT, text, shown), value, limit));
    }
}
