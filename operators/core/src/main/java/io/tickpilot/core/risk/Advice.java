package io.tickpilot.core.risk;

import io.tickpilot.core.signal.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What a risk agent says of a trade that is about to leave.
 *
 * @param size multiplier of the size, 0 to 2
 * @param stopAtr distance of the stop in ATR, NaN to leave it to the plan
 * @param veto probability that the trade should be left alone
 */
public record Advice(double size, double stopAtr, double veto) {
    /** No risk agent, or one that abstains: nothing changes. */
    public static final Advice NONE = new Advice(1, Double.NaN, 0);

    /** The rejection by check {@code veto} (probability), null when it may leave. */
    public @Nullable Rejection rejection(AdviceSettings settings) {
        return this != NONE && veto >= settings.veto() ? new Rejection("veto", veto, settings.veto()) : null;
    }

    double stopAtr(PlanSettings plan, AdviceSettings settings) {
        return Double.isNaN(stopAtr)
                ? plan.stopAtr()
                : Math.min(settings.maxStopAtr(), Math.max(settings.minStopAtr(), stopAtr));
    }

    double size(AdviceSettings settings) {
        return this == NONE ? 1 : Math.min(size, settings.maxSize());
    }
}
