package io.tickpilot.training;

/** Training cannot go on for a reason the user can do something about; one line. */
public final class TrainingException extends RuntimeException {
    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
