package io.tickpilot.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.terminal.SimulatedBroker;
import io.tickpilot.bridge.terminal.TerminalSettings;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.breaker.Breaker.State;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.LogScript;
import io.tickpilot.core.engine.ScriptedAgent;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A small world with the way back: signals are traded by the simulated broker, whose reports come into the log, where they trip a
 * breaker; then the session's journal is decided again.
 */
class ClosedLoopTest {
    private static final int PARTITIONS = 4;
    private static final EngineSettings SETTINGS = EngineSettings.from(Settings.parse("""
                    gate: {cooldown: 1s, flip-flop: 0, min-atr-rank: 0, max-atr-rank: 1}
                    strategies: [{name: eager, trigger: every-tick}]
                    breakers: {strategy: {losses: 3, daily-loss: 0, drawdown: 0, cooldown: 2m}, symbol: {losses: 0, daily-loss: 0, drawdown: 0}}
                    """, Map.of()))
            .withResources(new Resources(EconomicCalendar.empty(), RegimeModels.plain()));

    private final List<SequencedEvent> journal = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<BreakerChange> changes = new ArrayList<>();
    private final ArrayDeque<TradeReport> reports = new ArrayDeque<>();
    private final ArrayDeque<Signal> signals = new ArrayDeque<>();
    private final SymbolEngine engine = new SymbolEngine(SETTINGS, models());
    private final SymbolState state = new SymbolState("EURUSD");
    /** Costs so much that every trade loses, and holds none for long. */
    private final SimulatedBroker broker = new SimulatedBroker(
            TerminalSettings.from(Settings.parse(
                    "terminal: {commission-per-lot: 1000, max-hold: 1s, max-deviation-points: 100000}", Map.of())),
            SETTINGS.instruments()::find,
            1,
            reports::add);

    private long nowMicros;

    @Test
    void lossesTripABreakerThatBlocksAndProbesAndTheSessionIsDecidedAgainTheSame() {
        LogScript script =
                new LogScript("EURUSD", 11).warmUp().ticks(400).quiet(150).ticks(400);
        script.events().forEach(event -> play(event.logTimeMicros(), event.event()));

        assertThat(changes)
                .filteredOn(change -> change.scope().equals("strategy:eager"))
                .extracting(BreakerChange::to)
                .startsWith(State.OPEN, State.HALF_OPEN);
        assertThat(changes.get(0).cause()).isEqualTo(Cause.CONSECUTIVE_LOSSES);
        long openedAt = changes.get(0).logTimeMicros();
        long probedAt = changes.stream()
                .filter(change -> change.to() == State.HALF_OPEN)
                .findFirst()
                .orElseThrow()
                .logTimeMicros();
        assertThat(decisions)
                .filteredOn(each -> each.logTimeMicros() > openedAt && each.logTimeMicros() < probedAt)
                .isNotEmpty()
                .noneMatch(each -> each.outcome() == Decision.Outcome.SENT)
                .anyMatch(each -> each.rejections().stream()
                        .anyMatch(rejection -> rejection.check().startsWith("breaker:")));
        assertThat(decisions)
                .filteredOn(each -> each.logTimeMicros() >= probedAt)
                .as("the breaker lets probes through; after losses only, Kelly may not")
                .anyMatch(each -> each.rejections().stream()
                        .noneMatch(rejection -> rejection.check().startsWith("breaker:")));

        DecisionDiff diff = new DecisionDiff(SETTINGS, models(), PARTITIONS);
        journal.forEach(event -> diff.journal(new JournalRecord.Entry(event)));
        decisions.forEach(diff::told);
        assertThat(diff.result().first()).isNull();
        assertThat(diff.result().hash()).isEqualTo(diff.result().replayHash());
    }

    @Test
    void aKillInTheSessionHoldsInItsReplayToo() {
        LogScript script = new LogScript("EURUSD", 12)
                .warmUp()
                .ticks(50)
                .command(Command.Kind.KILL, "*")
                .ticks(50)
                .command(Command.Kind.BLOCK_ENTRIES, "eager", "id=flash-move")
                .command(Command.Kind.RESUME, "*")
                .ticks(50)
                .command(Command.Kind.UNBLOCK_ENTRIES, "eager", "id=flash-move")
                .ticks(50);
        script.events().forEach(event -> play(event.logTimeMicros(), event.event()));

        assertThat(decisions)
                .anyMatch(each -> each.rejections().stream()
                        .anyMatch(rejection -> rejection.check().startsWith("kill")))
                .anyMatch(each -> each.rejections().stream()
                        .anyMatch(rejection -> rejection.check().equals("blocked:flash-move")));
        DecisionDiff diff = new DecisionDiff(SETTINGS, models(), PARTITIONS);
        journal.forEach(event -> diff.journal(new JournalRecord.Entry(event)));
        decisions.forEach(diff::told);
        assertThat(diff.result().first()).isNull();
    }

    /** An event of the market, and behind it what the terminal does at it. */
    private void play(long logTimeMicros, LogEvent event) {
        nowMicros = Math.max(nowMicros, logTimeMicros);
        if (event instanceof Tick tick) {
            broker.onTick(tick);
        }
        place(event);
        for (Signal signal = signals.poll(); signal != null; signal = signals.poll()) {
            broker.onSignal(signal, nowMicros);
        }
        for (TradeReport report = reports.poll(); report != null; report = reports.poll()) {
            place(report);
        }
    }

    private void place(LogEvent event) {
        SequencedEvent placed =
                new SequencedEvent(Partitions.of("EURUSD", PARTITIONS), 1, journal.size() + 1L, nowMicros, 0, event);
        // The clock of one symbol is journaled as its partition's.
        if (event instanceof io.tickpilot.core.event.Clock) {
            return;
        }
        journal.add(placed);
        engine.process(placed, state, new Listening());
    }

    private static List<AgentModel> models() {
        return List.of(ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));
    }

    private final class Listening implements EngineListener {
        @Override
        public void onBar(Bar bar) {
            // Not asked about.
        }

        @Override
        public void onSignal(Signal signal) {
            signals.add(signal);
        }

        @Override
        public void onDecision(Decision decision) {
            decisions.add(decision);
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            // Not asked about.
        }

        @Override
        public void onTradeReport(TradeReport report) {
            // Not asked about.
        }

        @Override
        public void onBreakerChange(BreakerChange change) {
            changes.add(change);
        }
    }
}
