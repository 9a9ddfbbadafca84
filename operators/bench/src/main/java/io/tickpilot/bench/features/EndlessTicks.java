package io.tickpilot.bench.features;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import java.util.List;

/** A simulated market of eight symbols that repeats for ever, later each time. Makes its events as it goes, as decoding would. */
public final class EndlessTicks {
    public static final List<String> SYMBOLS =
            List.of("EURUSD", "GBPUSD", "AUDUSD", "NZDUSD", "USDJPY", "USDCAD", "ETHUSD", "XAUUSD");

    private static final int LENGTH = 400_000;
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final long SEED = 5;
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final Tick[] recorded = new Tick[LENGTH];
    private final long span;
    private int next;
    private long shift;
    private long sequence;

    public EndlessTicks() {
        SimulatedMarket market = new SimulatedMarket(SimulatedMarketSpec.of(SYMBOLS, START_MICROS, SEED));
        for (int i = 0; i < LENGTH; i++) {
            recorded[i] = market.next();
        }
        long length = recorded[LENGTH - 1].eventTimeMicros() - recorded[0].eventTimeMicros();
        span = (length / HOUR_MICROS + 1) * HOUR_MICROS;
    }

    public SequencedEvent next() {
        Tick tick = recorded[next];
        long time = tick.eventTimeMicros() + shift;
        Tick later = new Tick(
                tick.symbol(), time, tick.bid(), tick.ask(), tick.bidSize(), tick.askSize(), tick.source(), sequence);
        if (++next == LENGTH) {
            next = 0;
            shift += span;
        }
        return new SequencedEvent(0, 1, sequence++, time, 0, later);
    }
}
