package io.tickpilot.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Offset.offset;

import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Vote;
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

class PerformanceTest {
    private static final AdaptationSettings SETTINGS = AdaptationSettings.DEFAULTS;
    private static final List<String> AGENTS = List.of("bold", "risk", "shy");
    private static final double[] BASE = {0.5, 0, 0.5};
    private static final List<Vote> VOTES = List.of(
            vote("bold", 0.05f, 0.05f, 0.9f),
            vote("risk", Float.NaN, Float.NaN, Float.NaN),
            vote("shy", 0.3f, 0.3f, 0.4f));

    private final Performance performance = Performance.bind(null, AGENTS, BASE, SETTINGS);

    @Test
    void withoutEvidenceTheWeightsAreTheConfiguredOnes() {
        assertThat(weights(performance)).containsExactly(0.5, 0, 0.5);
    }

    @Test
    void aTradeThatLosesTakesWeightFromWhoWasSureOfIt() {
        performance.sent("a", Side.BUY, VOTES);
        performance.heard(report("a", Status.CLOSED, "acc", -12));

        // skill 1 - 4 p^2 of one trade among 21: -2.24 / 21 and 0.36 / 21
        double bold = StrictMath.exp(2 * -2.24 / 21);
        double shy = StrictMath.exp(2 * 0.36 / 21);
        assertThat(performance.weight(0))
                .isCloseTo(bold / (bold + shy), within(1e-6))
                .isLessThan(0.44);
        assertThat(performance.weight(2)).isCloseTo(shy / (bold + shy), within(1e-6));
        assertThat(performance.weight(1)).isZero();
    }

    @Test
    void lossAfterLossNeverPassesTheFloorOrTheCap() {
        for (int i = 0; i < 500; i++) {
            performance.sent("a" + i, Side.BUY, VOTES);
            performance.heard(report("a" + i, Status.CLOSED, "acc", -1));
        }

        assertThat(weights(performance)).containsExactly(new double[] {0.4, 0, 0.6}, offset(1e-12));
        for (int i = 0; i < 500; i++) {
            performance.sent("b" + i, Side.BUY, VOTES);
            performance.heard(report("b" + i, Status.CLOSED, "acc", 1));
        }
        assertThat(performance.weight(0)).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void aTradeThatEndsInPartsIsOneAndTheFirstAccountStandsForAll() {
        performance.sent("a", Side.BUY, VOTES);
        performance.heard(report("a", Status.OPENED, "first", 0));
        performance.heard(report("a", Status.CLOSED, "second", -50));
        performance.heard(report("a", Status.PARTIALLY_CLOSED, "first", 9));
        assertThat(weights(performance)).containsExactly(0.5, 0, 0.5);

        performance.heard(report("a", Status.CLOSED, "first", -4));
        assertThat(performance.weight(0)).isGreaterThan(0.5);
        double[] once = weights(performance);

        performance.heard(report("a", Status.CLOSED, "first", -4));
        performance.heard(report("unknown", Status.CLOSED, "first", -4));
        assertThat(weights(performance)).containsExactly(once);
    }

    @Test
    void aDecisionIsHeldAgainstTheQuoteAtItsHorizonNetOfTheSpread() {
        long horizon = SETTINGS.horizonMicros();
        performance.decided(VOTES, new Quote(0, 0, 1.1000, 1.1001));
        assertThat(performance.nextDueMicros()).isEqualTo(horizon);

        performance.settle(new Quote(horizon - 1, 5, 1.2, 1.2001));
        assertThat(weights(performance)).containsExactly(0.5, 0, 0.5);

        performance.settle(new Quote(horizon, 6, 1.10011, 1.1002)); // a buy at 1.1001 pays a hundredth of a pip
        assertThat(performance.weight(0)).isGreaterThan(0.5);
        assertThat(performance.nextDueMicros()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aMoveWithinTheSpreadIsAHold() {
        performance.decided(VOTES, new Quote(0, 0, 1.1000, 1.1001));

        performance.settle(new Quote(SETTINGS.horizonMicros(), 6, 1.1001, 1.1002));

        assertThat(performance.weight(0)).isLessThan(0.5);
    }

    @Test
    void nothingIsLearntFromAMarketThatSlept() {
        performance.decided(VOTES, new Quote(0, 7, 1.1000, 1.1001));

        performance.settle(new Quote(SETTINGS.horizonMicros(), 7, 1.1000, 1.1001));

        assertThat(weights(performance)).containsExactly(0.5, 0, 0.5);
        assertThat(performance.nextDueMicros()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anotherModelBeginsWithoutSkill() {
        performance.meet(0, "v1");
        performance.meet(2, "v1");
        performance.sent("a", Side.BUY, VOTES);
        performance.heard(report("a", Status.CLOSED, "acc", -12));
        performance.sent("b", Side.BUY, VOTES);

        performance.meet(0, "v2");
        double fresh = performance.weight(0);
        performance.heard(report("b", Status.CLOSED, "acc", -12));

        assertThat(fresh).isGreaterThan(0.49).isLessThan(0.5);
        assertThat(performance.weight(0)).isLessThan(fresh).isGreaterThan(0.48); // the other's skill alone has grown
    }

    @Test
    void skillIsKeptByNameWhenTheStrategyGetsAnotherAgent() throws IOException {
        performance.sent("a", Side.BUY, VOTES);
        performance.heard(report("a", Status.CLOSED, "acc", -12));

        Performance wider = Performance.bind(
                copy(performance), List.of("new", "shy", "bold"), new double[] {0.2, 0.4, 0.4}, SETTINGS);

        assertThat(wider.weight(2) / wider.weight(1))
                .isCloseTo(performance.weight(0) / performance.weight(2), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithTheWholeHistorySummedAnewAndOutlivesItsSnapshots(long seed) throws IOException {
        Random random = new Random(seed);
        AdaptationSettings settings = new AdaptationSettings(
                true,
                1 + random.nextInt(50),
                1 + random.nextInt(30),
                random.nextDouble() * 5,
                random.nextDouble() * 0.2,
                0.3 + random.nextDouble() * 0.7,
                1_000L + random.nextInt(100_000),
                random.nextDouble());
        double[] base = {0.4, 0.1, 0, 0.5};
        List<String> agents = List.of("a", "b", "c", "d");
        Performance tested = Performance.bind(null, agents, base, settings);
        for (int i = 0; i < agents.size(); i++) {
            tested.meet(i, "v0");
        }
        NaivePerformance naive = new NaivePerformance(base, settings);
        long now = 0;
        long tick = 0;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(2_000);
            tick += random.nextInt(3);
            double bid = 1.1 + random.nextGaussian() * 1e-4;
            Quote quote = new Quote(now, tick, bid, bid + 5e-5);
            tested.settle(quote);
            naive.settle(quote);
            if (random.nextInt(3) == 0) {
                List<Vote> votes = votes(random);
                tested.decided(votes, quote);
                naive.decided(votes, quote);
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                tested.sent("s" + i, side, votes);
                naive.sent("s" + i, side, votes);
            }
            Status status = Status.values()[random.nextInt(3)];
            TradeReport report = report(
                    "s" + Math.max(0, i - random.nextInt(80)),
                    status,
                    "acc" + random.nextInt(2),
                    random.nextGaussian());
            tested.heard(report);
            naive.heard(report);
            if (random.nextInt(200) == 0) {
                int agent = random.nextInt(agents.size());
                tested.meet(agent, "v" + i);
                naive.anotherModel(agent);
            }
            if (i % 50 == 0) {
                tested = Performance.bind(copy(tested), agents, base, settings);
                assertThat(weights(tested)).containsExactly(naive.weights(), offset(1e-6));
            }
        }
        assertThat(weights(tested)).isNotEqualTo(base);
    }

    private static List<Vote> votes(Random random) {
        List<Vote> votes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            float sell = random.nextFloat();
            float buy = random.nextFloat() * (1 - sell);
            boolean silent = i == 2 || random.nextInt(5) == 0;
            votes.add(silent ? vote("x", Float.NaN, Float.NaN, Float.NaN) : vote("x", sell, 1 - sell - buy, buy));
        }
        return votes;
    }

    private static double[] weights(Performance of) {
        double[] weights = new double[of.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = of.weight(i);
        }
        return weights;
    }

    private static Performance copy(Performance of) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        of.writeTo(new DataOutputStream(bytes));
        return Performance.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static Vote vote(String agent, float sell, float hold, float buy) {
        return new Vote(agent, "1", sell, hold, buy, 1, Float.isNaN(sell) ? "absent" : "");
    }

    private static TradeReport report(String signal, Status status, String account, double profit) {
        return new TradeReport(
                "EURUSD", 0, status, account, "s", signal, 1, 1, Side.BUY, 1, 0, 1.1, profit, 0, "", "terminal", 1);
    }
}
