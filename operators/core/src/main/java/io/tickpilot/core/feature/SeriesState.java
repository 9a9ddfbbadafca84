package io.tickpilot.core.feature;

import io.tickpilot.core.bar.ActivityBarBuilder;
import io.tickpilot.core.bar.BarBuilder;
import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.indicator.Atr;
import java.util.List;

/** One series of bars of a symbol and the state that hears them. */
abstract sealed class SeriesState implements Moment {
    final BarSpec spec;
    private final BarView forming;
    private final MarketNow now;
    private final LastBars last;
    private final Atr atr;
    private final Node<?>[] nodes;

    /** What is the same for all series of a symbol. */
    static final class MarketNow {
        final double point;
        long timeMicros = Long.MIN_VALUE;
        double atrRank = Double.NaN;

        MarketNow(double point) {
            this.point = point;
        }
    }

    /** The state that every series has beside that of its features: its last bars and the ATR that scales distances. */
    record Basics(Node<LastBars> last, Node<Atr> atr) {}

    private SeriesState(BarSpec spec, BarView forming, MarketNow now, Basics basics, List<Node<?>> nodes) {
        this.spec = spec;
        this.forming = forming;
        this.now = now;
        this.last = basics.last().state;
        this.atr = basics.atr().state;
        this.nodes = nodes.stream().filter(Node::hearsBars).toArray(Node<?>[]::new);
    }

    void onBar(BarView closed) {
        for (Node<?> node : nodes) {
            node.onBar(closed);
        }
    }

    /** ATR of the closed bars. */
    double atr() {
        return atr.value();
    }

    /** ATR with the newest bar, at least one point. */
    double unit() {
        double value = isForming() ? atr.preview(forming.bidHigh(), forming.bidLow()) : atr.value();
        return Math.max(value, now.point);
    }

    @Override
    public double point() {
        return now.point;
    }

    @Override
    public BarView bar() {
        return isForming() ? forming : last;
    }

    @Override
    public double previousClose() {
        return isForming() ? last.bidClose() : last.previousClose();
    }

    @Override
    public long timeMicros() {
        return now.timeMicros;
    }

    @Override
    public double atrRank() {
        return now.atrRank;
    }

    static final class OfTime extends SeriesState {
        private final BarBuilder builder;

        OfTime(BarBuilder builder, MarketNow now, Basics basics, List<Node<?>> nodes) {
            super(BarSpec.time(builder.timeframe()), builder, now, basics, nodes);
            this.builder = builder;
        }

        @Override
        public boolean isForming() {
            return builder.isForming();
        }

        @Override
        public long missingBefore() {
            return builder.missingBefore();
        }
    }

    static final class OfActivity extends SeriesState {
        final ActivityBarBuilder builder;

        OfActivity(ActivityBarBuilder builder, MarketNow now, Basics basics, List<Node<?>> nodes) {
            super(builder.spec(), builder, now, basics, nodes);
            this.builder = builder;
        }

        @Override
        public boolean isForming() {
            return builder.isForming();
        }

        @Override
        public long missingBefore() {
            return 0;
        }
    }
}
