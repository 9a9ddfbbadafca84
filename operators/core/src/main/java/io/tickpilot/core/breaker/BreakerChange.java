package io.tickpilot.core.breaker;

import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.event.Command;
import java.io.Serializable;

/**
 * The event of a breaker entering another state, or staying open for another cause; also of the kill switch, open while it is on.
 *
 * @param symbol in whose log it happened; {@code *} for a breaker of an account, which belongs to no symbol
 * @param scope {@code symbol}, {@code strategy:NAME}, {@code account:NAME}, {@code kill} or {@code kill:account:NAME}
 * @param value measured, in the unit of {@code limit}; both 0 where nothing was
 * @param falls times it fell back from half-open
 * @param untilMicros log time at which it will be half-open, or heal; 0 when nothing but a command or a probe moves it
 * @param issuedBy who asked; empty when it moved by itself
 * @param why for the audit, empty when nothing was said
 * @param partition place of the event that moved it in the log, with {@code epoch} and {@code sequence}
 */
public record BreakerChange(
        String symbol,
        String scope,
        State from,
        State to,
        Cause cause,
        double value,
        double limit,
        int falls,
        long untilMicros,
        String issuedBy,
        String why,
        int partition,
        int epoch,
        long sequence,
        long logTimeMicros)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String OWN = "engine:";

    /** Whether the chain opened a breaker by itself, so that terminals do not know. */
    public boolean isNewsToTerminals() {
        return to == State.OPEN && issuedBy.isEmpty() && cause != Cause.KILL;
    }

    /**
     * What tells terminals, for as long as it is open. Made again of the same event it has the same source sequence, in a source of its own for each
     * scope: the bridge drops it. The chain passes over it when it comes back in the log.
     */
    public Command forTerminals() {
        return new Command(
                symbol,
                logTimeMicros,
                Command.Kind.TRIP_BREAKER,
                scope,
                "cause=" + cause.label() + ";cooldown=" + (untilMicros - logTimeMicros),
                "engine",
                value + " against " + limit,
                OWN + scope,
                logTimeMicros);
    }

    /** Whether a command was made by {@link #forTerminals}. */
    public static boolean isForTerminals(Command command) {
        return command.source().startsWith(OWN);
    }
}
