package io.tickpilot.core.flow;

import io.tickpilot.core.market.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A quote, and a trade at its time.
 *
 * @param closesBar whether the forming bar ends before it
 */
record FlowTick(
        long timeMicros,
        double bid,
        double ask,
        double bidSize,
        double askSize,
        double tradeSize,
        Side aggressor,
        boolean closesBar) {

    double mid() {
        return (bid + ask) / 2;
    }

    double spread() {
        return ask - bid;
    }

    double volume() {
        return TickVolume.of(bidSize, askSize);
    }

    /** A random walk in whole points with repeats, jumps, missing sizes, bars of 1 to some 30 ticks, late ticks and breaks. */
    static List<FlowTick> randomWalk(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FlowTick> ticks = new ArrayList<>(count);
        long time = 1_736_121_600_000_000L;
        long points = 110_000;
        for (int i = 0; i < count; i++) {
            time += random.nextInt(3) == 0 ? 0 : random.nextLong(700_000);
            time += random.nextInt(500) == 0 ? random.nextLong(90_000_000) : 0;
            points += random.nextInt(-3, 4) + (random.nextInt(400) == 0 ? random.nextInt(-300, 301) : 0);
            long spread = random.nextInt(50) == 0 ? random.nextInt(200) : random.nextInt(8, 12);
            boolean sized = random.nextInt(4) != 0;
            long late = random.nextInt(40) == 0 ? random.nextLong(7_000_000) : 0;
            ticks.add(new FlowTick(
                    time - late,
                    points / 1e5,
                    (points + spread) / 1e5,
                    sized ? random.nextInt(0, 40) / 8.0 : 0,
                    sized ? random.nextInt(0, 40) / 8.0 : Double.NaN,
                    random.nextInt(3) == 0 ? 0 : random.nextDouble() * 5,
                    random.nextBoolean() ? Side.BUY : Side.SELL,
                    i > 0 && random.nextInt(12) == 0));
        }
        return ticks;
    }
}
