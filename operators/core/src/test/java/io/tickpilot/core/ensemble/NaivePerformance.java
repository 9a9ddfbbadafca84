package io.tickpilot.core.ensemble;

import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Vote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Performance from the whole history of evidence, summed anew each time, with shares by bisection. */
final class NaivePerformance {
    private final double[] base;
    private final AdaptationSettings settings;
    private final List<Piece> evidence = new ArrayList<>();
    private final List<Open> decisions = new ArrayList<>();
    private final Map<String, Open> signals = new LinkedHashMap<>();
    private long lastMicros = Long.MIN_VALUE / 1_000;

    /** @param brier by agent, in Brier's original form; NaN for one who did not vote. {@code of} outcomes were possible */
    private record Piece(double trades, double[] brier, int of) {}

    private static final class Open {
        Quote quote;
        Side side;
        List<Vote> votes;
        String account = "";
        double profit;
    }

    NaivePerformance(double[] base, AdaptationSettings settings) {
        this.base = base;
        this.settings = settings;
    }

    void decided(List<Vote> votes, Quote now) {
        if (8 * (now.logMicros() - lastMicros) < settings.horizonMicros()) {
            return;
        }
        lastMicros = now.logMicros();
        Open open = new Open();
        open.quote = now;
        open.votes = votes;
        decisions.add(open);
    }

    void settle(Quote now) {
        List<Open> due = decisions.stream()
                .filter(open -> open.quote.logMicros() + settings.horizonMicros() <= now.logMicros())
                .toList();
        for (Open open : due) {
            decisions.remove(open);
            if (now.tickMicros() == open.quote.tickMicros()) {
                continue;
            }
            int came = now.bid() > open.quote.ask() ? 2 : now.ask() < open.quote.bid() ? 0 : 1;
            double[] brier = new double[base.length];
            for (int i = 0; i < brier.length; i++) {
                Vote vote = open.votes.get(i);
                float[] said = {vote.sell(), vote.hold(), vote.buy()};
                for (int k = 0; k < 3; k++) {
                    brier[i] += Math.pow(said[k] - (k == came ? 1.0 : 0.0), 2);
                }
            }
            evidence.add(new Piece(settings.decisionTrades(), brier, 3));
        }
    }

    void sent(String id, Side side, List<Vote> votes) {
        Open open = new Open();
        open.side = side;
        open.votes = votes;
        signals.put(id, open);
        if (signals.size() > 16) {
            signals.remove(signals.keySet().iterator().next());
        }
    }

    void heard(TradeReport report) {
        Open open = signals.get(report.signalId());
        if (open == null || !(open.account.isEmpty() || open.account.equals(report.account()))) {
            return;
        }
        open.account = report.account();
        open.profit += report.profit();
        if (report.status() == TradeReport.Status.CLOSED) {
            signals.remove(report.signalId());
            double[] brier = new double[base.length];
            for (int i = 0; i < brier.length; i++) {
                Vote vote = open.votes.get(i);
                double said = open.side == Side.BUY ? vote.buy() : vote.sell();
                double paid = open.profit > 0 ? 1 : 0;
                brier[i] = Math.pow(said - paid, 2) + Math.pow((1 - said) - (1 - paid), 2);
            }
            evidence.add(new Piece(1, brier, 2));
        }
    }

    /** Forgets an agent, as its model is another now. */
    void anotherModel(int agent) {
        evidence.forEach(piece -> piece.brier[agent] = Double.NaN);
        Vote silent = new Vote("", "", Float.NaN, Float.NaN, Float.NaN, 0, "another model");
        decisions.forEach(open -> open.votes = replaced(open.votes, agent, silent));
        signals.values().forEach(open -> open.votes = replaced(open.votes, agent, silent));
    }

    private static List<Vote> replaced(List<Vote> votes, int agent, Vote by) {
        List<Vote> others = new ArrayList<>(votes);
        others.set(agent, by);
        return others;
    }

    double skill(int agent) {
        double later = 0;
        double sum = 0;
        double weight = settings.priorTrades();
        for (int i = evidence.size() - 1; i >= 0; i--) {
            Piece piece = evidence.get(i);
            if (!Double.isNaN(piece.brier[agent])) {
                double uninformed = 1 - 1.0 / piece.of;
                double kept = piece.trades * Math.pow(0.5, later / settings.halfLifeTrades());
                sum += kept * (1 - piece.brier[agent] / uninformed);
                weight += kept;
                later += piece.trades;
            }
        }
        return sum / weight;
    }

    double[] weights() {
        double low = 0;
        double high = 1e6;
        double[] shares = base.clone();
        for (int step = 0; step < 200; step++) {
            double scale = (low + high) / 2;
            double total = 0;
            for (int i = 0; i < base.length; i++) {
                double raised = base[i] * Math.exp(settings.sharpness() * skill(i));
                double atLeast = Math.min(base[i], settings.floor());
                double atMost = base[i] == 0 ? 0 : Math.max(base[i], settings.cap());
                shares[i] = Math.min(atMost, Math.max(atLeast, scale * raised));
                total += shares[i];
            }
            if (total < 1) {
                low = scale;
            } else {
                high = scale;
            }
        }
        return shares;
    }
}
