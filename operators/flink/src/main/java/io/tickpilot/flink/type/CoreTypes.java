package io.tickpilot.flink.type;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.risk.Reconciled;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.SymbolSummary;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Types to hand to {@code returns}, sources and state descriptors, so that nothing falls back to a generic type. */
public final class CoreTypes {
    public static final TypeInformation<SequencedEvent> SEQUENCED_EVENT =
            new CoreType<>(SequencedEvent.class, new SequencedEventSerializer());
    public static final TypeInformation<Command> COMMAND = new CoreType<>(Command.class, new CommandSerializer());
    public static final TypeInformation<TradeReport> TRADE_REPORT =
            new CoreType<>(TradeReport.class, new TradeReportSerializer());
    public static final TypeInformation<Bar> BAR = new CoreType<>(Bar.class, new BarSerializer());
    public static final TypeInformation<DeadLetter> DEAD_LETTER =
            new CoreType<>(DeadLetter.class, new DeadLetterSerializer());
    public static final TypeInformation<RegimeChange> REGIME_CHANGE =
            new CoreType<>(RegimeChange.class, new RegimeChangeSerializer());
    public static final TypeInformation<BreakerChange> BREAKER_CHANGE =
            new CoreType<>(BreakerChange.class, new BreakerChangeSerializer());
    public static final TypeInformation<Reconciled> RECONCILED =
            new CoreType<>(Reconciled.class, new ReconciledSerializer());
    public static final TypeInformation<Decision> DECISION = new CoreType<>(Decision.class, new DecisionSerializer());
    public static final TypeInformation<Signal> SIGNAL = new CoreType<>(Signal.class, new SignalSerializer());
    public static final TypeInformation<SymbolSummary> SYMBOL_SUMMARY =
            new CoreType<>(SymbolSummary.class, new SymbolSummarySerializer());
    public static final TypeInformation<SymbolState> SYMBOL_STATE =
            new CoreType<>(SymbolState.class, new SymbolStateSerializer());

    private CoreTypes() {}

    /** Of another class that has its own serializer. */
    public static <T> TypeInformation<T> of(Class<T> type, VersionedSerializer<T> serializer) {
        return new CoreType<>(type, serializer);
    }
}
