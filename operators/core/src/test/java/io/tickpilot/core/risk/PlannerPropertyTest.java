package io.tickpilot.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.Planner.Proposal;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Plan.Exit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded random trades against {@link NaivePlanner} and against what no plan may break. */
class PlannerPropertyTest {
    private static final int TRADES = 20_000;
    private static final BigDecimal EDGE = new BigDecimal("1e-8");

    private static final Instrument[] INSTRUMENTS = {
        new Instrument("EURUSD", 5, 100_000, 0.01, 100, 0.01, "EUR", "USD"),
        new Instrument("USDJPY", 3, 100_000, 0.01, 50, 0.01, "USD", "JPY"),
        new Instrument("EURGBP", 5, 100_000, 0.1, 100, 0.1, "EUR", "GBP"),
        new Instrument("XAUUSD", 2, 100, 0.01, 20, 0.01, "XAU", "USD"),
        new Instrument("BTCUSDT", 1, 1, 0.001, 10, 0.001, "BTC", "USDT"),
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithDecimalArithmetic(long seed) {
        Random random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < TRADES; i++) {
            Trade trade = Trade.random(random);
            Plan plan = trade.propose().plan();
            if (plan == null) {
                continue;
            }
            BigDecimal entry = NaivePlanner.price(trade.side == Side.BUY ? trade.ask : trade.bid, trade.instrument);
            BigDecimal stop = NaivePlanner.stop(trade.side, entry, trade.atr, PlanSettings.DEFAULTS, trade.instrument);
            assertThat(plan.entry()).as("entry of %s", trade).isEqualTo(entry.doubleValue());
            assertThat(plan.stop()).as("stop of %s", trade).isEqualTo(stop.doubleValue());

            BigDecimal steps = NaivePlanner.steps(
                    NaivePlanner.stake(trade.confidence, PlanSettings.DEFAULTS, trade.risk),
                    NaivePlanner.lossPerLot(entry, stop, trade.instrument, trade.risk),
                    trade.instrument);
            BigDecimal toEdge =
                    steps.subtract(steps.setScale(0, RoundingMode.HALF_EVEN)).abs();
            if (toEdge.compareTo(EDGE) > 0) {
                BigDecimal lots = NaivePlanner.lots(steps, trade.instrument);
                assertThat(plan.lots()).as("lots of %s", trade).isEqualTo(lots.doubleValue());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(TRADES / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void noPlanLosesMoreThanTheAccountsRiskAtItsStopOrLeavesTheInstrumentsBounds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRADES; i++) {
            Trade trade = Trade.random(random);
            Plan plan = trade.propose().plan();
            if (plan == null) {
                continue;
            }
            BigDecimal loss = NaivePlanner.lossPerLot(
                            NaivePlanner.decimal(plan.entry()),
                            NaivePlanner.decimal(plan.stop()),
                            trade.instrument,
                            trade.risk)
                    .multiply(NaivePlanner.decimal(plan.lots()));
            double allowed = trade.risk.accountEquity() * trade.risk.accountRisk();
            assertThat(loss.doubleValue()).as("%s", trade).isLessThanOrEqualTo(allowed * (1 + 1e-7));
            assertThat(plan.lots()).isBetween(trade.instrument.minLots(), trade.instrument.maxLots());
            assertThat(NaivePlanner.decimal(plan.lots())
                            .remainder(NaivePlanner.decimal(trade.instrument.lotStep()))
                            .signum())
                    .as("lots are whole steps: %s", trade)
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void pricesStandInTheirOrderOnTheSideOfTheTrade(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRADES; i++) {
            Trade trade = Trade.random(random);
            Plan plan = trade.propose().plan();
            if (plan == null) {
                continue;
            }
            int sign = trade.side.sign();
            assertThat((plan.entry() - plan.stop()) * sign).as("%s", trade).isPositive();
            assertThat((plan.target1() - plan.entry()) * sign).as("%s", trade).isPositive();
            assertThat((plan.target2() - plan.target1()) * sign).as("%s", trade).isPositive();
            double last = plan.entry();
            for (Exit exit : plan.exits()) {
                assertThat((exit.price() - last) * sign).as("%s", trade).isNotNegative();
                last = exit.price();
            }
            assertThat((plan.target2() - last) * sign).as("%s", trade).isNotNegative();
            assertThat(plan.trailDistance()).isPositive();
        }
    }

    private record Trade(
            Side side,
            double bid,
            double ask,
            double atr,
            double confidence,
            Instrument instrument,
            RiskSettings risk) {

        static Trade random(Random random) {
            Instrument instrument = INSTRUMENTS[random.nextInt(INSTRUMENTS.length)];
            double price =
                    switch (instrument.symbol()) {
                        case "USDJPY" -> 80 + 100 * random.nextDouble();
                        case "XAUUSD" -> 1_000 + 4_000 * random.nextDouble();
                        case "BTCUSDT" -> 5_000 + 100_000 * random.nextDouble();
                        default -> 0.5 + random.nextDouble();
                    };
            double scale = 1 / instrument.point();
            double bid = Math.rint(price * scale) / scale;
            double ask = Math.rint(price * scale + random.nextInt(20)) / scale;
            double atr = price * Math.exp(-9 + 4 * random.nextDouble());
            double equity = Math.rint(100 * Math.exp(5 + 8 * random.nextDouble())) / 100;
            double share = (1 + random.nextInt(300)) / 10_000.0;
            RiskSettings risk = new RiskSettings("USD", equity, share, 0.5, Map.of("GBP", 1.2534, "USDT", 0.9991));
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            return new Trade(side, bid, ask, atr, 0.3 + 0.7 * random.nextDouble(), instrument, risk);
        }

        Proposal propose() {
            return Planner.propose(
                    side, bid, ask, atr, confidence, instrument, PlanSettings.DEFAULTS, risk, Advice.NONE);
        }
    }
}
