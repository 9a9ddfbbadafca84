package io.tickpilot.core.engine;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.ensemble.EnsembleSettings;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.gate.GateSettings;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.risk.PlanSettings;
import io.tickpilot.core.risk.RiskSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that shapes a decision.
 *
 * @param resources of files that the configuration names; {@link #from} reads none, so whoever reads files adds them
 */
public record EngineSettings(
        Mode mode,
        InstrumentCatalogue instruments,
        ValidationSettings validation,
        Resources resources,
        List<AgentSettings> agents,
        List<StrategySettings> strategies,
        SafetySettings safety)
        implements Serializable {

    /** Whether signals may be traded with money. */
    public enum Mode {
        PAPER,
        LIVE
    }

    /**
     * Reads {@code mode}, {@code instruments}, {@code validation}, {@code agents}, {@code strategies} and the top-level sections
     * {@code ensemble}, {@code gate}, {@code plan} and {@code risk}, which hold for every strategy that does not say otherwise, {@code breakers} and {@code reconcile}. Faults are left in
     * {@code root} for {@link Settings#check()}.
     */
    public static EngineSettings from(Settings root) {
        List<AgentSettings> agents = AgentSettings.listFrom(root);
        InstrumentCatalogue instruments = InstrumentCatalogue.from(root);
        return new EngineSettings(
                root.choice("mode", Mode.class, Mode.PAPER),
                instruments,
                ValidationSettings.from(root),
                Resources.NONE,
                agents,
                strategies(root, agents, instruments),
                SafetySettings.from(root, RiskSettings.from(root.section("risk"), RiskSettings.DEFAULTS)));
    }

    public boolean isLive() {
        return mode == Mode.LIVE;
    }

    /** Names of the agents that a strategy uses: those whose models must be opened. */
    public Set<String> agentsInUse() {
        Set<String> names = new LinkedHashSet<>();
        strategies.forEach(strategy -> names.addAll(strategy.agents().keySet()));
        return names;
    }

    /** The same with other strategies. */
    public EngineSettings withStrategies(List<StrategySettings> others) {
        return new EngineSettings(mode, instruments, validation, resources, agents, List.copyOf(others), safety);
    }

    /** The same with what was read from files. */
    public EngineSettings withResources(Resources read) {
        return new EngineSettings(mode, instruments, validation, read, agents, strategies, safety);
    }

    private static List<StrategySettings> strategies(
            Settings root, List<AgentSettings> agents, InstrumentCatalogue instruments) {
        StrategySettings defaults = StrategySettings.DEFAULTS;
        StrategySettings base = defaults.with(
                GateSettings.from(root.section("gate"), defaults.gate()),
                PlanSettings.from(root.section("plan"), defaults.plan()),
                RiskSettings.from(root.section("risk"), defaults.risk()),
                EnsembleSettings.from(root.section("ensemble"), defaults.ensemble()));
        if (!root.has("strategies")) {
            return List.of(base);
        }
        List<StrategySettings> strategies = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Settings item : root.list("strategies")) {
            StrategySettings strategy = StrategySettings.from(item, base);
            if (!names.add(strategy.name())) {
                item.fault("name", "must be unique among strategies", strategy.name());
            }
            checkNames(item, strategy, agents, instruments);
            strategies.add(strategy);
        }
        return List.copyOf(strategies);
    }

    private static void checkNames(
            Settings item, StrategySettings strategy, List<AgentSettings> agents, InstrumentCatalogue instruments) {
        if (strategy.agents().isEmpty()) {
            item.fault("agents", "must name at least one agent", "none");
        }
        EnsembleSettings ensemble = strategy.ensemble();
        if (ensemble.stacks() && !strategy.agents().containsKey(ensemble.stack())) {
            item.fault("ensemble.stack", "must be one of the strategy's agents", ensemble.stack());
        }
        for (String agent : strategy.agents().keySet()) {
            if (agents.stream().noneMatch(a -> a.name().equals(agent))) {
                item.fault("agents", "must be declared in the section agents at the top", agent);
            }
        }
        for (String symbol : strategy.symbols()) {
            if (instruments.find(symbol) == null) {
                item.fault("symbols", "must be an instrument", symbol);
            }
        }
    }
}
