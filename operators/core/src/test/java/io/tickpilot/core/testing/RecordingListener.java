package io.tickpilot.core.testing;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import java.util.ArrayList;
import java.util.List;

/** Keeps all it hears, each kind and all together in order. */
public final class RecordingListener implements MarketListener {
    public final List<SequencedEvent> accepted = new ArrayList<>();
    public final List<Bar> bars = new ArrayList<>();
    public final List<DeadLetter> deadLetters = new ArrayList<>();
    public final List<Object> all = new ArrayList<>();

    @Override
    public void onAccepted(SequencedEvent tick) {
        accepted.add(tick);
        all.add(tick);
    }

    @Override
    public void onBar(Bar bar) {
        bars.add(bar);
        all.add(bar);
    }

    @Override
    public void onDeadLetter(DeadLetter deadLetter) {
        deadLetters.add(deadLetter);
        all.add(deadLetter);
    }

    public List<Bar> bars(Timeframe timeframe) {
        return bars.stream().filter(bar -> bar.timeframe() == timeframe).toList();
    }

    public List<RejectReason> reasons() {
        return deadLetters.stream().map(DeadLetter::reason).toList();
    }
}
