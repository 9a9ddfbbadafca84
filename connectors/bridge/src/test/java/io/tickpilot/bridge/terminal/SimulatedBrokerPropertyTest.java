package io.tickpilot.bridge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random markets and signals: money and lots must add up, and agree with {@link NaiveTrade}. */
class SimulatedBrokerPropertyTest {
    private static final int TICKS = 4_000;
    private static final double COMMISSION = 3.5;

    private record Opened(Side side, Plan plan, int atTick) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void lotsAndMoneyAddUpAndAgreeWithASecondOpinion(long seed) {
        Random random = new Random(seed);
        List<TradeReport> reports = new ArrayList<>();
        SimulatedBroker broker = new SimulatedBroker(
                new TerminalSettings(
                        "p", "USD", 10_000, 0, 1e6, COMMISSION, Duration.ofHours(10), 5_000, 5_000, 1, 100),
                Market::find,
                1,
                reports::add);
        List<Tick> ticks = walk(random);
        Map<String, Opened> opened = new LinkedHashMap<>();
        for (int i = 0; i < TICKS; i++) {
            Tick tick = ticks.get(i);
            broker.onTick(tick);
            if (random.nextInt(20) == 0) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                double entry = side == Side.BUY ? tick.ask() : tick.bid();
                Plan plan = Market.plan(side, entry, (1 + random.nextInt(300)) / 100.0);
                String id = "s" + i;
                assertThat(broker.onSignal(Market.signal(id, "EURUSD", side, plan), Market.START))
                        .isTrue();
                opened.put(id, new Opened(side, plan, i));
            }
            TerminalSnapshot now = broker.snapshot();
            assertThat(now.opened() - now.closed()).isEqualTo(now.trades().size());
        }

        double total = 0;
        for (Map.Entry<String, Opened> entry : opened.entrySet()) {
            Opened trade = entry.getValue();
            NaiveTrade naive = NaiveTrade.walk(
                    trade.side(),
                    trade.plan(),
                    ticks.get(trade.atTick()),
                    ticks.subList(trade.atTick() + 1, TICKS),
                    COMMISSION);
            BigDecimal closed = BigDecimal.ZERO;
            double profit = 0;
            BigDecimal remaining = BigDecimal.valueOf(trade.plan().lots());
            for (TradeReport report : reports) {
                if (report.signalId().equals(entry.getKey()) && report.status() != TradeReport.Status.OPENED) {
                    closed = closed.add(BigDecimal.valueOf(report.lots()));
                    remaining = remaining.subtract(BigDecimal.valueOf(report.lots()));
                    assertThat(BigDecimal.valueOf(report.remainingLots())).isEqualByComparingTo(remaining);
                    profit += report.profit();
                }
            }
            assertThat(closed).as(entry.getKey()).isEqualByComparingTo(naive.closedLots);
            assertThat(profit).as(entry.getKey()).isCloseTo(naive.profit.doubleValue(), within(1e-6));
            total += profit;
        }
        TerminalSnapshot end = broker.snapshot();
        assertThat(end.realised()).isCloseTo(total, within(1e-6));
        assertThat(end.balance()).isCloseTo(10_000 + total, within(1e-6));
        assertThat(opened).hasSizeGreaterThan(100);
        assertThat(end.closed()).isGreaterThan(50);
    }

    /** Prices on the grid of the instrument, so that decimals and doubles see the same comparisons. */
    private static List<Tick> walk(Random random) {
        List<Tick> ticks = new ArrayList<>();
        long points = 110_000;
        for (int i = 0; i < TICKS; i++) {
            points += Math.round(random.nextGaussian() * 12);
            long spread = 1 + random.nextInt(15);
            ticks.add(Market.quote("EURUSD", points / 1e5, (points + spread) / 1e5, i));
        }
        return ticks;
    }
}
