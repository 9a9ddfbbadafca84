package io.tickpilot.core.feature;

import io.tickpilot.core.bar.ActivityBar;
import io.tickpilot.core.bar.ActivityBarBuilder;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarSeries;
import io.tickpilot.core.bar.BarSpec;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.indicator.Indicator;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.regime.RegimeDetector;
import io.tickpilot.core.regime.RegimeModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state behind the features of one symbol, as its plan lays it out. Written piece by piece under a name each: restored
 * under another plan, what both have goes on and what is new begins to warm up.
 */
final class FeatureState {
    private final Map<String, Node<?>> nodes = new LinkedHashMap<>();
    private final Node<?>[] quoteNodes;
    private final Node<?>[] tradeNodes;
    private final Node<?>[] newsNodes;
    private final Map<String, SeriesState> series = new LinkedHashMap<>();
    private final SeriesState[] ofTime = new SeriesState[Timeframe.values().length];
    private final SeriesState.OfActivity[] ofActivity;
    private final SeriesState.OfActivity[] complete;
    private final ActivityBar[] completeBars;
    private final FeatureRows[] rows;
    private final SeriesState.MarketNow now;
    private final @Nullable RegimeState regime;
    private final Bar[] closed = new Bar[Timeframe.values().length];
    private int closedCount;

    FeatureState(String symbol, @Nullable Instrument instrument, FeaturePlan plan, BarSeries bars) {
        Surroundings surroundings = Surroundings.of(instrument, plan.resources());
        now = new SeriesState.MarketNow(surroundings.point());
        Map<BarSpec, List<Node<?>>> bySeries = new LinkedHashMap<>();
        for (FeaturePlan.Piece<?> piece : plan.pieces()) {
            Node<?> node = piece.create(surroundings);
            nodes.put(piece.key(), node);
            bySeries.computeIfAbsent(piece.bars(), k -> new ArrayList<>()).add(node);
        }
        List<SeriesState.OfActivity> activity = new ArrayList<>();
        bySeries.forEach((spec, own) -> {
            SeriesState state = seriesOf(symbol, spec, own, bars);
            series.put(spec.toString(), state);
            if (state instanceof SeriesState.OfActivity builds) {
                activity.add(builds);
            } else {
                ofTime[spec.timeframe().ordinal()] = state;
            }
        });
        ofActivity = activity.toArray(SeriesState.OfActivity[]::new);
        complete = new SeriesState.OfActivity[ofActivity.length];
        completeBars = new ActivityBar[ofActivity.length];
        quoteNodes = nodes.values().stream().filter(Node::hearsQuotes).toArray(Node<?>[]::new);
        tradeNodes = nodes.values().stream().filter(Node::hearsTrades).toArray(Node<?>[]::new);
        newsNodes = nodes.values().stream().filter(Node::hearsNews).toArray(Node<?>[]::new);
        rows = plan.schemas().stream().map(schema -> rowsOf(schema, plan)).toArray(FeatureRows[]::new);
        RegimeModel model = plan.resources().regime();
        regime = model == null ? null : node(FeaturePlan.regimePiece(model)).state;
    }

    private SeriesState seriesOf(String symbol, BarSpec spec, List<Node<?>> own, BarSeries bars) {
        SeriesState.Basics basics = new SeriesState.Basics(
                node(FeaturePlan.Piece.of(FeatureCatalogue.LAST_BARS, FeatureCatalogue.NO_PARAMETERS, spec)),
                node(FeaturePlan.Piece.of(FeatureCatalogue.ATR, FeatureCatalogue.UNIT, spec)));
        return spec.isTime()
                ? new SeriesState.OfTime(bars.forming(spec.timeframe()), now, basics, own)
                : new SeriesState.OfActivity(new ActivityBarBuilder(symbol, spec), now, basics, own);
    }

    private FeatureRows rowsOf(FeatureSchema schema, FeaturePlan plan) {
        Column<?>[] columns = schema.features().stream()
                .map(feature -> column(FeatureCatalogue.kind(feature.kind()), feature, plan))
                .toArray(Column<?>[]::new);
        return new FeatureRows(schema, seriesNamed(schema.rows()), columns);
    }

    private <T extends Indicator> Column<T> column(
            FeatureKind<T> kind, FeatureSchema.Feature feature, FeaturePlan plan) {
        BarSpec bars = plan.barsOf(kind.family(), feature);
        return new Column<>(
                node(FeaturePlan.Piece.of(kind.family(), feature.parameters(), bars)),
                kind,
                seriesNamed(bars),
                feature);
    }

    @SuppressWarnings("unchecked") // a key names the family, and with it the type
    private <T extends Indicator> Node<T> node(FeaturePlan.Piece<T> piece) {
        Node<?> node = nodes.get(piece.key());
        if (node == null) {
            throw new IllegalStateException("plan lacks a piece of state: " + piece.key());
        }
        return (Node<T>) node;
    }

    private SeriesState seriesNamed(BarSpec spec) {
        SeriesState state = series.get(spec.toString());
        if (state == null) {
            throw new IllegalStateException("plan lacks a series of bars: " + spec);
        }
        return state;
    }

    /** Takes a closed time bar in; its row follows with {@link #closeRows}, when all that closed with it are in. */
    void onBar(Bar bar) {
        ofTime[bar.timeframe().ordinal()].onBar(bar);
        closed[closedCount++] = bar;
    }

    /** Keeps the rows of the time bars taken in since the last call. */
    void closeRows() {
        for (int i = 0; i < closedCount; i++) {
            Bar bar = closed[i];
            now.timeMicros = bar.endMicros();
            closeRowsOf(ofTime[bar.timeframe().ordinal()]);
        }
        closedCount = 0;
    }

    /** Takes an accepted tick in, after the bars it closed; bars of activity that it completes end with it. */
    void onQuote(Tick tick, MarketListener listener) {
        now.timeMicros = tick.eventTimeMicros();
        for (Node<?> node : quoteNodes) {
            node.onQuote(tick);
        }
        for (SeriesState.OfActivity each : ofActivity) {
            each.builder.add(tick.eventTimeMicros(), tick.bid(), tick.ask(), tick.bidSize(), tick.askSize());
        }
        closeComplete(listener);
    }

    void onTrade(TradePrint trade, MarketListener listener) {
        for (Node<?> node : tradeNodes) {
            node.onTrade(trade);
        }
        for (SeriesState.OfActivity each : ofActivity) {
            each.builder.addTrade(trade.eventTimeMicros(), trade.price(), trade.size());
        }
        closeComplete(listener);
    }

    void onNews(NewsSentiment news) {
        for (Node<?> node : newsNodes) {
            node.onNews(news);
        }
    }

    /** Closes the bars of activity that an event completed: as with time bars, all are taken in before a row is made. */
    private void closeComplete(MarketListener listener) {
        int count = 0;
        for (SeriesState.OfActivity each : ofActivity) {
            if (each.builder.isComplete()) {
                each.onBar(each.builder);
                complete[count] = each;
                completeBars[count++] = each.builder.close();
            }
        }
        for (int i = 0; i < count; i++) {
            closeRowsOf(complete[i]);
        }
        for (int i = 0; i < count; i++) {
            listener.onActivityBar(completeBars[i]);
        }
    }

    private void closeRowsOf(SeriesState closed) {
        for (FeatureRows schema : rows) {
            if (schema.isOf(closed)) {
                schema.closeRow();
            }
        }
    }

    /** Null before the warm-up and without a model. */
    @Nullable
    Regime regime() {
        return regime == null ? null : regime.regime();
    }

    /** NaN before the warm-up, and without a model. */
    double regimeProbability(Regime of) {
        return regime == null ? Double.NaN : regime.probability(of);
    }

    /** The change of regime that a closed bar brought, told once. */
    @Nullable
    RegimeChange takeRegimeChange(String symbol) {
        RegimeDetector changed = regime == null ? null : regime.takeChange();
        return changed == null ? null : changed.change(symbol);
    }

    double atr(Timeframe timeframe) {
        return ofTime[timeframe.ordinal()].atr();
    }

    void atrRank(double rank) {
        now.atrRank = rank;
    }

    double atrRank() {
        return now.atrRank;
    }

    /** @throws IllegalArgumentException for a schema that is not in the plan */
    FeatureRows rows(FeatureSchema schema) {
        for (FeatureRows candidate : rows) {
            if (candidate.schema() == schema || candidate.schema().hash().equals(schema.hash())) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("unknown feature schema: " + schema.name() + " " + schema.hash());
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(now.timeMicros);
        out.writeDouble(now.atrRank);
        Map<String, Written> all = parts();
        out.writeInt(all.size());
        for (Map.Entry<String, Written> part : all.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            part.getValue().write().to(new DataOutputStream(bytes));
            out.writeUTF(part.getKey());
            out.writeInt(bytes.size());
            out.write(bytes.toByteArray());
        }
    }

    void readFrom(DataInput in) throws IOException {
        now.timeMicros = in.readLong();
        now.atrRank = in.readDouble();
        Map<String, Written> all = parts();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Written part = all.get(in.readUTF());
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            if (part != null) {
                part.read().from(new DataInputStream(new ByteArrayInputStream(bytes)));
            }
        }
    }

    /** All that is written, under the names that find it again. */
    private Map<String, Written> parts() {
        Map<String, Written> parts = new LinkedHashMap<>();
        nodes.forEach((key, node) -> parts.put(key, new Written(node.state::writeTo, node.state::readFrom)));
        for (SeriesState.OfActivity each : ofActivity) {
            parts.put("forming@" + each.spec, new Written(each.builder::writeTo, each.builder::readFrom));
        }
        for (FeatureRows each : rows) {
            parts.put("rows:" + each.schema().hash(), new Written(each::writeTo, each::readFrom));
        }
        return parts;
    }

    private record Written(Write write, Read read) {}

    private interface Write {
        void to(DataOutput out) throws IOException;
    }

    private interface Read {
        void from(DataInput in) throws IOException;
    }
}
