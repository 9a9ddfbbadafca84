package io.tickpilot.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.event.Tick;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedMarketTest {
    /** Monday 2 March 2026, 00:00 UTC. */
    private static final long START = 1_772_409_600_000_000L;

    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;

    @Test
    void sameSpecificationGivesTheSameTicks() {
        SimulatedMarketSpec spec = spec("EURUSD", "XAUUSD", "USDJPY");

        assertThat(first(spec, 50_000)).isEqualTo(first(spec, 50_000));
        assertThat(first(spec, 100)).isNotEqualTo(first(new SimulatedMarketSpec(spec.symbols(), START, 8), 100));
    }

    @Test
    void symbolsDoNotInfluenceOneAnother() {
        List<Tick> alone = first(spec("EURUSD"), 10_000);

        List<Tick> among = first(spec("XAUUSD", "EURUSD", "BTCUSD"), 60_000).stream()
                .filter(t -> t.symbol().equals("EURUSD"))
                .toList();

        assertThat(among).hasSizeGreaterThan(10_000).startsWith(alone.toArray(Tick[]::new));
    }

    @Test
    void ticksAreOrderedOnTheGridAndCountedWithoutAHole() {
        Map<String, Long> sequences = new HashMap<>();
        long last = START;
        SimulatedMarketSpec spec = spec("EURUSD", "XAUUSD", "USDJPY", "BTCUSD");
        for (Tick tick : first(spec, 200_000)) {
            double scale = Math.pow(10, SimulatedSymbol.named(tick.symbol()).digits());
            assertThat(tick.eventTimeMicros()).isGreaterThanOrEqualTo(last);
            assertThat(tick.sourceSequence()).isEqualTo(sequences.merge(tick.symbol(), 1L, Long::sum));
            assertThat(tick.bid()).isPositive().isEqualTo(Math.rint(tick.bid() * scale) / scale);
            assertThat(tick.ask()).isGreaterThan(tick.bid()).isEqualTo(Math.rint(tick.ask() * scale) / scale);
            assertThat(tick.bidSize()).isPositive();
            last = tick.eventTimeMicros();
        }
    }

    @Test
    void ticksUntilStopsBeforeTheGivenTimeAndGoesOnFromThere() {
        SimulatedMarket market = new SimulatedMarket(spec("EURUSD", "GBPUSD"));
        SimulatedMarket whole = new SimulatedMarket(spec("EURUSD", "GBPUSD"));

        Iterator<Tick> hour = market.ticksUntil(START + 60 * MINUTE);
        while (hour.hasNext()) {
            Tick tick = hour.next();
            assertThat(tick.eventTimeMicros()).isLessThan(START + 60 * MINUTE);
            assertThat(tick).isEqualTo(whole.next());
        }

        assertThat(market.next()).isEqualTo(whole.next());
    }

    @Test
    void figuresOfADayAreThoseOfTheSpecification() {
        SimulatedMarket market = new SimulatedMarket(spec("EURUSD"));
        double[] closes = minuteCloses(market, 20 * 1_440);

        double squares = 0;
        for (int i = 1; i < closes.length; i++) {
            squares += Math.pow(Math.log(closes[i] / closes[i - 1]), 2);
        }
        double dailyVolatility = Math.sqrt(squares / 20);

        assertThat(dailyVolatility).isBetween(0.004, 0.010);
    }

    @Test
    void spreadWidensWithVolatilityAndTheRateWithTheHour() {
        SimulatedMarket market = new SimulatedMarket(spec("EURUSD"));
        Map<Regime, double[]> spreads = new HashMap<>();
        long[] byHour = new long[24];
        for (int i = 0; i < 2_000_000; i++) {
            Regime regime = market.regime(0);
            Tick tick = market.next();
            double[] sum = spreads.computeIfAbsent(regime, r -> new double[2]);
            sum[0] += tick.ask() - tick.bid();
            sum[1]++;
            byHour[(int) (tick.eventTimeMicros() / (60 * MINUTE) % 24)]++;
        }

        assertThat(spreads).containsOnlyKeys(Regime.values());
        assertThat(mean(spreads, Regime.VOLATILE)).isGreaterThan(1.4 * mean(spreads, Regime.QUIET));
        assertThat(byHour[14]).isGreaterThan(2 * byHour[21]);
    }

    /** The claim of the Javadoc: momentum over 15 minutes says something about the next 5, regimes say more. */
    @Test
    void recentMinutesTellSomethingAboutTheNextOnes() {
        SimulatedMarket market = new SimulatedMarket(spec("EURUSD"));
        double[] closes = minuteCloses(market, 60 * 1_440);

        int right = 0;
        int all = 0;
        for (int i = 15; i + 5 < closes.length; i++) {
            double past = closes[i] - closes[i - 15];
            double next = closes[i + 5] - closes[i];
            if (Math.abs(past) > 0.0006 && next != 0) {
                all++;
                right += Math.signum(past) == Math.signum(next) ? 1 : 0;
            }
        }

        assertThat(all).isGreaterThan(5_000);
        assertThat((double) right / all).isBetween(0.53, 0.75);
    }

    @Test
    void namesFaultsOfASpecification() {
        assertThatThrownBy(() -> spec("EURUSD", "EURUSD")).hasMessageContaining("EURUSD");
        assertThatThrownBy(() -> spec()).hasMessageContaining("needs a symbol");
        assertThatThrownBy(() -> SimulatedSymbol.named("X").withTicksPerSecond(0))
                .hasMessageContaining("ticksPerSecond=0");
    }

    private static double[] minuteCloses(SimulatedMarket market, int minutes) {
        double[] closes = new double[minutes];
        double last = 1.1;
        for (int i = 0; i < minutes; i++) {
            Iterator<Tick> ticks = market.ticksUntil(START + (i + 1) * MINUTE);
            while (ticks.hasNext()) {
                Tick tick = ticks.next();
                last = (tick.bid() + tick.ask()) / 2;
            }
            closes[i] = last;
        }
        return closes;
    }

    private static double mean(Map<Regime, double[]> sums, Regime regime) {
        double[] sum = sums.getOrDefault(regime, new double[] {Double.NaN, 1});
        return sum[0] / sum[1];
    }

    private static SimulatedMarketSpec spec(String... symbols) {
        return SimulatedMarketSpec.of(List.of(symbols), START, 7);
    }

    private static List<Tick> first(SimulatedMarketSpec spec, int count) {
        SimulatedMarket market = new SimulatedMarket(spec);
        List<Tick> ticks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ticks.add(market.next());
        }
        return ticks;
    }
}
