package io.tickpilot.bench.bridge;

import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import java.util.List;

/** Signals as the engine would give them, of a job that is not there. */
final class MadeUpSignals {
    private static final String SYMBOL = "EURUSD";
    private static final long LIFE_MICROS = 60_000_000L;
    private static final Plan PLAN = new Plan(1.2, 1.19, 1.215, 1.23, 0.1, 0.005, List.of());

    private MadeUpSignals() {}

    static Signal signal(String id, long nowMicros) {
        Decision decision = new Decision(
                "bench",
                SYMBOL,
                id,
                0,
                1,
                1,
                nowMicros,
                nowMicros,
                1,
                1,
                0.001,
                7,
                List.of(),
                0,
                0,
                1,
                Decision.Direction.BUY,
                1,
                Decision.Outcome.SENT,
                List.of(),
                id,
                PLAN);
        return new Signal(id, Side.BUY, nowMicros, nowMicros + LIFE_MICROS, PLAN, true, decision);
    }
}
