package io.tickpilot.replay;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectListener;
import io.tickpilot.records.TickRecords;
import io.tickpilot.replay.source.PartitionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bars as the replay closes them: readers, sequencing, validation that keeps crossed quotes and rejects none, bar building. */
final class RecordedBars {
    private RecordedBars() {}

    /** A bar and the log time of the event that closed it. */
    record Closed(Bar bar, long loggedAtMicros) {}

    static List<Bar> of(RecordInput input) {
        return closed(input).stream().map(Closed::bar).toList();
    }

    static List<Bar> of(String symbol, Supplier<? extends @Nullable Tick> ticks) {
        return closed(symbol, ticks).stream().map(Closed::bar).toList();
    }

    static List<Closed> closed(RecordInput input) {
        try (TickRecords records = TickRecords.open(List.of(input), RejectListener.NONE)) {
            return closed(input.symbol(), records::next);
        }
    }

    private static List<Closed> closed(String symbol, Supplier<? extends @Nullable Tick> ticks) {
        List<Closed> bars = new ArrayList<>();
        MarketState market = MarketState.empty(
                symbol,
                InstrumentCatalogue.presets(),
                ValidationSettings.defaults().withKeepCrossed(true),
                FeaturePlan.of());
        long[] now = {0};
        MarketListener listener = new MarketListener() {
            @Override
            public void onAccepted(SequencedEvent tick) {}

            @Override
            public void onBar(Bar bar) {
                bars.add(new Closed(bar, now[0]));
            }

            @Override
            public void onDeadLetter(DeadLetter deadLetter) {
                throw new AssertionError("rejected: " + deadLetter);
            }
        };
        PartitionLog log = new PartitionLog(0, ticks, Long.MAX_VALUE);
        for (SequencedEvent event = log.next(); event != null; event = log.next()) {
            now[0] = event.logTimeMicros();
            if (event.event() instanceof Tick) {
                market.onTick(event, listener);
            } else if (event.event() instanceof Clock clock) {
                market.onClock(clock.eventTimeMicros(), listener);
            } else {
                market.onEnd(event.event().eventTimeMicros(), listener);
            }
        }
        return bars;
    }
}
