package io.tickpilot.core.causality;

import io.tickpilot.core.bar.ActivityBar;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.market.DeadLetter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** At which events the bars of each series closed. */
final class BarCloses implements MarketListener {
    private final Map<String, Indices> bySpec = new HashMap<>();
    private int event;

    /** Tells which event is taken in next. */
    void at(int index) {
        event = index;
    }

    @Override
    public void onBar(Bar bar) {
        add(BarSpec.time(bar.timeframe()).toString());
    }

    @Override
    public void onActivityBar(ActivityBar bar) {
        add(bar.spec());
    }

    private void add(String spec) {
        bySpec.computeIfAbsent(spec, s -> new Indices()).add(event);
    }

    /** Bars closed by the events after {@code from}, up to and with {@code to}. */
    int between(BarSpec spec, int from, int to) {
        return upTo(spec, to) - upTo(spec, from);
    }

    private int upTo(BarSpec spec, int index) {
        Indices closes = bySpec.get(spec.toString());
        return closes == null ? 0 : closes.countUpTo(index);
    }

    /** The event that closed the first bar at or after an index, -1 when none did. */
    int firstFrom(BarSpec spec, int index) {
        Indices closes = bySpec.get(spec.toString());
        int before = closes == null ? 0 : closes.countUpTo(index - 1);
        return closes == null || before == closes.count ? -1 : closes.of[before];
    }

    @Override
    public void onAccepted(SequencedEvent tick) {}

    @Override
    public void onDeadLetter(DeadLetter deadLetter) {
        throw new IllegalStateException("event was accepted before and is refused now: " + deadLetter);
    }

    private static final class Indices {
        private int[] of = new int[1_024];
        private int count;

        void add(int index) {
            if (count == of.length) {
                of = Arrays.copyOf(of, 2 * count);
            }
            of[count++] = index;
        }

        int countUpTo(int index) {
            int low = 0;
            int high = count;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (of[middle] <= index) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
