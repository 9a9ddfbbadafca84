package io.tickpilot.core.causality;

import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.calendar.TradingDay;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.feature.Memory;
import io.tickpilot.core.feature.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Looks whether features depend on when they began to hear the market. The events are played from the first on, and again from
 * several later ones; once a feature has heard as much as its {@link Memory} declares, both runs must say the same to {@link
 * #TOLERANCE} of its root mean square, which leaves room for rounding only. What it must have heard: one bar more than its warm-up;
 * if its memory, or the ATR it is scaled by, fades, {@link Memory#FADING_WARM_UPS} warm-ups; to the trading day's start and a bar
 * more if it remembers the day; 31 days if it remembers the month.
 *
 * <p>A run begins where a bar begins, for half a bar is none: for features of time bars where the longest of them does, for those of
 * each kind of activity bars where theirs does.
 */
public final class WarmUpCheck {
    /** A float has 6e-8 of its value. */
    public static final double TOLERANCE = 1e-6;

    private static final int SAMPLES = 20_000;
    private static final double[] STARTS = {0.02, 0.1, 0.25, 0.5, 0.05, 0.4, 0.15, 0.3};
    private static final long MONTH_MICROS = 31 * 86_400_000_000L;

    private final SchemaRows source;
    private final List<SequencedEvent> events;
    private final List<Column> columns = new ArrayList<>();
    private final BarCloses closes = new BarCloses();
    private final int stride;
    private final RowLog whole;

    /** A feature with what it declares and what was found of it. */
    private static final class Column {
        final String name;
        final Memory memory;
        final BarSpec bars;
        final int declaredBars;
        double rootMeanSquare;
        long compared;
        double worst;
        int barsUntil;

        Column(FeatureSchema.Feature feature, FeaturePlan plan, Memory declared) {
            name = feature.name();
            memory = declared == Memory.WINDOW && feature.scale() == Scale.ATR ? Memory.FADING : declared;
            bars = plan.barsOf(feature);
            boolean fades = memory == Memory.FADING || feature.scale() == Scale.ATR;
            int warmUp = plan.warmUp(feature);
            declaredBars = fades ? Memory.FADING_WARM_UPS * warmUp : warmUp + 1;
        }

        WarmUpReport.Feature report() {
            WarmUpReport.Verdict verdict = compared == 0
                    ? WarmUpReport.Verdict.TOO_SHORT
                    : worst <= TOLERANCE ? WarmUpReport.Verdict.HOLDS : WarmUpReport.Verdict.FAILS;
            return new WarmUpReport.Feature(name, memory, declaredBars, compared, worst, barsUntil, verdict);
        }
    }

    private WarmUpCheck(
            SchemaRows source, List<SequencedEvent> events, Function<FeatureSchema.Feature, Memory> declared) {
        this.source = source;
        this.events = events;
        this.stride = Math.max(1, events.size() / SAMPLES);
        this.whole = new RowLog(source.schema().width(), Long.MAX_VALUE);
        for (FeatureSchema.Feature feature : source.schema().features()) {
            columns.add(new Column(feature, source.plan(), declared.apply(feature)));
        }
        playWhole();
        measure();
    }

    /**
     * @param events that validation lets through, see {@link AcceptedEvents}
     * @param starts how many later beginnings, 1 to 8
     */
    public static WarmUpReport run(SchemaRows source, List<SequencedEvent> events, int starts, CheckProgress progress) {
        return run(source, events, starts, progress, WarmUpCheck::declared);
    }

    private static Memory declared(FeatureSchema.Feature feature) {
        return Objects.requireNonNull(FeatureCatalogue.find(feature.kind()), feature.kind())
                .memory();
    }

    static WarmUpReport run(
            SchemaRows source,
            List<SequencedEvent> events,
            int starts,
            CheckProgress progress,
            Function<FeatureSchema.Feature, Memory> declared) {
        if (starts < 1 || starts > STARTS.length) {
            throw new IllegalArgumentException("starts must be in [1, " + STARTS.length + "]: " + starts);
        }
        WarmUpCheck check = new WarmUpCheck(source, events, declared);
        Map<BarSpec, List<Integer>> groups = check.groups();
        int runs = 1 + groups.size() * starts;
        int done = 1;
        progress.onRun(done, runs);
        for (Map.Entry<BarSpec, List<Integer>> group : groups.entrySet()) {
            for (int i = 0; i < starts; i++) {
                check.compareFrom((int) (STARTS[i] * events.size()), group.getKey(), group.getValue());
                progress.onRun(++done, runs);
            }
        }
        return new WarmUpReport(check.columns.stream().map(Column::report).toList());
    }

    private void playWhole() {
        MarketState market = source.market();
        float[] row = new float[columns.size()];
        for (int i = 0; i < events.size(); i++) {
            closes.at(i);
            SchemaRows.take(events.get(i), market, closes);
            if (i % stride == 0) {
                market.readRow(source.schema(), row);
                whole.add(i, row);
            }
        }
    }

    private void measure() {
        for (int c = 0; c < columns.size(); c++) {
            double sum = 0;
            int count = 0;
            for (int row = 0; row < whole.count(); row++) {
                double value = whole.value(row, c);
                if (!Double.isNaN(value)) {
                    sum += value * value;
                    count++;
                }
            }
            columns.get(c).rootMeanSquare = count == 0 ? 0 : Math.sqrt(sum / count);
        }
    }

    /** Indices of features by the bars at whose beginning a run for them begins. */
    private Map<BarSpec, List<Integer>> groups() {
        BarSpec longest = null;
        for (Column column : columns) {
            boolean longer = column.bars.isTime()
                    && (longest == null || column.bars.timeframe().compareTo(longest.timeframe()) > 0);
            longest = longer ? column.bars : longest;
        }
        Map<BarSpec, List<Integer>> groups = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            BarSpec bars = columns.get(c).bars;
            BarSpec at = bars.isTime() && longest != null ? longest : bars;
            groups.computeIfAbsent(at, k -> new ArrayList<>()).add(c);
        }
        return groups;
    }

    private void compareFrom(int wanted, BarSpec at, List<Integer> group) {
        int closing = closes.firstFrom(at, wanted);
        if (closing < 0) {
            return;
        }
        // a tick past the end of a time bar closes it and begins the next; any other event only closes
        boolean begins = at.isTime() && events.get(closing).event() instanceof Tick;
        int start = begins ? closing : closing + 1;
        MarketState market = source.market();
        BarCloses unused = new BarCloses();
        float[] row = new float[columns.size()];
        Since since = new Since(start, closing);
        for (int i = start; i < events.size(); i++) {
            SchemaRows.take(events.get(i), market, unused);
            since.reach(i);
            if (i % stride == 0) {
                market.readRow(source.schema(), row);
                for (int c : group) {
                    compare(columns.get(c), c, row[c], i, since);
                }
            }
        }
    }

    private void compare(Column column, int index, float value, int event, Since since) {
        float expected = whole.value(event / stride, index);
        double difference = difference(expected, value, column.rootMeanSquare);
        int bars = closes.between(column.bars, since.closing, event);
        if (difference > TOLERANCE) {
            column.barsUntil = Math.max(column.barsUntil, bars + 1);
        }
        boolean said = !Float.isNaN(expected) || !Float.isNaN(value);
        if (said && bars >= column.declaredBars && since.covers(column, event)) {
            column.compared++;
            column.worst = Math.max(column.worst, difference);
        }
    }

    private static double difference(float expected, float value, double rootMeanSquare) {
        if (Float.isNaN(expected) || Float.isNaN(value)) {
            return Float.isNaN(expected) && Float.isNaN(value) ? 0 : Double.POSITIVE_INFINITY;
        }
        double difference = Math.abs((double) expected - value);
        return difference == 0 ? 0 : difference / rootMeanSquare;
    }

    /** What has passed since a run began. */
    private final class Since {
        final int closing;
        private final long startMicros;
        private final long startDay;
        /** First event of the next trading day, -1 before it. */
        private int nextDay = -1;

        private long nowMicros;

        Since(int start, int closing) {
            this.closing = closing;
            this.startMicros = events.get(start).event().eventTimeMicros();
            this.startDay = TradingDay.number(startMicros);
        }

        void reach(int event) {
            nowMicros = events.get(event).event().eventTimeMicros();
            if (nextDay < 0 && TradingDay.number(nowMicros) > startDay) {
                nextDay = event;
            }
        }

        boolean covers(Column column, int event) {
            return switch (column.memory) {
                case WINDOW, FADING -> true;
                case DAY -> nextDay >= 0 && closes.between(column.bars, nextDay, event) > 1;
                case MONTH -> nowMicros - startMicros > MONTH_MICROS;
            };
        }
    }
}
