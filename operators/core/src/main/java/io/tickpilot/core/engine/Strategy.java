package io.tickpilot.core.engine;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.engine.StrategySettings.Trigger;

/**
 * A strategy as the engine runs it.
 *
 * @param agents places of its agents on the {@link Scoreboard}; {@code weights} go with them and add up to 1
 */
@SuppressWarnings("ArrayRecordComponent") // read in the hot path, never compared
record Strategy(StrategySettings settings, int[] agents, double[] weights) {

    static Strategy of(StrategySettings settings, Scoreboard scoreboard) {
        int[] agents = settings.agents().keySet().stream()
                .mapToInt(scoreboard::indexOf)
                .toArray();
        double total = settings.agents().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        double[] weights = settings.agents().values().stream()
                .mapToDouble(weight -> weight / total)
                .toArray();
        return new Strategy(settings, agents, weights);
    }

    boolean isDueAtBar(Timeframe timeframe) {
        return settings.trigger() == Trigger.BAR_CLOSE && settings.timeframe() == timeframe;
    }

    boolean isDueAtTick(long eventTimeMicros, StrategyState state) {
        return switch (settings.trigger()) {
            case BAR_CLOSE -> false;
            case EVERY_TICK -> true;
            case EVERY ->
                state.lastDecisionMicros == Long.MIN_VALUE
                        || eventTimeMicros - state.lastDecisionMicros >= settings.everyMicros();
        };
    }
}
