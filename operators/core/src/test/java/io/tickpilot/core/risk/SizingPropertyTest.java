package io.tickpilot.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.Planner.Market;
import io.tickpilot.core.risk.Planner.Proposal;
import io.tickpilot.core.signal.Plan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes for several accounts at once, against the rule in decimals and against what no size may break. */
class SizingPropertyTest {
    private static final MathContext PRECISE = new MathContext(50);
    private static final Instrument EURUSD = new Instrument("EURUSD", 5, 100_000, 0.01, 100, 0.01, "EUR", "USD");
    /** So that sizes are told to the unit. */
    private static final Instrument BY_UNITS = new Instrument("EURUSD", 4, 1, 1, 1e9, 1, "EUR", "USD");

    private static final Instrument[] INSTRUMENTS = {
        EURUSD,
        new Instrument("USDJPY", 3, 100_000, 0.01, 50, 0.01, "USD", "JPY"),
        new Instrument("XAUUSD", 2, 100, 0.01, 20, 0.01, "XAU", "USD"),
    };

    @Test
    void agreesWithPublishedExamples() {
        // babypips.com, "Calculating Position Sizes": USD 5,000, 1 %, 200 pips in EURUSD: 2,500 units.
        assertThat(units("USD", 5_000, 1.4000)).isEqualTo(2_500);
        // parkingpips.com, "Babypips position size calculator": EUR 3,000, 1 %, 200 pips at 1.4000: EUR 30 = USD 42:
        // 2,100 units.
        assertThat(units("EUR", 3_000, 1.4000)).isEqualTo(2_100);
    }

    private static double units(String currency, double equity, double price) {
        RiskSettings risk = new RiskSettings(currency, equity, 0.01, 0.5, Map.of());
        PlanSettings plan = new PlanSettings(1, 1.5, 3, 1, List.of());
        // Its stop is one ATR of 200 pips away.
        return Planner.propose(Side.BUY, price - 0.0001, price, 0.02, 0.9, BY_UNITS, plan, risk, Advice.NONE)
                .plan()
                .lots();
    }

    @Test
    void scalesDownWithVolatilityAndNeverUpByDefault() {
        double calm = lots(0.1);
        double usual = lots(0.5);
        double wild = lots(0.8);
        double wildest = lots(1.0);

        // 10,000 x 1 % / (0.0012 x 100,000) = 0.8333; x 0.5 / 0.8 = 0.5208; x 0.5 = 0.4166
        assertThat(calm).isEqualTo(0.83);
        assertThat(usual).isEqualTo(0.83);
        assertThat(wild).isEqualTo(0.52);
        assertThat(wildest).isEqualTo(0.41);
        assertThat(lots(Double.NaN)).isEqualTo(0.83);
    }

    private static double lots(double atrRank) {
        RiskSettings risk = RiskSettings.DEFAULTS;
        Market market = new Market(Side.BUY, 1.1, 1.1001, 0.0008, atrRank);
        Stake stake = Stake.of(0.8, PlanSettings.DEFAULTS, risk, EURUSD, 1.1001);
        return Planner.propose(market, EURUSD, PlanSettings.DEFAULTS, risk, Advice.NONE, stake)
                .plan()
                .lots();
    }

    @Test
    void namesWhatBoundsTheSizeMost() {
        double none = Double.POSITIVE_INFINITY;
        assertThat(rejected(new Funds("a", "USD", 10, none, 0, none, none, none, none, 1)))
                .isEqualTo("lots");
        assertThat(rejected(new Funds("a", "USD", 10_000, none, 0, none, none, none, none, 0)))
                .isEqualTo("risk-scale");
        assertThat(rejected(new Funds("a", "USD", 10_000, none, 0, 0.5, none, none, none, 1)))
                .isEqualTo("risk-budget");
        assertThat(rejected(new Funds("a", "USD", 10_000, none, 0, none, 0.5, none, none, 1)))
                .isEqualTo("headroom");
        assertThat(rejected(new Funds("a", "USD", 10_000, none, 0, none, none, 0.009, none, 1)))
                .isEqualTo("max-lots");
        assertThat(rejected(new Funds("a", "USD", 10_000, none, 0, none, none, none, 1_000, 1)))
                .isEqualTo("max-exposure");
        assertThat(rejected(new Funds("a", "USD", 10_000, 20, 100, none, none, none, none, 1)))
                .isEqualTo("margin");
        assertThat(rejected(new Funds("a", "USD", 10_000, -5, 100, none, none, none, none, 1)))
                .isEqualTo("margin");
        assertThat(rejected(new Funds("a", "CHF", 10_000, none, 0, none, none, none, none, 1)))
                .isEqualTo("conversion-rate:USD-CHF");
    }

    private static String rejected(Funds funds) {
        Conversion conversion = new Conversion(new Rates(), EURUSD, 1.1, RiskSettings.DEFAULTS, 0);
        Stake stake = new Stake(0.8, 1.5, 1, List.of(funds), conversion);
        Market market = new Market(Side.BUY, 1.1, 1.1001, 0.0008, 0.5);
        Proposal proposal =
                Planner.propose(market, EURUSD, PlanSettings.DEFAULTS, RiskSettings.DEFAULTS, Advice.NONE, stake);
        assertThat(proposal.plan()).isNull();
        return proposal.rejection().check();
    }

    @Test
    void aProbeIsAPartOfTheSizeButNotTooSmallToTrade() {
        assertThat(probe(10_000)).as("0.83 x 0.25 = 0.2075").isEqualTo(0.2);
        assertThat(probe(150)).as("0.0125 lots whole: a quarter is raised").isEqualTo(0.01);
    }

    private static double probe(double equity) {
        Conversion conversion = new Conversion(new Rates(), EURUSD, 1.1, RiskSettings.DEFAULTS, 0);
        Stake stake = new Stake(0.8, 1.5, 0.25, List.of(Funds.of("USD", equity)), conversion);
        Market market = new Market(Side.BUY, 1.1, 1.1001, 0.0008, 0.5);
        return Planner.propose(market, EURUSD, PlanSettings.DEFAULTS, RiskSettings.DEFAULTS, Advice.NONE, stake)
                .plan()
                .lots();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isTheLeastOfAllBoundsOfAllAccountsAndBreaksNone(long seed) {
        Random random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < 20_000; i++) {
            Instrument instrument = INSTRUMENTS[random.nextInt(INSTRUMENTS.length)];
            double price =
                    switch (instrument.symbol()) {
                        case "USDJPY" -> 150;
                        case "XAUUSD" -> 2_000;
                        default -> 1.25;
                    };
            RiskSettings risk = new RiskSettings(
                    "USD", 10_000, (1 + random.nextInt(300)) / 1e4, 0.5, Map.of("JPY", 0.0066, "EUR", 1.2, "GBP", 1.3));
            Conversion conversion = new Conversion(new Rates(), instrument, price, risk, 0);
            List<Funds> funds = new ArrayList<>();
            for (int a = 0; a <= random.nextInt(3); a++) {
                funds.add(funds(random));
            }
            Market market =
                    new Market(Side.BUY, price - instrument.point(), price, price * 0.001, random.nextInt(101) / 100.0);
            Stake stake =
                    new Stake(0.4 + random.nextInt(60) / 100.0, 1 + random.nextInt(20) / 10.0, 1, funds, conversion);
            Advice advice = new Advice(random.nextInt(3) / 2.0, Double.NaN, 0);

            Plan plan = Planner.propose(market, instrument, PlanSettings.DEFAULTS, risk, advice, stake)
                    .plan();

            BigDecimal steps = steps(market, instrument, risk, advice, stake);
            BigDecimal whole = steps.setScale(0, RoundingMode.FLOOR);
            boolean edge = steps.subtract(steps.setScale(0, RoundingMode.HALF_EVEN))
                            .abs()
                            .compareTo(new BigDecimal("1e-7"))
                    < 0;
            if (edge) {
                continue;
            }
            double expected = whole.multiply(decimal(instrument.lotStep()))
                    .min(decimal(instrument.maxLots()))
                    .doubleValue();
            double actual = plan == null ? 0 : plan.lots();
            assertThat(actual)
                    .as("%s %s %s", market, stake, risk)
                    .isEqualTo(expected < instrument.minLots() - 1e-12 ? 0 : expected);
            compared += plan == null ? 0 : 1;
            if (plan != null) {
                breaksNone(plan, instrument, stake, risk);
            }
        }
        assertThat(compared).isGreaterThan(4_000);
    }

    private static void breaksNone(Plan plan, Instrument instrument, Stake stake, RiskSettings risk) {
        for (Funds funds : stake.funds()) {
            double rate = stake.conversion().quoteRate(funds.currency());
            double loss = plan.lots() * Math.abs(plan.entry() - plan.stop()) * instrument.contractSize() * rate;
            double value = plan.lots() * plan.entry() * instrument.contractSize() * rate;
            double slack = 1 + 1e-6;
            assertThat(loss).isLessThanOrEqualTo(funds.equity() * risk.accountRisk() * slack);
            assertThat(loss).isLessThanOrEqualTo(funds.riskLeft() * slack);
            assertThat(loss).isLessThanOrEqualTo(funds.headroom() * slack);
            assertThat(plan.lots()).isLessThanOrEqualTo(funds.lotsLeft() * slack);
            assertThat(value).isLessThanOrEqualTo(funds.exposureLeft() * slack);
            if (funds.leverage() > 0) {
                assertThat(value / funds.leverage()).isLessThanOrEqualTo(funds.freeMargin() * 0.5 * slack);
            }
        }
    }

    /** Whole and broken lot steps, unbounded by the instrument. */
    private static BigDecimal steps(
            Market market, Instrument instrument, RiskSettings risk, Advice advice, Stake stake) {
        BigDecimal entry = NaivePlanner.price(market.price(), instrument);
        BigDecimal stop = NaivePlanner.stop(Side.BUY, entry, market.atr(), PlanSettings.DEFAULTS, instrument);
        BigDecimal p = new BigDecimal(stake.winRate());
        BigDecimal kelly = p.subtract(BigDecimal.ONE.subtract(p).divide(new BigDecimal(stake.payoff()), PRECISE));
        if (kelly.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal share = kelly.multiply(decimal(0.5)).min(decimal(risk.accountRisk()));
        double rank = market.atrRank();
        BigDecimal scale = rank <= 0.5 ? BigDecimal.ONE : decimal(0.5).divide(decimal(rank), PRECISE);
        share = share.multiply(scale.max(decimal(0.5))).multiply(decimal(Math.min(1, advice.size())));
        BigDecimal least = null;
        for (Funds funds : stake.funds()) {
            BigDecimal rate = new BigDecimal(stake.conversion().quoteRate(funds.currency()));
            BigDecimal perUnit = decimal(instrument.contractSize()).multiply(rate);
            BigDecimal loss = entry.subtract(stop).multiply(perUnit);
            BigDecimal value = entry.multiply(perUnit);
            List<BigDecimal> bounds = new ArrayList<>();
            bounds.add(decimal(funds.equity())
                    .multiply(share)
                    .multiply(decimal(funds.scale()))
                    .divide(loss, PRECISE));
            add(bounds, funds.riskLeft(), loss);
            add(bounds, funds.headroom(), loss);
            add(bounds, funds.lotsLeft(), BigDecimal.ONE);
            add(bounds, funds.exposureLeft(), value);
            if (funds.leverage() > 0) {
                add(bounds, funds.freeMargin() * 0.5 * funds.leverage(), value);
            }
            for (BigDecimal bound : bounds) {
                least = least == null ? bound : least.min(bound);
            }
        }
        return least.divide(decimal(instrument.lotStep()), PRECISE);
    }

    private static void add(List<BigDecimal> bounds, double most, BigDecimal each) {
        if (most < Double.POSITIVE_INFINITY) {
            bounds.add(decimal(most).divide(each, PRECISE));
        }
    }

    private static BigDecimal decimal(double number) {
        return NaivePlanner.decimal(number);
    }

    private static Funds funds(Random random) {
        String currency = List.of("USD", "EUR", "GBP").get(random.nextInt(3));
        double equity = 1_000 + random.nextInt(1_000_000);
        return new Funds(
                "a" + random.nextInt(9),
                currency,
                equity,
                random.nextInt((int) equity),
                random.nextBoolean() ? 0 : 30 + random.nextInt(400),
                maybe(random, equity * 0.02),
                maybe(random, equity * 0.02),
                maybe(random, 5),
                maybe(random, equity * 10),
                random.nextInt(4) == 0 ? random.nextInt(101) / 100.0 : 1);
    }

    private static double maybe(Random random, double most) {
        return random.nextInt(3) > 0 ? Double.POSITIVE_INFINITY : Math.rint(random.nextDouble() * most * 100) / 100;
    }
}
