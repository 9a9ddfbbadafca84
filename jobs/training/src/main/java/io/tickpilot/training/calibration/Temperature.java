package io.tickpilot.training.calibration;

import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.export.OnnxGraph;
import java.util.List;

/** Softmax of logits over a temperature. */
public record Temperature(double temperature) implements Calibration {

    static Temperature fit(float[][] logits, Samples samples) {
        return new Temperature(Logits.temperature(logits, samples));
    }

    @Override
    public String method() {
        return "temperature";
    }

    @Override
    public float[] apply(float[] raw) {
        float[] result = raw.clone();
        System.arraycopy(Logits.probabilities(raw, temperature), 0, result, 0, PerClass.CLASSES);
        return result;
    }

    @Override
    public void addTo(OnnxGraph graph, String raw, String probabilities) {
        graph.constant("temperature", new float[] {(float) temperature}, 1)
                .node("Div", List.of(raw, "temperature"), List.of("calibrated"))
                .node("Softmax", List.of("calibrated"), List.of(probabilities), OnnxGraph.integer("axis", -1));
    }
}
