package io.tickpilot.core.engine;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.StrategySettings.Trigger;
import io.tickpilot.core.ensemble.AdaptationSettings;
import io.tickpilot.core.ensemble.EnsembleSettings;
import io.tickpilot.core.ensemble.Performance;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A strategy as the engine runs it.
 *
 * @param agents places of its agents on the {@link Scoreboard}; {@code weights} go with them and add up to 1, that of a risk agent is 0
 * @param riskAgent place of its risk agent, -1 without one
 * @param stack place among {@code agents} of the one that decides for all, -1 without one; its weight is 0
 */
@SuppressWarnings("ArrayRecordComponent") // read in the hot path, never compared
record Strategy(StrategySettings settings, int[] agents, double[] weights, int riskAgent, int stack) {
    private static final int NONE = -1;

    /** @throws ConfigException when nobody votes, or there are two risk agents */
    static Strategy of(StrategySettings settings, Scoreboard scoreboard) {
        int[] agents = settings.agents().keySet().stream()
                .mapToInt(scoreboard::indexOf)
                .toArray();
        double[] weights = settings.agents().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        EnsembleSettings ensemble = settings.ensemble();
        int stack = ensemble.stacks() ? List.copyOf(settings.agents().keySet()).indexOf(ensemble.stack()) : NONE;
        int riskAgent = NONE;
        double total = 0;
        for (int i = 0; i < agents.length; i++) {
            if (i == stack && scoreboard.kind(agents[i]).votes()) {
                weights[i] = 0;
            } else if (scoreboard.kind(agents[i]).votes()) {
                total += weights[i];
            } else if (riskAgent == NONE) {
                riskAgent = agents[i];
                weights[i] = 0;
            } else {
                throw new ConfigException("strategies: " + settings.name() + " may have one risk agent: "
                        + settings.agents().keySet());
            }
        }
        if (ensemble.stacks() && (stack == NONE || agents[stack] == riskAgent)) {
            throw new ConfigException("strategies: " + settings.name()
                    + " must have the stack among its agents, and it must give a direction: " + ensemble.stack());
        }
        if (total == 0 && stack == NONE) {
            throw new ConfigException("strategies: " + settings.name() + " needs an agent that gives a direction: "
                    + settings.agents().keySet());
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = total > 0 ? weights[i] / total : 0;
        }
        return new Strategy(settings, agents, weights, riskAgent, stack);
    }

    /** What its agents' weights follow, null where they are fixed: adaptation is off, or one alone has a vote. */
    @Nullable
    Performance performance(@Nullable Performance known) {
        AdaptationSettings adaptation = settings.ensemble().adaptation();
        if (!adaptation.on()
                || Arrays.stream(weights).filter(weight -> weight > 0).count() < 2) {
            return null;
        }
        return Performance.bind(known, List.copyOf(settings.agents().keySet()), weights, adaptation);
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
