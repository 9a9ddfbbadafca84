package io.tickpilot.training;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.records.MinuteRecords;
import io.tickpilot.records.MinuteRecords.Minute;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Four ticks a recorded minute of bids, 0, 20, 40 and 59 seconds into it: open, then low and high (high and low where the bar
 * fell), then close, the ask a fixed spread above. They give the bars and all that is made of bars; counts of ticks, order flow and
 * spread statistics they cannot know. Closes its files at the end.
 */
final class BarTicks implements TickSupply.Pass {
    private static final String SOURCE = "minutes";
    private static final long[] OFFSETS = {0, 20_000_000, 40_000_000, 59_000_000};

    private final MinuteRecords records;
    private final InstrumentCatalogue instruments;
    private final double spreadPoints;
    private @Nullable Minute minute;
    private int step;
    private long sequence;

    BarTicks(MinuteRecords records, InstrumentCatalogue instruments, double spreadPoints) {
        this.records = records;
        this.instruments = instruments;
        this.spreadPoints = spreadPoints;
        this.minute = records.next();
    }

    @Override
    public boolean hasNext() {
        return minute != null;
    }

    @Override
    public Tick next() {
        Minute now = minute;
        if (now == null) {
            throw new NoSuchElementException("no further bar");
        }
        double bid = price(now, step);
        Tick tick = new Tick(
                now.symbol(), now.startMicros() + OFFSETS[step], bid, ask(now.symbol(), bid), 0, 0, SOURCE, ++sequence);
        step++;
        if (step == OFFSETS.length) {
            step = 0;
            minute = records.next();
            if (minute == null) {
                records.close();
            }
        }
        return tick;
    }

    private double ask(String symbol, double bid) {
        Instrument instrument = instruments.find(symbol);
        if (instrument == null) {
            return bid;
        }
        double scale = Math.rint(1 / instrument.point());
        return Math.rint(bid * scale + spreadPoints) / scale;
    }

    @Override
    public double share() {
        return records.share();
    }

    private static double price(Minute minute, int step) {
        boolean rose = minute.close() >= minute.open();
        return switch (step) {
            case 0 -> minute.open();
            case 1 -> rose ? minute.low() : minute.high();
            case 2 -> rose ? minute.high() : minute.low();
            default -> minute.close();
        };
    }
}
