package io.tickpilot.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.Heard;
import io.tickpilot.core.engine.LogScript;
import io.tickpilot.core.engine.ScriptedAgent;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.local.operate.DecisionDiff.Result;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionDiffTest {
    private static final int PARTITIONS = 4;
    private static final EngineSettings SETTINGS = EngineSettings.from(Settings.parse("""
                    gate: {cooldown: 0, flip-flop: 0, min-atr-rank: 0, max-atr-rank: 1}
                    strategies: [{name: eager, trigger: every-tick}]
                    """, Map.of()))
            .withResources(new Resources(EconomicCalendar.empty(), RegimeModels.plain()));

    private final List<SequencedEvent> journal = new ArrayList<>();
    private final Heard session = new Heard();

    DecisionDiffTest() {
        LogScript script = new LogScript("EURUSD", 3)
                .warmUp()
                .command(Kind.PAUSE_STRATEGY, "eager")
                .ticks(5)
                .command(Kind.RESUME_STRATEGY, "*")
                .opened("eager", 7, Side.BUY, 0.1)
                .ticks(50);
        SymbolEngine engine = new SymbolEngine(SETTINGS, List.of(ScriptedAgent.saying("technical", 0.05, 0.15, 0.8)));
        SymbolState state = new SymbolState("EURUSD");
        long sequence = 1;
        for (SequencedEvent each : script.events()) {
            if (each.event() instanceof Clock) {
                continue;
            }
            SequencedEvent placed = new SequencedEvent(
                    Partitions.of("EURUSD", PARTITIONS), 1, sequence++, each.logTimeMicros(), 0, each.event());
            journal.add(placed);
            engine.process(placed, state, session);
        }
    }

    @Test
    void aSessionThatIsDecidedAgainIsEqual() {
        Result result = diff(session.decisions, 0.8);

        assertThat(result.isEqual()).isTrue();
        assertThat(result.first()).isNull();
        assertThat(result.told()).isEqualTo(session.decisions.size()).isGreaterThan(50);
        assertThat(result.hash()).isEqualTo(result.replayHash());
    }

    @Test
    void whatARestartedJobToldAgainCountsOnce() {
        List<Decision> twice = new ArrayList<>(session.decisions);
        twice.addAll(session.decisions.subList(10, 40));

        assertThat(diff(twice, 0.8).isEqual()).isTrue();
    }

    @Test
    void theFirstDifferenceIsNamedByItsField() {
        Result result = diff(session.decisions, 0.7);

        assertThat(result.isEqual()).isFalse();
        assertThat(result.hash()).isNotEqualTo(result.replayHash());
        assertThat(result.first()).isNotNull();
        assertThat(result.first().field()).isEqualTo("votes");
        assertThat(result.first().told()).contains("0.8");
        assertThat(result.first().decided()).contains("0.7");
        assertThat(result.first().cause()).contains("another model");
    }

    @Test
    void aDecisionThatIsMissingOrOfAnEventThatIsNotInTheJournalIsADifference() {
        List<Decision> missing = new ArrayList<>(session.decisions);
        Decision gone = missing.remove(100);

        Result lacking = diff(missing, 0.8);
        assertThat(lacking.differences()).isEqualTo(1);
        assertThat(lacking.first().sequence()).isEqualTo(gone.sequence());
        assertThat(lacking.first().field()).isEqualTo("decision");

        journal.remove(journal.size() - 1);
        Result cut = diff(session.decisions, 0.8);
        assertThat(cut.differences()).isEqualTo(1);
        assertThat(cut.first().decided()).isEmpty();
    }

    private Result diff(List<Decision> told, double buy) {
        DecisionDiff diff = new DecisionDiff(
                SETTINGS, List.of(ScriptedAgent.saying("technical", 0.05, 0.95 - buy, buy)), PARTITIONS);
        journal.forEach(event -> diff.journal(new JournalRecord.Entry(event)));
        told.forEach(diff::told);
        return diff.result();
    }
}
