package io.tickpilot.training.calibration;

import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.export.OnnxGraph;

/**
 * Makes three raw scores of a row P(sell), P(hold) and P(buy). Scores behind the third are none of its business. Fitted on
 * samples that the model was not trained on.
 */
public interface Calibration {

    /** How a calibration is fitted. */
    enum Method {
        /** Softmax of logits over one temperature (Guo et al. 2017): for networks and boosted margins. */
        TEMPERATURE,
        /** One monotone function a class, then divided by their sum (Zadrozny and Elkan 2002): for probabilities of trees. */
        ISOTONIC,
        /** One logistic function a class, then divided by their sum (Platt 1999): where samples are few. */
        PLATT,
        /** The scores are final. */
        NONE;

        /** @param raw one row a sample */
        public Calibration fit(float[][] raw, Samples samples) {
            return switch (this) {
                case TEMPERATURE -> Temperature.fit(raw, samples);
                case ISOTONIC -> Isotonic.fit(raw, samples);
                case PLATT -> Platt.fit(raw, samples);
                case NONE -> new Final();
            };
        }
    }

    /** As the manifest names it. */
    String method();

    /** What the manifest keeps beside the name; 1 where there is no temperature. */
    default double temperature() {
        return 1;
    }

    /** A row with its first three scores calibrated and the others as they are. */
    float[] apply(float[] raw);

    /**
     * Adds the same as nodes.
     *
     * @param raw name of a float tensor {@code [batch, 3]} in the graph
     * @param probabilities name of the {@code [batch, 3]} tensor it makes
     */
    void addTo(OnnxGraph graph, String raw, String probabilities);
}
