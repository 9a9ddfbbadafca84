package io.tickpilot.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.flow.OrderFlow.Source;
import io.tickpilot.core.market.Side;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderFlowTest {
    private static final double NOISE = 1e-9;

    private static void feed(OrderFlow flow, FlowTick tick) {
        if (tick.closesBar()) {
            flow.barClosed();
        }
        flow.tradingDay(tick.timeMicros() / 600_000_000L);
        flow.addQuote(tick.bid(), tick.ask(), tick.bidSize(), tick.askSize());
        flow.addTrade(tick.tradeSize(), tick.aggressor());
    }

    private static double[] outputs(OrderFlow flow) {
        return new double[] {
            flow.signedVolume(), flow.imbalance(), flow.barDelta(), flow.cumulativeDelta(), flow.quoteImbalance()
        };
    }

    private static void quote(OrderFlow flow, int bidPoints, int askPoints, double bidSize, double askSize) {
        flow.addQuote(bidPoints / 1e5, askPoints / 1e5, bidSize, askSize);
    }

    @Test
    void signsQuotesByTheTickRule() {
        OrderFlow flow = new OrderFlow(1, Source.QUOTES);

        quote(flow, 110_000, 110_010, 1, 2);
        assertThat(flow.barDelta()).isZero();
        quote(flow, 110_001, 110_010, 1, 2);
        assertThat(flow.barDelta()).isEqualTo(3);
        quote(flow, 110_000, 110_011, 4, 0);
        assertThat(flow.barDelta()).as("the same mid keeps the sign").isEqualTo(7);
        quote(flow, 110_000, 110_010, 0, 0);
        assertThat(flow.barDelta()).as("a tick without sizes counts one").isEqualTo(6);

        flow.barClosed();
        assertThat(flow.signedVolume()).isEqualTo(6);
        assertThat(flow.imbalance()).isEqualTo(6 / 8.0);
    }

    @Test
    void takesMidsThatDifferByRoundingForTheSame() {
        for (int points = 1; points < 20_000; points++) {
            OrderFlow flow = new OrderFlow(1, Source.QUOTES);
            for (int widening = 0; widening < 10; widening++) {
                quote(flow, points - widening, points + 5 + widening, 1, 1);
            }
            assertThat(flow.barDelta()).as("%d points", points).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void equalsItsNaiveTwinAndIsNaNBeforeItsWarmUp(Source source) {
        for (int bars : new int[] {1, 2, 7}) {
            List<FlowTick> ticks = FlowTick.randomWalk(bars, 3_000);
            List<Integer> signs = NaiveFlow.signs(ticks);
            OrderFlow flow = new OrderFlow(bars, source);
            int closed = 0;
            long day = Long.MIN_VALUE;
            double ofDay = 0;
            for (int i = 0; i < ticks.size(); i++) {
                FlowTick tick = ticks.get(i);
                feed(flow, tick);
                closed += tick.closesBar() ? 1 : 0;
                long dayOfTick = tick.timeMicros() / 600_000_000L;
                ofDay = dayOfTick > day ? 0 : ofDay;
                day = Math.max(day, dayOfTick);
                ofDay += signed(source, tick, signs.get(i));
                assertThat(flow.cumulativeDelta()).isCloseTo(ofDay, within(NOISE));
                assertThat(flow.barDelta()).isCloseTo(delta(source, ticks, signs, i, 0), within(NOISE));
                if (closed < flow.warmUp()) {
                    assertThat(flow.signedVolume()).isNaN();
                    assertThat(flow.imbalance()).isNaN();
                } else {
                    double delta = delta(source, ticks, signs, i, bars);
                    double volume = volume(source, ticks, signs, i, bars);
                    assertThat(flow.signedVolume()).isCloseTo(delta, within(NOISE));
                    assertThat(flow.imbalance())
                            .isBetween(-1.0, 1.0)
                            .isCloseTo(volume == 0 ? 0 : delta / volume, within(NOISE));
                }
            }
        }
    }

    private static double signed(Source source, FlowTick tick, int sign) {
        return source == Source.QUOTES ? sign * tick.volume() : tick.aggressor().sign() * tick.tradeSize();
    }

    private static double delta(Source source, List<FlowTick> ticks, List<Integer> signs, int last, int bars) {
        double sum = 0;
        for (int i = first(ticks, last, bars); i <= last; i++) {
            sum += signed(source, ticks.get(i), signs.get(i));
        }
        return sum;
    }

    private static double volume(Source source, List<FlowTick> ticks, List<Integer> signs, int last, int bars) {
        double sum = 0;
        for (int i = first(ticks, last, bars); i <= last; i++) {
            sum += Math.abs(signed(source, ticks.get(i), signs.get(i)));
        }
        return sum;
    }

    private static int first(List<FlowTick> ticks, int last, int bars) {
        return last
                + 1
                - NaiveFlow.window(ticks.subList(0, last + 1), false, bars).size();
    }

    @Test
    void betweenBarsGivesTheWindowAndTheDeltaOfTheClosedOnes() {
        OrderFlow flow = new OrderFlow(2, Source.TRADES);
        flow.addTrade(9, Side.BUY);
        flow.barClosed();
        flow.addTrade(2, Side.SELL);
        flow.barClosed();
        flow.addTrade(4, Side.BUY);
        flow.barClosed();

        assertThat(flow.signedVolume()).isEqualTo(2);
        assertThat(flow.imbalance()).isEqualTo(2 / 6.0);
        assertThat(flow.barDelta()).isEqualTo(4);

        flow.addQuote(1, 2, 1, 1);
        assertThat(flow.barDelta()).as("a bar forms without a trade").isZero();
        assertThat(flow.signedVolume()).isEqualTo(2);
    }

    @Test
    void countsOnlyTheSourceItWasMadeFor() {
        OrderFlow quotes = new OrderFlow(1, Source.QUOTES);
        quotes.addTrade(5, Side.BUY);
        assertThat(quotes.barDelta()).isNaN();

        OrderFlow trades = new OrderFlow(1, Source.TRADES);
        quote(trades, 110_000, 110_010, 3, 1);
        quote(trades, 110_001, 110_010, 3, 1);
        assertThat(trades.barDelta()).isZero();
        assertThat(trades.quoteImbalance()).isEqualTo(0.5);
        trades.addTrade(0, Side.BUY);
        trades.addTrade(-1, Side.BUY);
        trades.addTrade(Double.NaN, Side.BUY);
        trades.addTrade(Double.POSITIVE_INFINITY, Side.BUY);
        assertThat(trades.barDelta()).isZero();
    }

    @Test
    void aWindowWithoutVolumeIsBalanced() {
        OrderFlow flow = new OrderFlow(1, Source.TRADES);
        flow.addQuote(1, 2, 1, 1);
        flow.barClosed();

        assertThat(flow.imbalance()).isZero();
        assertThat(flow.signedVolume()).isZero();
    }

    @Test
    void aQuoteWithoutSizesHasNoImbalance() {
        OrderFlow flow = new OrderFlow(1, Source.QUOTES);
        assertThat(flow.quoteImbalance()).isNaN();
        flow.addQuote(1, 2, 3, 0);
        assertThat(flow.quoteImbalance()).isEqualTo(1);
        flow.addQuote(1, 2, 0, 0);
        assertThat(flow.quoteImbalance()).isNaN();
        flow.addQuote(1, 2, Double.NaN, -1);
        assertThat(flow.quoteImbalance()).isNaN();
    }

    @Test
    void startsOverWithANewTradingDayOnlyOnce() {
        OrderFlow flow = new OrderFlow(1, Source.TRADES);
        flow.addTrade(1, Side.BUY);
        assertThat(flow.cumulativeDelta()).isNaN();
        flow.tradingDay(7);
        flow.addTrade(2, Side.BUY);
        flow.tradingDay(8);
        flow.addTrade(4, Side.BUY);
        flow.tradingDay(7);
        flow.addTrade(8, Side.BUY);
        flow.tradingDay(8);

        assertThat(flow.cumulativeDelta()).isEqualTo(12);
        assertThat(flow.barDelta()).isEqualTo(15);
    }

    @Test
    void neverGivesAnInfiniteNumberAndRecovers() {
        OrderFlow flow = new OrderFlow(2, Source.TRADES);
        for (int i = 0; i < 4; i++) {
            flow.addTrade(Double.MAX_VALUE, Side.BUY);
            flow.addTrade(Double.MAX_VALUE, Side.BUY);
            flow.barClosed();
        }
        assertThat(flow.signedVolume()).isNaN();
        assertThat(flow.imbalance()).isNaN();

        for (int i = 0; i < 4; i++) {
            flow.addTrade(1, Side.BUY);
            flow.barClosed();
        }
        assertThat(flow.signedVolume()).isEqualTo(2);
        assertThat(flow.imbalance()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void goesOnBitByBitAfterARoundTripOfItsStateHoweverOftenItIsRead(Source source) throws IOException {
        OrderFlow undisturbed = new OrderFlow(5, source);
        OrderFlow subject = new OrderFlow(5, source);
        int i = 0;
        for (FlowTick tick : FlowTick.randomWalk(11, 2_000)) {
            feed(undisturbed, tick);
            feed(subject, tick);
            outputs(subject);
            if (i++ % 7 == 0) {
                subject = StateCopy.of(subject, new OrderFlow(5, source));
                assertThat(outputs(subject)).isEqualTo(outputs(undisturbed));
            }
        }
        assertThat(StateCopy.bytes(subject)).isEqualTo(StateCopy.bytes(undisturbed));
    }

    @Test
    void needsABar() {
        assertThatThrownBy(() -> new OrderFlow(0, Source.QUOTES)).isInstanceOf(IllegalArgumentException.class);
    }
}
