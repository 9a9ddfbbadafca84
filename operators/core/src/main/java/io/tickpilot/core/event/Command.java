package io.tickpilot.core.event;

/**
 * An order to the engine by an operator or another job, in force from its place in the log on.
 *
 * @param target what it is about: a strategy's or an agent's name, {@code *} for all
 * @param argument meaning depends on the kind; empty when it has none
 * @param issuedBy who asked; {@code why} for the audit
 */
public record Command(
        String symbol,
        long eventTimeMicros,
        Kind kind,
        String target,
        String argument,
        String issuedBy,
        String why,
        String source,
        long sourceSequence)
        implements LogEvent {

    /** What is ordered. */
    public enum Kind {
        /** No signal of the target strategy leaves until resumed. */
        PAUSE_STRATEGY,
        RESUME_STRATEGY,
        /** The target agent abstains until enabled. */
        DISABLE_AGENT,
        ENABLE_AGENT
    }
}
