package io.tickpilot.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.Planner.Proposal;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Plan.Exit;
import io.tickpilot.core.signal.Rejection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked examples, each with its arithmetic. */
class PlannerTest {
    private static final Instrument EURUSD = new Instrument("EURUSD", 5, 100_000, 0.01, 100, 0.01, "EUR", "USD");
    private static final Instrument USDJPY = new Instrument("USDJPY", 3, 100_000, 0.01, 100, 0.01, "USD", "JPY");
    private static final Instrument EURJPY = new Instrument("EURJPY", 3, 100_000, 0.01, 100, 0.01, "EUR", "JPY");
    private static final Instrument XAUUSD = new Instrument("XAUUSD", 2, 100, 0.01, 100, 0.01, "XAU", "USD");
    private static final RiskSettings RISK = RiskSettings.DEFAULTS;

    @Test
    void plansABuy() {
        Plan plan =
                propose(Side.BUY, 1.10000, 1.10010, 0.0008, 0.8, EURUSD, RISK).plan();

        // R = 1.5 x 0.0008 = 0.0012; lots = 10,000 x 1 % / (0.0012 x 100,000) = 0.8333
        assertThat(plan.entry()).isEqualTo(1.10010);
        assertThat(plan.stop()).isEqualTo(1.09890);
        assertThat(plan.target1()).isEqualTo(1.10190);
        assertThat(plan.target2()).isEqualTo(1.10370);
        assertThat(plan.trailDistance()).isEqualTo(0.0008);
        assertThat(plan.lots()).isEqualTo(0.83);
        assertThat(plan.exits()).containsExactly(new Exit(1.10190, 0.5, true), new Exit(1.10298, 0.3, false));
    }

    @Test
    void plansASellFromTheBid() {
        Plan plan = propose(Side.SELL, 2000.10, 2000.40, 1.0, 0.8, XAUUSD, RISK).plan();

        // R = 1.50; lots = 100 / (1.50 x 100) = 0.6666
        assertThat(plan.entry()).isEqualTo(2000.10);
        assertThat(plan.stop()).isEqualTo(2001.60);
        assertThat(plan.target1()).isEqualTo(1997.85);
        assertThat(plan.target2()).isEqualTo(1995.60);
        assertThat(plan.lots()).isEqualTo(0.66);
        assertThat(plan.exits()).containsExactly(new Exit(1997.85, 0.5, true), new Exit(1996.50, 0.3, false));
    }

    @Test
    void convertsByThePriceWhereTheBaseCurrencyIsTheAccounts() {
        Plan plan =
                propose(Side.BUY, 149.990, 150.000, 0.100, 0.8, USDJPY, RISK).plan();

        // R = 0.150 JPY x 100,000 = 15,000 JPY = 100 USD a lot at 150
        assertThat(plan.lots()).isEqualTo(1.0);
    }

    @Test
    void convertsACrossByTheConfiguredRateAndRefusesItWithoutOne() {
        RiskSettings rated = new RiskSettings("USD", 10_000, 0.01, 0.5, Map.of("JPY", 0.005));

        // 15,000 JPY a lot x 0.005 = 75 USD; 100 / 75 = 1.333
        assertThat(propose(Side.BUY, 159.990, 160.000, 0.100, 0.8, EURJPY, rated)
                        .plan()
                        .lots())
                .isEqualTo(1.33);
        assertThat(propose(Side.BUY, 159.990, 160.000, 0.100, 0.8, EURJPY, RISK).rejection())
                .isEqualTo(new Rejection("conversion-rate:JPY-USD", 0, 0));
    }

    @Test
    void staysBelowItsShareOfKelly() {
        // p = 0.41, b = 1.5: f = 0.41 - 0.59 / 1.5 = 0.016667; half of it is 0.8333 % of 10,000 = 83.33; / 120 = 0.694
        assertThat(propose(Side.BUY, 1.10000, 1.10010, 0.0008, 0.41, EURUSD, RISK)
                        .plan()
                        .lots())
                .isEqualTo(0.69);
    }

    @Test
    void refusesABetWithoutAnEdge() {
        Rejection rejection =
                propose(Side.BUY, 1.1, 1.1001, 0.0008, 0.25, EURUSD, RISK).rejection();

        assertThat(rejection).isEqualTo(new Rejection("kelly", 0.25 - 0.75 / 1.5, 0));
    }

    @Test
    void refusesASizeBelowTheMinimumRatherThanRiskMore() {
        RiskSettings poor = new RiskSettings("USD", 100, 0.01, 0.5, Map.of());

        Rejection rejection =
                propose(Side.BUY, 1.1, 1.1001, 0.0008, 0.8, EURUSD, poor).rejection();

        // 1 / 120 = 0.0083
        assertThat(rejection.check()).isEqualTo("lots");
        assertThat(rejection.value()).isBetween(0.0083, 0.0084);
        assertThat(rejection.limit()).isEqualTo(0.01);
    }

    @Test
    void stopsAtTheInstrumentsMaximum() {
        RiskSettings rich = new RiskSettings("USD", 1e9, 0.01, 0.5, Map.of());

        assertThat(propose(Side.BUY, 1.1, 1.1001, 0.0008, 0.8, EURUSD, rich)
                        .plan()
                        .lots())
                .isEqualTo(100);
    }

    @Test
    void refusesAStopWithinAPointOfTheEntryOrBelowZero() {
        assertThat(propose(Side.BUY, 1.1, 1.1001, 0.000003, 0.8, EURUSD, RISK)
                        .rejection()
                        .check())
                .isEqualTo("stop-distance");
        assertThat(propose(Side.BUY, 1.1, 1.1001, Double.NaN, 0.8, EURUSD, RISK)
                        .rejection()
                        .check())
                .isEqualTo("stop-distance");
        assertThat(propose(Side.BUY, 1.1, 1.1001, 1, 0.8, EURUSD, RISK)
                        .rejection()
                        .check())
                .isEqualTo("plan-price");
        assertThat(propose(Side.SELL, 1.1, 1.1001, 0.3, 0.8, EURUSD, RISK)
                        .rejection()
                        .check())
                .isEqualTo("plan-price");
    }

    private static Proposal propose(
            Side side,
            double bid,
            double ask,
            double atr,
            double confidence,
            Instrument instrument,
            RiskSettings risk) {
        return Planner.propose(side, bid, ask, atr, confidence, instrument, PlanSettings.DEFAULTS, risk, Advice.NONE);
    }
}
