package io.tickpilot.replay;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.DecisionDigest;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.replay.source.PartitionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The core alone, in one loop: what the streaming replay must agree with. */
final class BareLoop implements EngineListener {
    final Map<String, SymbolState> states = new TreeMap<>();
    final List<Bar> bars = new ArrayList<>();
    long ticks;
    long regimeChanges;

    BareLoop(Supplier<@Nullable Tick> input, long periodEnd, EngineSettings settings, AgentModels models) {
        SymbolEngine engine = new SymbolEngine(settings, models.open());
        PartitionLog log = new PartitionLog(0, input, periodEnd);
        for (SequencedEvent event = log.next(); event != null; event = log.next()) {
            ticks += event.event() instanceof Tick ? 1 : 0;
            engine.process(event, states.computeIfAbsent(event.symbol(), SymbolState::new), this);
        }
    }

    long decisions() {
        return states.values().stream().mapToLong(s -> s.counters().decisions()).sum();
    }

    long signals() {
        return states.values().stream().mapToLong(s -> s.counters().signals()).sum();
    }

    String hash() {
        Map<String, byte[]> hashes = new TreeMap<>();
        states.forEach((symbol, state) -> hashes.put(symbol, state.decisionHash()));
        return DecisionDigest.ofSymbols(hashes);
    }

    @Override
    public void onBar(Bar bar) {
        bars.add(bar);
    }

    @Override
    public void onRegimeChange(RegimeChange change) {
        regimeChanges++;
    }

    @Override
    public void onSignal(Signal signal) {}

    @Override
    public void onDecision(Decision decision) {}

    @Override
    public void onDeadLetter(DeadLetter deadLetter) {}

    @Override
    public void onTradeReport(TradeReport report) {}
}
