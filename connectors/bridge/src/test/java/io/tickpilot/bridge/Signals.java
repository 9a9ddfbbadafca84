package io.tickpilot.bridge;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import java.util.List;

/** Signals for tests, as the engine would give them. */
public final class Signals {

    private Signals() {}

    public static Signal signal(String id, SequencedEvent cause, Side side, Plan plan, long validUntilMicros) {
        Decision decision = new Decision(
                "scalp",
                cause.symbol(),
                "test:" + cause.sequence(),
                cause.partition(),
                cause.epoch(),
                cause.sequence(),
                cause.logTimeMicros(),
                cause.event().eventTimeMicros(),
                1,
                1,
                0.001,
                7,
                List.of(),
                0,
                0,
                1,
                side == Side.BUY ? Decision.Direction.BUY : Decision.Direction.SELL,
                1,
                Decision.Outcome.SENT,
                List.of(),
                id,
                plan);
        return new Signal(id, side, cause.logTimeMicros(), validUntilMicros, plan, true, decision);
    }

    public static Plan plan() {
        return new Plan(1.2, 1.19, 1.215, 1.23, 0.1, 0.005, List.of());
    }
}
