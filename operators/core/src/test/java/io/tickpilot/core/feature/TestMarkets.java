package io.tickpilot.core.feature;

import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.testing.RandomTicks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded logs of EURUSD: ticks, trades and clocks. */
final class TestMarkets {
    private static final double[] ODD_SIZES = {
        1e308, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN, -1, 0, Double.MIN_VALUE
    };

    private final SplittableRandom random;
    private final List<SequencedEvent> events = new ArrayList<>();
    private long timeMicros = RandomTicks.START_MICROS;
    private long points = 110_000;

    private TestMarkets(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Begins late in a minute; from then on every minute has a move, a trade and sizes. */
    static List<SequencedEvent> lively(long seed, int minutes) {
        TestMarkets market = new TestMarkets(seed);
        market.timeMicros += 58_000_000;
        market.tick(1, 1);
        market.step(500_000, 500_001).trade(2);
        for (int i = 1; i <= minutes; i++) {
            market.timeMicros = RandomTicks.START_MICROS + i * 60_000_000L;
            for (int j = 0; j < 5; j++) {
                market.step(1_000_000, 11_000_000).move(1, 7).tick(1 + market.random.nextInt(4), 2);
            }
            market.trade(1);
        }
        return market.events;
    }

    /** Gaps, jumps, runs of one price, late ticks, sizes that are missing, trades, and clocks that close a quiet market's bars. */
    static List<SequencedEvent> wild(long seed, int ticks) {
        TestMarkets market = new TestMarkets(seed);
        for (int i = 0; i < ticks; i++) {
            market.step(1, 3_000_000);
            switch (market.random.nextInt(200)) {
                case 0 -> market.step(60_000_000, 400_000_000);
                case 1 -> market.move(-3_000, 3_000);
                case 2 -> market.step(60_000_000, 130_000_000).clock();
                case 3, 4 -> market.late();
                case 5 -> market.timeMicros += 3_600_000_000L;
                default -> {
                    if (market.random.nextInt(3) > 0) {
                        market.move(-6, 7);
                    }
                }
            }
            market.tick(market.size(), market.size());
            if (market.random.nextInt(8) == 0) {
                market.trade(1 + market.random.nextInt(5));
            }
        }
        return market.events;
    }

    /** As {@link #wild}, with a few minutes of absurd sizes in every hour. */
    static List<SequencedEvent> absurd(long seed, int ticks) {
        TestMarkets market = new TestMarkets(seed);
        for (int i = 0; i < ticks; i++) {
            market.step(1, 3_000_000).move(-6, 7);
            boolean odd = i % 2_000 < 200;
            market.tick(odd ? market.oddSize() : 1, odd ? market.oddSize() : 2);
            if (market.random.nextInt(8) == 0) {
                market.trade(odd && market.random.nextBoolean() ? 1e308 : 1);
            }
        }
        return market.events;
    }

    /** The same ticks without sizes. */
    static List<SequencedEvent> withoutSizes(List<SequencedEvent> events) {
        return mapped(
                events,
                t -> new Tick(
                        t.symbol(),
                        t.eventTimeMicros(),
                        t.bid(),
                        t.ask(),
                        0,
                        Double.NaN,
                        t.source(),
                        t.sourceSequence()));
    }

    /** The same ticks at prices of another magnitude. */
    static List<SequencedEvent> scaled(List<SequencedEvent> events, double factor) {
        return mapped(
                events,
                t -> new Tick(
                        t.symbol(),
                        t.eventTimeMicros(),
                        t.bid() * factor,
                        t.ask() * factor,
                        t.bidSize(),
                        t.askSize(),
                        t.source(),
                        t.sourceSequence()));
    }

    private interface OfTick {
        Tick map(Tick tick);
    }

    private static List<SequencedEvent> mapped(List<SequencedEvent> events, OfTick map) {
        return events.stream()
                .map(e -> e.event() instanceof Tick t
                        ? new SequencedEvent(e.partition(), e.epoch(), e.sequence(), e.logTimeMicros(), 0, map.map(t))
                        : e)
                .toList();
    }

    static void take(SequencedEvent event, MarketState market, MarketListener listener) {
        LogEvent content = event.event();
        if (content instanceof Tick) {
            market.onTick(event, listener);
        } else if (content instanceof TradePrint) {
            market.onTrade(event, listener);
        } else if (content instanceof Clock) {
            market.onClock(content.eventTimeMicros(), listener);
        } else if (content instanceof EndOfLog) {
            market.onEnd(content.eventTimeMicros(), listener);
        }
    }

    private double size() {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(1, 50) / 10.0;
    }

    private double oddSize() {
        return ODD_SIZES[random.nextInt(ODD_SIZES.length)];
    }

    private TestMarkets step(long from, long to) {
        timeMicros += random.nextLong(from, to);
        return this;
    }

    private TestMarkets move(int from, int to) {
        points = Math.max(50_000, points + (random.nextBoolean() ? 1 : -1) * random.nextInt(from, to));
        return this;
    }

    private void late() {
        long now = timeMicros;
        timeMicros -= random.nextLong(1, 1_900_000);
        add(content(timeMicros, 1, 1), now);
        timeMicros = now;
    }

    private void tick(double bidSize, double askSize) {
        add(content(timeMicros, bidSize, askSize), timeMicros);
    }

    private Tick content(long micros, double bidSize, double askSize) {
        double ask = (points + random.nextInt(5, 20)) / 1e5;
        return new Tick("EURUSD", micros, points / 1e5, ask, bidSize, askSize, "test", events.size());
    }

    private void trade(double size) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        add(
                new TradePrint("EURUSD", timeMicros, points / 1e5, size, side, "venue", "", "trades", events.size()),
                timeMicros);
    }

    private void clock() {
        add(new Clock("EURUSD", timeMicros), timeMicros);
    }

    private void add(LogEvent event, long logMicros) {
        events.add(new SequencedEvent(0, 1, events.size(), logMicros, 0, event));
    }
}
