package io.tickpilot.core.testing;

import io.tickpilot.core.event.SequencedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded random walks as sequenced ticks: about one a second, now and then a silent minute, prices in whole points. */
public final class RandomTicks {
    /** Monday, 6 January 2025, 00:00 UTC. */
    public static final long START_MICROS = 1_736_121_600_000_000L;

    private RandomTicks() {}

    public static List<SequencedEvent> of(String symbol, long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SequencedEvent> ticks = new ArrayList<>(count);
        long time = START_MICROS;
        long points = 110_000;
        for (int i = 0; i < count; i++) {
            time += random.nextLong(1, 2_000_000) + (random.nextInt(400) == 0 ? 90_000_000 : 0);
            points += random.nextInt(-6, 7);
            long spread = random.nextInt(5, 20);
            ticks.add(TickBuilder.aTick()
                    .symbol(symbol)
                    .atMicros(time)
                    .quote(points / 1e5, (points + spread) / 1e5)
                    .sizes(random.nextInt(0, 5), random.nextInt(0, 5))
                    .sequence(i)
                    .sequenced());
        }
        return ticks;
    }
}
