package io.tickpilot.onnx;

/** A model that may not score: one line that names the value at fault and the way out. */
public final class ModelException extends RuntimeException {
    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
