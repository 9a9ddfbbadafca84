package io.tickpilot.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradeStatisticsTest {
    private static final SizingSettings USUAL = SizingSettings.DEFAULTS;
    /** Nothing is forgotten. */
    private static final SizingSettings ELEPHANT = new SizingSettings("", 20, 1e9, 0.5, 0.5, 1, 0.5, 1, 1);

    @Test
    void kellysFractionOfAnEvenBetIsItsEdge() {
        // Kelly 1956, "A New Interpretation of Information Rate", p. 920: l = q - p for even odds.
        // Thorp 2006, "The Kelly Criterion in Blackjack, Sports Betting, and the Stock Market", section 2: p = 0.51, f*
        // = 0.02.
        assertThat(Sizing.kelly(0.51, 1)).isCloseTo(0.02, offset(1e-12));
        assertThat(Sizing.kelly(0.5, 1)).isZero();
        // And for odds of b to one f* = (b p - q) / b (Thorp 2006, section 6).
        assertThat(Sizing.kelly(0.4, 2)).isCloseTo((2 * 0.4 - 0.6) / 2, offset(1e-12));
    }

    @Test
    void isThePriorBeforeTheFirstTrade() {
        TradeStatistics none = new TradeStatistics();

        assertThat(none.winRate(0.8, USUAL)).isEqualTo(0.8);
        assertThat(none.payoff(1.5, USUAL)).isEqualTo(1.5);
    }

    @Test
    void shrinksTheWinRateAsABetaPriorDoes() {
        TradeStatistics statistics = new TradeStatistics();
        for (int i = 0; i < 10; i++) {
            statistics.add(i < 3 ? 15 : -10, 10, ELEPHANT);
        }

        // Beta(16, 4) after 3 wins of 10: 19 / 30.
        assertThat(statistics.winRate(0.8, ELEPHANT)).isCloseTo(19 / 30.0, offset(1e-7));
        // Mean win (3 x 1.5 + 20 x 1.5) / 23 = 1.5; mean loss (7 x 1 + 20) / 27 = 1.
        assertThat(statistics.payoff(1.5, ELEPHANT)).isCloseTo(1.5, offset(1e-7));
    }

    @Test
    void lossesBeyondTheStopLowerThePayoff() {
        TradeStatistics statistics = new TradeStatistics();
        for (int i = 0; i < 20; i++) {
            statistics.add(-20, 10, ELEPHANT);
        }

        // Mean loss (20 x 2 + 20) / 40 = 1.5 R.
        assertThat(statistics.payoff(1.5, ELEPHANT)).isCloseTo(1.0, offset(1e-6));
        assertThat(statistics.winRate(0.75, ELEPHANT)).isCloseTo(15 / 40.0, offset(1e-6));
        assertThat(Sizing.kelly(statistics.winRate(0.75, ELEPHANT), statistics.payoff(1.5, ELEPHANT)))
                .as("after twenty such losses there is no edge left")
                .isNegative();
    }

    @Test
    void forgetsHalfAfterItsHalfLife() {
        TradeStatistics statistics = new TradeStatistics();
        statistics.add(10, 10, USUAL);
        for (int i = 0; i < 100; i++) {
            statistics.add(-10, 10, USUAL);
        }

        // The first win weighs one half now: wins = 0.5.
        double trades = statistics.trades();
        assertThat(statistics.winRate(0.5, USUAL) * (trades + 20) - 10).isCloseTo(0.5, offset(1e-9));
        assertThat(trades).isLessThan(100);
    }

    /** Sums over the whole history, each trade with its own weight. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAPlainSumOverTheHistory(long seed) throws IOException {
        Random random = new Random(seed);
        TradeStatistics statistics = new TradeStatistics();
        List<double[]> history = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double profit = random.nextGaussian() * 10 + 1;
            double risk = random.nextInt(5) == 0 ? Double.NaN : 1 + random.nextInt(20);
            statistics.add(profit, risk, USUAL);
            history.add(new double[] {profit, risk});
            statistics = copy(statistics);

            double prior = random.nextDouble();
            assertThat(statistics.winRate(prior, USUAL)).isCloseTo(winRate(history, prior), offset(1e-9));
            assertThat(statistics.payoff(1 + prior, USUAL)).isCloseTo(payoff(history, 1 + prior), offset(1e-9));
        }
    }

    private static double winRate(List<double[]> history, double prior) {
        double weights = 20;
        double wins = 20 * prior;
        for (int i = 0; i < history.size(); i++) {
            double weight = Math.pow(2, -(history.size() - 1 - i) / 100.0);
            weights += weight;
            wins += history.get(i)[0] > 0 ? weight : 0;
        }
        return wins / weights;
    }

    private static double payoff(List<double[]> history, double prior) {
        double[] won = {20 * prior, 20};
        double[] lost = {20, 20};
        for (int i = 0; i < history.size(); i++) {
            double weight = Math.pow(2, -(history.size() - 1 - i) / 100.0);
            double r = history.get(i)[0] / history.get(i)[1];
            if (!Double.isNaN(r)) {
                double[] side = r > 0 ? won : lost;
                side[0] += weight * Math.abs(r);
                side[1] += weight;
            }
        }
        return won[0] / won[1] / (lost[0] / lost[1]);
    }

    private static TradeStatistics copy(TradeStatistics statistics) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        statistics.writeTo(new DataOutputStream(bytes));
        return TradeStatistics.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
