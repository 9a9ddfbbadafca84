package io.tickpilot.core.engine;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.risk.Reconciled;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;

/**
 * Hears what the engine makes of an event, within {@link SymbolEngine#process} and in the order it happened. A signal is
 * told before its decision, so that it is on its way first.
 */
public interface EngineListener {

    void onBar(Bar bar);

    void onSignal(Signal signal);

    /** Every decision, sent or not. */
    void onDecision(Decision decision);

    void onDeadLetter(DeadLetter deadLetter);

    /** A report heard for the first time; a repeated one goes to the dead letters. */
    void onTradeReport(TradeReport report);

    /** The market of a symbol entered another regime. No part of the decisions: it does not enter their hash. */
    default void onRegimeChange(RegimeChange change) {}

    /** A breaker or the kill switch moved. Told by what moved it, so by decisions too; no part of them. */
    default void onBreakerChange(BreakerChange change) {}

    /** A terminal told what it holds: it was waited for, or held something else than was thought. */
    default void onReconciled(Reconciled reconciled) {}

    /** @param matched what the command was for: strategies, agents, breakers, accounts or positions; 0 says there is no such target here */
    default void onCommand(Command command, int matched) {}

    /** A model threw; its vote carries the class of the failure only, so that replays agree. */
    default void onAgentFailure(String agent, RuntimeException failure) {}

    /**
     * A model has scored one window, within the stage {@link Stage#SCORING}.
     *
     * @param outputs as {@link io.tickpilot.core.agent.AgentKind#outputs()} orders them; valid during the call and without a fault
     * @param fault why it abstains, empty when it does not
     */
    default void onScored(String agent, float[] outputs, String fault) {}

    /** Brackets a stage, never nested, for whoever has a clock. */
    default void stageBegan(Stage stage) {}

    default void stageEnded(Stage stage) {}

    /** What an event goes through. */
    enum Stage {
        /** Validation, bars and indicators of a tick or clock. */
        MARKET,
        /** Filling one feature window. */
        FEATURES,
        /** One model's score of one window. */
        SCORING,
        /** Ensemble, gate and plan of all strategies due. */
        DECIDE
    }
}
