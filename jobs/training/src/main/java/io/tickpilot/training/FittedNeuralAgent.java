package io.tickpilot.training;

import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.export.Precision;
import io.tickpilot.training.network.Epoch;
import io.tickpilot.training.network.FittedNetwork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent that is a network.
 *
 * @param precision wanted of the exported weights
 */
record FittedNeuralAgent<W>(FittedNetwork<W> network, Scaling scaling, Precision precision, Export export)
        implements FittedAgent {

    /** Writes the network as an ONNX graph. */
    @FunctionalInterface
    interface Export {
        byte[] toOnnx(Calibration calibration, Precision precision);
    }

    @Override
    public float[][] validationRaw() {
        return network.validation();
    }

    @Override
    public byte[] toOnnx(Calibration calibration) {
        return export.toOnnx(calibration, Precision.FLOAT32);
    }

    @Override
    public byte @Nullable [] toInt8(Calibration calibration) {
        return precision == Precision.INT8 ? export.toOnnx(calibration, Precision.INT8) : null;
    }

    @Override
    public List<Epoch> epochs() {
        return network.epochs();
    }

    @Override
    public String ending() {
        return network.ending();
    }
}
