package io.tickpilot.replay.export;

import io.tickpilot.core.bar.Bar;

/** Bars to {@code SYMBOL_TIMEFRAME.csv}. Prices are the shortest decimals that give the same doubles again. */
public final class BarRows implements RowFormat<Bar> {
    private static final long serialVersionUID = 1;

    @Override
    public String fileOf(Bar bar) {
        return RowFormat.fileName(bar.symbol()) + "_" + bar.timeframe() + ".csv";
    }

    @Override
    public String header() {
        return "start_micros,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close,ticks";
    }

    @Override
    public void append(Bar bar, StringBuilder row) {
        row.append(bar.startMicros()).append(',');
        row.append(bar.bidOpen()).append(',');
        row.append(bar.bidHigh()).append(',');
        row.append(bar.bidLow()).append(',');
        row.append(bar.bidClose()).append(',');
        row.append(bar.askOpen()).append(',');
        row.append(bar.askHigh()).append(',');
        row.append(bar.askLow()).append(',');
        row.append(bar.askClose()).append(',');
        row.append(bar.ticks());
    }
}
