package io.tickpilot.core.engine;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.event.SequencedEvent;
import java.util.List;

/**
 * The deterministic machine that turns a symbol's log into decisions. One a task thread, shared by its symbols; what
 * belongs to a symbol is in its {@link SymbolState}. Not thread-safe.
 */
public final class SymbolEngine {
    private final EngineSettings settings;
    private final List<AgentModel> models;

    /**
     * @param models one for each agent a strategy names, opened and closed by the caller
     * @throws io.tickpilot.core.config.ConfigException when one is missing or was trained on another feature schema
     */
    public SymbolEngine(EngineSettings settings, List<AgentModel> models) {
        this.settings = settings;
        this.models = models;
    }

    /** Takes the next event of the symbol's log, in order, and tells the listener what came of it. */
    public void process(SequencedEvent event, SymbolState state, EngineListener listener) {}
}
