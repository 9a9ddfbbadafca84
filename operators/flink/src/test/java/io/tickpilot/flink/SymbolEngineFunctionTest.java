package io.tickpilot.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.LogScript;
import io.tickpilot.core.engine.ScriptedAgent;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.type.CoreTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class SymbolEngineFunctionTest {
    private static final int PARTITIONS = 64;
    private static final EngineSettings SETTINGS = EngineSettings.from(Settings.parse("", Map.of()))
            .withResources(new Resources(EconomicCalendar.empty(), RegimeModels.plain()));

    @Test
    void tellsSignalsDecisionsBarsRegimesAndDeadLettersApart() throws Exception {
        List<SequencedEvent> log = log("EURUSD", 1);
        try (Harness harness = new Harness()) {
            harness.open();
            harness.feed(log);

            List<Signal> signals = harness.extractOutputValues();
            List<Decision> decisions = harness.side(Outputs.DECISIONS);
            assertThat(signals).isNotEmpty();
            assertThat(decisions.stream().filter(d -> d.outcome() == Decision.Outcome.SENT))
                    .hasSameSizeAs(signals);
            assertThat(harness.side(Outputs.BARS)).isNotEmpty();
            List<RegimeChange> changes = harness.side(Outputs.REGIME_CHANGES);
            assertThat(changes).isNotEmpty().allMatch(change -> change.symbol().equals("EURUSD"));
            assertThat(harness.side(Outputs.TRADES)).hasSize(1);
            assertThat(harness.side(Outputs.DEAD_LETTERS))
                    .extracting(DeadLetter::reason)
                    .containsExactly(RejectReason.CROSSED_QUOTE);
            SymbolSummary summary = harness.side(Outputs.SUMMARIES).get(0);
            assertThat(summary.decisions()).isEqualTo(decisions.size());
            assertThat(summary.signals()).isEqualTo(signals.size());
            assertThat(summary.regimeChanges()).isEqualTo(changes.size());
            assertThat(summary.rejected()).containsExactly(Map.entry(RejectReason.CROSSED_QUOTE, 1L));
        }
    }

    @Test
    void decidesTheSameWithARestoreInTheMiddle() throws Exception {
        List<SequencedEvent> log = merged();
        List<SymbolSummary> undisturbed;
        try (Harness harness = new Harness()) {
            harness.open();
            harness.feed(log);
            undisturbed = harness.side(Outputs.SUMMARIES);
        }

        int middle = log.size() - 2_000;
        OperatorSubtaskState snapshot;
        try (Harness first = new Harness()) {
            first.open();
            first.feed(log.subList(0, middle));
            snapshot = first.snapshot(1, 1);
            first.feed(log.subList(middle, log.size()));
        }
        try (Harness second = new Harness()) {
            second.initializeState(snapshot);
            second.open();
            second.feed(log.subList(middle, log.size()));

            assertThat(second.side(Outputs.SUMMARIES))
                    .usingRecursiveComparison()
                    .isEqualTo(undisturbed);
        }
    }

    @Test
    void decidesTheSameAtAnotherParallelism() throws Exception {
        List<SequencedEvent> log = merged();
        List<SymbolSummary> alone;
        try (Harness harness = new Harness()) {
            harness.open();
            harness.feed(log);
            alone = harness.side(Outputs.SUMMARIES);
        }

        List<SymbolSummary> apart = new ArrayList<>();
        for (String symbol : List.of("EURUSD", "XAUUSD")) {
            try (Harness harness = new Harness()) {
                harness.open();
                harness.feed(log.stream().filter(e -> e.symbol().equals(symbol)).toList());
                apart.addAll(harness.side(Outputs.SUMMARIES));
            }
        }

        assertThat(apart).usingRecursiveComparison().ignoringCollectionOrder().isEqualTo(alone);
    }

    @Test
    void copiesStateDeeply() throws Exception {
        TypeSerializer<SymbolState> serializer = CoreTypes.SYMBOL_STATE.createSerializer(new SerializerConfigImpl());
        SymbolState state = new SymbolState("EURUSD");
        SymbolState copy = serializer.copy(state);
        DataOutputSerializer before = new DataOutputSerializer(64);
        serializer.serialize(copy, before);

        var engine = new io.tickpilot.core.engine.SymbolEngine(SETTINGS, agents().open());
        log("EURUSD", 1).forEach(event -> engine.process(event, state, new Silent()));

        DataOutputSerializer after = new DataOutputSerializer(64);
        serializer.serialize(copy, after);
        assertThat(after.getCopyOfBuffer()).isEqualTo(before.getCopyOfBuffer());
        assertThat(copy).isNotSameAs(state);
        assertThat(serializer.isImmutableType()).isFalse();
    }

    private static AgentModels agents() {
        return () -> List.of(ScriptedAgent.moody("technical"));
    }

    private static List<SequencedEvent> log(String symbol, long seed) {
        LogScript script = new LogScript(symbol, seed).warmUp().ticks(1_800).opened("default", 1, Side.BUY, 0.1);
        Tick good = (Tick) script.events().get(100).event();
        long now = script.events().get(script.events().size() - 1).logTimeMicros();
        return script.add(new Tick(symbol, now, 1.2, 1.1, 1, 1, good.source(), 1_000_000))
                .quiet(120)
                .add(new EndOfLog(symbol, now + 120_000_000))
                .events();
    }

    private static List<SequencedEvent> merged() {
        List<SequencedEvent> euro = log("EURUSD", 1);
        List<SequencedEvent> gold = log("XAUUSD", 2);
        List<SequencedEvent> merged = new ArrayList<>();
        for (int i = 0; i < euro.size(); i++) {
            merged.add(euro.get(i));
            merged.add(gold.get(i));
        }
        return merged;
    }

    private static final class Harness extends KeyedOneInputStreamOperatorTestHarness<String, SequencedEvent, Signal> {
        Harness() throws Exception {
            super(
                    new KeyedProcessOperator<>(new SymbolEngineFunction(SETTINGS, agents(), true)),
                    SequencedEvent::symbol,
                    Types.STRING,
                    PARTITIONS,
                    1,
                    0);
            getExecutionConfig().enableObjectReuse();
        }

        void feed(List<SequencedEvent> events) throws Exception {
            for (SequencedEvent event : events) {
                processElement(event, 0);
            }
        }

        <T> List<T> side(OutputTag<T> tag) {
            var output = getSideOutput(tag);
            return output == null
                    ? List.of()
                    : output.stream().map(r -> r.getValue()).toList();
        }
    }
}
