package io.tickpilot.training.calibration;

import io.tickpilot.training.export.OnnxGraph;
import java.util.List;

/** Leaves scores as they are. */
record Final() implements Calibration {

    @Override
    public String method() {
        return "none";
    }

    @Override
    public float[] apply(float[] raw) {
        return raw.clone();
    }

    @Override
    public void addTo(OnnxGraph graph, String raw, String probabilities) {
        graph.node("Identity", List.of(raw), List.of(probabilities));
    }
}
