package io.tickpilot.core.engine;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.StrategySettings.Trigger;

/**
 * A strategy as the engine runs it.
 *
 * @param agents places of its agents on the {@link Scoreboard}; {@code weights} go with them and add up to 1, that of a risk agent is 0
 * @param riskAgent place of its risk agent, -1 without one
 */
@SuppressWarnings("ArrayRecordComponent") // read in the hot path, never compared
record Strategy(StrategySettings settings, int[] agents, double[] weights, int riskAgent) {
    private static final int NONE = -1;

    /** @throws ConfigException when nobody votes, or there are two risk agents */
    static Strategy of(StrategySettings settings, Scoreboard scoreboard) {
        int[] agents = settings.agents().keySet().stream()
                .mapToInt(scoreboard::indexOf)
                .toArray();
        double[] weights = settings.agents().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        int riskAgent = NONE;
        double total = 0;
        for (int i = 0; i < agents.length; i++) {
            if (scoreboard.kind(agents[i]).votes()) {
                total += weights[i];
            } else if (riskAgent == NONE) {
                riskAgent = agents[i];
                weights[i] = 0;
            } else {
                throw new ConfigException("strategies: " + settings.name() + " may have one risk agent: "
                        + settings.agents().keySet());
            }
        }
        if (total == 0) {
            throw new ConfigException("strategies: " + settings.name() + " needs an agent that gives a direction: "
                    + settings.agents().keySet());
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= total;
        }
        return new Strategy(settings, agents, weights, riskAgent);
    }

    boolean hasRiskAgent() {
        return riskAgent != NONE;
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
