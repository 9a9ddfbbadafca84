package io.tickpilot.core.breaker;

import io.tickpilot.core.breaker.Breaker.State;
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
}
