package io.tickpilot.bench.features;

import io.tickpilot.bench.core.RecordedTicks;
import io.tickpilot.core.bar.BarBuilder;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The {@value IndicatorSet#OUTPUTS} outputs of an {@link IndicatorSet}, all read at each tick or at each closed bar, after 2,000 bars. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IndicatorBench {
    private static final int TICKS = 20_000;
    private static final int BARS = 1_000;
    private static final int HISTORY = 2_000;

    @Param({OwnIndicators.NAME, Ta4jIndicators.NAME, TaLibIndicators.NAME})
    public String library = OwnIndicators.NAME;

    private final long[] times = new long[TICKS];
    private final double[] prices = new double[TICKS];
    private final double[] outputs = new double[IndicatorSet.OUTPUTS];
    private final Bars bars = new Bars();
    private IndicatorSet ticked = new OwnIndicators();
    private IndicatorSet barred = new OwnIndicators();
    private long span;
    private long shift;
    private long nextStart;

    @Setup
    public void prepare() {
        SequencedEvent[] recorded = RecordedTicks.of(TICKS);
        for (int i = 0; i < TICKS; i++) {
            Tick tick = (Tick) recorded[i].event();
            times[i] = tick.eventTimeMicros();
            prices[i] = tick.bid();
        }
        span = (times[TICKS - 1] / IndicatorSet.BAR_MICROS + 1) * IndicatorSet.BAR_MICROS
                - times[0] / IndicatorSet.BAR_MICROS * IndicatorSet.BAR_MICROS;
        ticked = IndicatorSet.of(library);
        barred = IndicatorSet.of(library);
        long start = Math.floorDiv(times[0], IndicatorSet.BAR_MICROS) * IndicatorSet.BAR_MICROS
                - HISTORY * IndicatorSet.BAR_MICROS;
        nextStart = start;
        for (int i = 0; i < HISTORY; i++, nextStart += IndicatorSet.BAR_MICROS) {
            bars.giveTo(ticked, i % BARS, nextStart);
            ticked.read(outputs);
            bars.giveTo(barred, i % BARS, nextStart);
            barred.read(outputs);
        }
    }

    /** {@value #TICKS} ticks, 166 bars; the recording repeats without end. */
    @Benchmark
    @OperationsPerInvocation(TICKS)
    public double atEachTick() {
        double sum = 0;
        for (int i = 0; i < TICKS; i++) {
            ticked.tick(times[i] + shift, prices[i]);
            ticked.read(outputs);
            sum += outputs[0];
        }
        shift += span;
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BARS)
    public double atEachBar() {
        double sum = 0;
        for (int i = 0; i < BARS; i++, nextStart += IndicatorSet.BAR_MICROS) {
            bars.giveTo(barred, i, nextStart);
            barred.read(outputs);
            sum += outputs[0];
        }
        return sum;
    }

    /** Closed M1 bars of recorded ticks. */
    private static final class Bars {
        private final double[] open = new double[BARS];
        private final double[] high = new double[BARS];
        private final double[] low = new double[BARS];
        private final double[] close = new double[BARS];

        Bars() {
            BarBuilder builder = new BarBuilder(RecordedTicks.SYMBOL, Timeframe.M1);
            int count = 0;
            for (SequencedEvent event : RecordedTicks.of(TickBench.TICKS)) {
                Tick tick = (Tick) event.event();
                if (builder.isForming() && builder.endMicros() <= tick.eventTimeMicros()) {
                    open[count] = builder.bidOpen();
                    high[count] = builder.bidHigh();
                    low[count] = builder.bidLow();
                    close[count] = builder.bidClose();
                    builder.close();
                    if (++count == BARS) {
                        return;
                    }
                }
                builder.add(tick.eventTimeMicros(), tick.bid(), tick.ask(), tick.bidSize(), tick.askSize());
            }
            throw new IllegalStateException("too few ticks for the bars: " + count);
        }

        void giveTo(IndicatorSet set, int i, long startMicros) {
            set.bar(startMicros, open[i], high[i], low[i], close[i]);
        }
    }
}
