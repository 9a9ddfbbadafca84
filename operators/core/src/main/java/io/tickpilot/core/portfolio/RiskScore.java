package io.tickpilot.core.portfolio;

import io.tickpilot.core.portfolio.RiskReport.Floors;
import io.tickpilot.core.portfolio.RiskReport.Money;
import io.tickpilot.core.portfolio.RiskReport.Performance;
import io.tickpilot.core.portfolio.RiskReport.Tails;
import java.util.Map;

/**
 * One number for how safe an account is: 100 is an account far from all its limits, 0 one that should not trade. It is the weighted
 * mean, over what is known, of these parts, each held within 0 and 1:
 *
 * <ul>
 *   <li>40 room: the least share of an allowed loss, daily or over all, that is left; without rules {@code 1 - 5 x} the
 *       drawdown from the highest equity as a share of it;
 *   <li>20 tail: {@code 1 - ES / room}, the greatest ES against the equity left to the floor; without rules against 5 % of equity;
 *   <li>15 spread: {@code 1 - c / 10}, c the greatest exposure in a currency but the account's in multiples of equity;
 *   <li>15 trades: {@code f / (1 + f)}, f the profit factor, after 10 trades;
 *   <li>10 margin: free margin over equity.
 * </ul>
 */
final class RiskScore {
    private static final int ENOUGH_TRADES = 10;

    private double sum;
    private double weights;

    private RiskScore() {}

    static int of(
            Money money, Floors floors, Exposure exposure, String currency, Tails tails, Performance performance) {
        double room = roomLeft(money.equity(), floors);
        double loss = worst(tails);
        double left = Math.min(money.equity() - floors.daily(), money.equity() - floors.total());
        RiskScore score = new RiskScore();
        score.add(40, Double.isNaN(room) ? 1 - 5 * performance.drawdown() / money.equity() : room);
        score.add(20, 1 - loss / (left < Double.POSITIVE_INFINITY ? Math.max(left, 1e-9) : 0.05 * money.equity()));
        score.add(15, 1 - largest(exposure, currency) / money.equity() / 10);
        double factor = performance.trades().profitFactor();
        if (performance.trades().count() >= ENOUGH_TRADES) {
            score.add(15, factor == Double.POSITIVE_INFINITY ? 1 : factor / (1 + factor));
        }
        score.add(10, money.freeMargin() / money.equity());
        return score.weights == 0 ? 0 : (int) Math.round(100 * score.sum / score.weights);
    }

    private void add(double weight, double part) {
        if (!Double.isNaN(part)) {
            sum += weight * Math.max(0, Math.min(1, part));
            weights += weight;
        }
    }

    /** Least share of an allowed loss that is left; NaN without rules. */
    static double roomLeft(double equity, Floors floors) {
        double daily = (equity - floors.daily()) / floors.dailyAmount();
        double total = (equity - floors.total()) / floors.totalAmount();
        return Double.isNaN(daily) ? total : Double.isNaN(total) ? daily : Math.min(daily, total);
    }

    /** Greatest expected shortfall that is known, NaN when none is. */
    static double worst(Tails tails) {
        double worst = Double.NaN;
        for (RiskMeasures.Tail tail : new RiskMeasures.Tail[] {
            tails.equityHistorical(), tails.equityEwma(), tails.exposureHistorical(), tails.exposureEwma()
        }) {
            worst = Double.isNaN(worst) || tail.es() > worst ? tail.es() : worst;
        }
        return worst;
    }

    static double largest(Exposure exposure, String currency) {
        double largest = 0;
        for (Map.Entry<String, Double> leg : exposure.byCurrency().entrySet()) {
            largest = leg.getKey().equals(currency) ? largest : Math.max(largest, Math.abs(leg.getValue()));
        }
        return largest;
    }
}
