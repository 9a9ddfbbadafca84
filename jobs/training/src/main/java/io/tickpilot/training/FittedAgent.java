package io.tickpilot.training;

import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.network.Epoch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model that has been fitted but neither calibrated nor exported. */
public interface FittedAgent {

    /**
     * The trainer's own output for the validation samples, one row each: as many numbers as the kind has outputs. Calibration reads
     * and replaces the first three of a kind that votes; all others must be final.
     */
    float[][] validationRaw();

    /**
     * The model as an ONNX graph: raw window {@code [batch, lookback, width]} or {@code [batch, lookback * width]} in, outputs of the
     * kind out, the calibration added between raw scores and probabilities. Equal calls give equal bytes.
     */
    byte[] toOnnx(Calibration calibration);

    /** The same graph with weights of 8 bits; null when nobody asked for it or the agent has no such form. */
    default byte @Nullable [] toInt8(Calibration calibration) {
        return null;
    }

    /** Of the graph's output that holds the kind's outputs; empty when it has no other. */
    default String outputName() {
        return "";
    }

    /** How the graph scales its input; null when it does not. */
    @Nullable
    Scaling scaling();

    /** Of the fit; empty for a fit without epochs. */
    List<Epoch> epochs();

    /** Why the fit ended, in words. */
    String ending();
}
