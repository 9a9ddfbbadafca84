package io.tickpilot.core.regime;

import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.indicator.Indicator;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The regime of one symbol from its closed bars, which are those of the model's timeframe: {@link RegimeObserver} before {@link
 * RegimeFilter}. Probabilities are in 0..1, sum to 1 and are NaN before the warm-up.
 */
public final class RegimeDetector implements Indicator {
    private static final Regime[] REGIMES = Regime.values();

    private final RegimeModel model;
    private final String name;
    private final String hash;
    private final RegimeObserver observer;
    private final RegimeFilter filter;

    private @Nullable Regime before;
    private long endMicros;

    private final double[] ahead = new double[RegimeModel.DIMENSION];
    private final double[] previewed = new double[REGIMES.length];
    /** The bar whose previews these are, as far as it counts; without any when the close is NaN. */
    private long previewedStart;

    private double previewedHigh;
    private double previewedLow;
    private double previewedClose = Double.NaN;

    public RegimeDetector(RegimeModel model) {
        this.model = model;
        name = model.name();
        hash = model.hash();
        observer = new RegimeObserver(model.timeframe(), model.periods());
        filter = new RegimeFilter(model);
    }

    /**
     * Takes in a closed bar.
     *
     * @return whether {@link #regime()} changed, the first one included
     */
    public boolean add(BarView bar) {
        before = filter.regime();
        endMicros = bar.startMicros() + model.timeframe().micros();
        long missed = observer.missedBefore(bar);
        observer.add(bar);
        previewedClose = Double.NaN;
        return filter.add(missed, observer.observation());
    }

    public double probability(Regime of) {
        return filter.probability(of);
    }

    /** What {@link #probability} would be after this bar, which is not added. All regimes of one bar cost as much as one. */
    public double previewProbability(Regime of, BarView forming) {
        if (!isPreviewed(forming)) {
            preview(forming, previewed);
            previewedStart = forming.startMicros();
            previewedHigh = forming.bidHigh();
            previewedLow = forming.bidLow();
            previewedClose = forming.bidClose();
        }
        return previewed[of.ordinal()];
    }

    private boolean isPreviewed(BarView forming) {
        return previewedClose == forming.bidClose()
                && previewedHigh == forming.bidHigh()
                && previewedLow == forming.bidLow()
                && previewedStart == forming.startMicros();
    }

    /**
     * All previews at the cost of one.
     *
     * @param into a number for each {@link Regime}, in their order
     */
    public void preview(BarView forming, double[] into) {
        observer.preview(forming, ahead);
        filter.preview(observer.missedBefore(forming), ahead, into);
    }

    /** The current regime, with hysteresis; null before the warm-up. */
    public @Nullable Regime regime() {
        return filter.regime();
    }

    /** The change that the last {@link #add} told of. */
    public RegimeChange change(String symbol) {
        Regime now = filter.regime();
        if (now == null || now == before) {
            throw new IllegalStateException("the last bar changed no regime: " + now);
        }
        List<Double> probabilities = new ArrayList<>(REGIMES.length);
        for (Regime each : REGIMES) {
            probabilities.add(filter.probability(each));
        }
        return new RegimeChange(symbol, model.timeframe(), endMicros, before, now, probabilities, name, hash);
    }

    public RegimeModel model() {
        return model;
    }

    /** Closed bars, if the prices move at all. */
    @Override
    public int warmUp() {
        return observer.warmUp();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        DataOutputStream into = new DataOutputStream(state);
        observer.writeTo(into);
        filter.writeTo(into);
        out.writeUTF(hash);
        out.writeInt(state.size());
        out.write(state.toByteArray());
    }

    /** Takes over a state of the same model; that of another is read past, and this one warms up anew. */
    @Override
    public void readFrom(DataInput in) throws IOException {
        previewedClose = Double.NaN;
        boolean same = in.readUTF().equals(hash);
        int size = in.readInt();
        if (same) {
            observer.readFrom(in);
            filter.readFrom(in);
        } else {
            in.readFully(new byte[size]);
        }
    }
}
