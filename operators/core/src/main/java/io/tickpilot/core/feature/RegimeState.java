package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.indicator.Indicator;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeDetector;
import io.tickpilot.core.regime.RegimeModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The regime of a symbol, unknown without a model, and whether its last bar changed it. */
final class RegimeState implements Indicator {
    private final @Nullable RegimeDetector detector;
    private boolean changed;

    RegimeState(@Nullable RegimeModel model) {
        detector = model == null ? null : new RegimeDetector(model);
    }

    void add(BarView bar) {
        changed = detector != null && detector.add(bar);
    }

    double probability(Regime of) {
        return detector == null ? Double.NaN : detector.probability(of);
    }

    double previewProbability(Regime of, BarView forming) {
        return detector == null ? Double.NaN : detector.previewProbability(of, forming);
    }

    /** Null before the warm-up. */
    @Nullable
    Regime regime() {
        return detector == null ? null : detector.regime();
    }

    /** The detector when its last bar changed the regime, once; else null. */
    @Nullable
    RegimeDetector takeChange() {
        boolean due = changed;
        changed = false;
        return due ? detector : null;
    }

    @Override
    public int warmUp() {
        return detector == null ? 0 : detector.warmUp();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        if (detector != null) {
            detector.writeTo(out);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        if (detector != null) {
            detector.readFrom(in);
        }
    }
}
