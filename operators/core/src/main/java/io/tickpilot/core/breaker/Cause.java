package io.tickpilot.core.breaker;

import io.tickpilot.core.event.Command;
import java.util.Locale;

/** Why a breaker opened. */
public enum Cause {
    DAILY_LOSS(false),
    DRAWDOWN(false),
    CONSECUTIVE_LOSSES(false),
    /** Orders that the broker refused. */
    REJECTS(false),
    MARGIN(false),
    SIGNAL_RATE(true),
    /** Of decisions; measured outside the chain, which has no clock. */
    LATENCY(true),
    /** Between the votes of a decision. */
    DISAGREEMENT(true),
    /** Of a model; measured outside the chain. */
    DRIFT(true),
    /** Ticks stay away. */
    FEED(true),
    MANUAL(false),
    /** Named by a command in a word that is not known here. */
    OTHER(false),
    /** Of the kill switch, which is no breaker: nothing but a command ends it. */
    KILL(false);

    private final boolean heals;

    Cause(boolean heals) {
        this.heals = heals;
    }

    /**
     * Whether a half-open breaker closes when nothing was measured for another cool-down, without a trade to prove it: so where no trade
     * can prove anything about the cause.
     */
    public boolean heals() {
        return heals;
    }

    /** In kebab-case, as commands, tables and topics have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException when there is no such cause */
    public static Cause of(String label) {
        for (Cause cause : values()) {
            if (cause.label().equals(label)) {
                return cause;
            }
        }
        throw new IllegalArgumentException("cause is unknown: " + label);
    }

    /** Of a command: whoever asks for a stop gets it, whatever he calls the cause. */
    public static Cause ofCommand(Command command) {
        String label = command.arguments().text("cause", MANUAL.label());
        for (Cause cause : values()) {
            if (cause != KILL && cause.label().equals(label)) {
                return cause;
            }
        }
        return OTHER;
    }
}
