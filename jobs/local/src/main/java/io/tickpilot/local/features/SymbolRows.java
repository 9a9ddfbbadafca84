package io.tickpilot.local.features;

import io.tickpilot.core.bar.ActivityBar;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.local.features.ExportedTable.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes the rows of one symbol as its market makes them. */
final class SymbolRows implements MarketListener {
    final MarketState market;
    private final ExportedTable table;
    private final TableFile out;
    private final Map<RejectReason, Long> rejected;
    private final float[] row;
    private long timeMicros;
    long sizedTicks;

    /** @param rejected counts for all symbols together */
    SymbolRows(MarketState market, ExportedTable table, TableFile out, Map<RejectReason, Long> rejected) {
        this.market = market;
        this.table = table;
        this.out = out;
        this.rejected = rejected;
        this.row = new float[table.schema().width()];
    }

    @Override
    public void onAccepted(SequencedEvent event) {
        Tick tick = (Tick) event.event();
        if (tick.bidSize() > 0 || tick.askSize() > 0) {
            sizedTicks++;
        }
        if (table.content() == Content.FEATURES_AT_TICKS) {
            writeFeatures(tick.eventTimeMicros());
        }
    }

    @Override
    public void onBar(Bar bar) {
        if (table.rows().isTime() && table.rows().timeframe() == bar.timeframe()) {
            onRow(bar, bar.endMicros());
        }
    }

    @Override
    public void onActivityBar(ActivityBar bar) {
        onRow(bar, bar.endMicros());
    }

    @Override
    public void onDeadLetter(DeadLetter deadLetter) {
        rejected.merge(deadLetter.reason(), 1L, Long::sum);
    }

    private void onRow(BarView bar, long endMicros) {
        switch (table.content()) {
            case BARS -> write(cells -> writeBar(bar, endMicros, cells));
            case FEATURES_AT_BARS -> writeFeatures(endMicros);
            case FEATURES_AT_TICKS -> {}
        }
    }

    private void writeFeatures(long time) {
        market.readRow(table.schema(), row);
        timeMicros = time;
        write(this::writeRow);
    }

    private void writeRow(TableRow.Cells cells) {
        cells.text(market.symbol());
        cells.whole(timeMicros);
        for (float value : row) {
            cells.number(value);
        }
    }

    private void writeBar(BarView bar, long endMicros, TableRow.Cells cells) {
        cells.text(market.symbol());
        cells.whole(bar.startMicros());
        cells.number(bar.bidOpen());
        cells.number(bar.bidHigh());
        cells.number(bar.bidLow());
        cells.number(bar.bidClose());
        cells.number(bar.askOpen());
        cells.number(bar.askHigh());
        cells.number(bar.askLow());
        cells.number(bar.askClose());
        cells.whole(bar.ticks());
        cells.whole(endMicros);
        cells.number(bar.bidVolume());
        cells.number(bar.askVolume());
    }

    private void write(TableRow cells) {
        try {
            out.write(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
