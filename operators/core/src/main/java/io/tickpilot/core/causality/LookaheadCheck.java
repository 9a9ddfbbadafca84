package io.tickpilot.core.causality;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Changes the future and looks whether the past changes with it. The events are played as they are, and once more for each cut
 * and each {@link Perturbation} with other events from the cut on; no bit of a row that claims to be made of what happened
 * before the cut may differ, nor may such a row come or go unless it is among the last. Cuts are drawn from the last four fifths
 * of the events, every second one put where a minute ends: the event there closes bars and must not be in them.
 */
public final class LookaheadCheck {
    /** A check needs as many. */
    public static final int FEWEST_EVENTS = 100;

    private final RowSource source;
    private final List<SequencedEvent> events;
    private final RowLog past;
    private final long[] compared;
    private final Map<String, Leak> leaks = new LinkedHashMap<>();

    private LookaheadCheck(RowSource source, List<SequencedEvent> events) {
        this.source = source;
        this.events = events;
        this.past = play(events, Long.MAX_VALUE);
        this.compared = new long[source.names().size()];
    }

    /**
     * @param events of one symbol in the order of the log, at least 100; what validation decides by a later tick must be decided, see
     *     {@link AcceptedEvents}
     * @param cuts how many, at least 1
     */
    public static LookaheadReport run(
            RowSource source, List<SequencedEvent> events, int cuts, long seed, CheckProgress progress) {
        if (events.size() < FEWEST_EVENTS || cuts < 1) {
            throw new IllegalArgumentException(
                    "a lookahead check needs a cut and 100 events: cuts=" + cuts + " events=" + events.size());
        }
        SplittableRandom random = new SplittableRandom(seed);
        LookaheadCheck check = new LookaheadCheck(source, events);
        Perturbation[] all = Perturbation.values();
        int runs = 1 + cuts * all.length;
        progress.onRun(1, runs);
        for (int i = 0; i < cuts; i++) {
            int cut = check.cut(i, cuts, random);
            for (Perturbation future : all) {
                check.compare(cut, future, random.split());
                progress.onRun(2 + i * all.length + future.ordinal(), runs);
            }
        }
        return check.report();
    }

    private RowLog play(List<SequencedEvent> played, long untilMicros) {
        RowLog rows = new RowLog(source.names().size(), untilMicros);
        source.make(played, rows);
        return rows;
    }

    private int cut(int number, int of, SplittableRandom random) {
        int first = events.size() / 5;
        int span = (events.size() - first) / of;
        int from = first + number * span;
        int drawn = from + random.nextInt(Math.max(span, 1));
        if (number % 2 == 0) {
            for (int i = drawn; i < events.size(); i++) {
                if (minute(i) > minute(i - 1)) {
                    return i;
                }
            }
        }
        return drawn;
    }

    private long minute(int event) {
        return Math.floorDiv(events.get(event).event().eventTimeMicros(), Timeframe.M1.micros());
    }

    private void compare(int cut, Perturbation future, SplittableRandom random) {
        long cutMicros = Long.MAX_VALUE;
        for (SequencedEvent event : events.subList(cut, events.size())) {
            cutMicros = Math.min(cutMicros, event.event().eventTimeMicros());
        }
        RowLog other = play(future.applyTo(events, cut, cutMicros, random), cutMicros);
        int row = past.nextUntil(cutMicros, 0);
        int otherRow = 0;
        while (row < past.count() && otherRow < other.count()) {
            if (past.timeMicros(row) != other.timeMicros(otherRow)) {
                long time = Math.min(past.timeMicros(row), other.timeMicros(otherRow));
                add(new Leak(Leak.MISSING_ROW, time, Float.NaN, Float.NaN, future, cutMicros));
                return;
            }
            compareRow(row, other, otherRow, future, cutMicros);
            row = past.nextUntil(cutMicros, row + 1);
            otherRow++;
        }
    }

    private void compareRow(int row, RowLog other, int otherRow, Perturbation future, long cutMicros) {
        for (int i = 0; i < compared.length; i++) {
            float before = past.value(row, i);
            float after = other.value(otherRow, i);
            if (Float.floatToRawIntBits(before) != Float.floatToRawIntBits(after)) {
                add(new Leak(source.names().get(i), past.timeMicros(row), before, after, future, cutMicros));
            }
            compared[i] += Float.isNaN(before) ? 0 : 1;
        }
    }

    private void add(Leak leak) {
        leaks.putIfAbsent(leak.feature(), leak);
    }

    private LookaheadReport report() {
        List<LookaheadReport.Feature> features = new ArrayList<>();
        for (int i = 0; i < compared.length; i++) {
            features.add(new LookaheadReport.Feature(source.names().get(i), compared[i]));
        }
        return new LookaheadReport(List.copyOf(features), List.copyOf(leaks.values()));
    }
}
