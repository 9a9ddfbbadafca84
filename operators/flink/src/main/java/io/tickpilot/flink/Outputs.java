package io.tickpilot.flink;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.risk.Reconciled;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.flink.type.CoreTypes;
import org.apache.flink.util.OutputTag;

/** Side outputs of the engine; signals are its main output. */
public final class Outputs {
    public static final OutputTag<Decision> DECISIONS = new OutputTag<>("decisions", CoreTypes.DECISION);
    public static final OutputTag<Bar> BARS = new OutputTag<>("bars", CoreTypes.BAR);
    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters", CoreTypes.DEAD_LETTER);
    public static final OutputTag<RegimeChange> REGIME_CHANGES =
            new OutputTag<>("regime-changes", CoreTypes.REGIME_CHANGE);
    public static final OutputTag<BreakerChange> BREAKER_CHANGES =
            new OutputTag<>("breaker-changes", CoreTypes.BREAKER_CHANGE);
    public static final OutputTag<Reconciled> RECONCILED = new OutputTag<>("reconciled", CoreTypes.RECONCILED);
    /** What the bridge is asked to put into the log: agents over their budget are to be disabled. Never in a replay. */
    public static final OutputTag<Command> COMMANDS = new OutputTag<>("commands", CoreTypes.COMMAND);

    public static final OutputTag<TradeReport> TRADES = new OutputTag<>("trades", CoreTypes.TRADE_REPORT);
    /** One a symbol when its log ends, which happens in replays only. */
    public static final OutputTag<SymbolSummary> SUMMARIES = new OutputTag<>("summaries", CoreTypes.SYMBOL_SUMMARY);

    private Outputs() {}
}
