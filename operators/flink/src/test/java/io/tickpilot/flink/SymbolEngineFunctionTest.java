package io.tickpilot.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.LogScript;
import io.tickpilot.core.engine.ScriptedAgent;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
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

    @Test
    void asksForAnAgentOverItsBudgetToBeDisabledAndAReplayAgrees() throws Exception {
        EngineSettings settings = EngineSettings.from(Settings.parse(
                "agents: {technical: {budget: 1ms}}\nstrategies: [{name: eager, trigger: every-tick}]", Map.of()));
        List<SequencedEvent> log = new LogScript("EURUSD", 5).warmUp().events();
        SequencedEvent disabling;
        byte[] live;
        try (Harness harness = new Harness(settings, () -> List.of(taking(2)), true)) {
            harness.open();
            harness.feed(log);

            List<Command> commands = orders(harness);
            assertThat(commands).isNotEmpty();
            Command command = commands.get(0);
            assertThat(command.kind()).isEqualTo(Command.Kind.DISABLE_AGENT);
            assertThat(command.symbol()).isEqualTo("*");
            assertThat(command.target()).isEqualTo("technical");
            assertThat(command.issuedBy()).isEqualTo("engine");
            assertThat(command.why()).startsWith("5 of the last 20 scores took longer than 1000 us");
            disabling = asTheBridgeLogsIt(command, log.size());
            harness.feed(List.of(disabling));
            harness.feed(ending(log));
            assertThat(last(harness.side(Outputs.DECISIONS)).votes().get(0).abstention())
                    .isEqualTo("disabled");
            live = harness.side(Outputs.SUMMARIES).get(0).decisionHash();
        }

        try (Harness replay = new Harness(settings, () -> List.of(taking(0)), false)) {
            replay.open();
            replay.feed(log);
            replay.feed(List.of(disabling));
            replay.feed(ending(log));

            assertThat(replay.side(Outputs.COMMANDS)).isEmpty();
            assertThat(replay.side(Outputs.SUMMARIES).get(0).decisionHash()).isEqualTo(live);
        }
    }

    @Test
    void aTripIsToldAndGoesToTheTerminalsAsACommandThatChangesNothingHere() throws Exception {
        EngineSettings settings = EngineSettings.from(
                Settings.parse("breakers: {symbol: {feed-stall: 1m, feed-cooldown: 30s}}", Map.of()));
        List<SequencedEvent> log =
                new LogScript("EURUSD", 5).ticks(300).quiet(60).events();
        SequencedEvent trip;
        try (Harness harness = new Harness(settings, agents(), true)) {
            harness.open();
            harness.feed(log);

            List<BreakerChange> changes = harness.side(Outputs.BREAKER_CHANGES);
            assertThat(changes).hasSize(1);
            assertThat(changes.get(0).cause()).isEqualTo(Cause.FEED);
            List<Command> commands = orders(harness);
            assertThat(commands).hasSize(1);
            Command command = commands.get(0);
            command.check();
            assertThat(command.kind()).isEqualTo(Command.Kind.TRIP_BREAKER);
            assertThat(command.symbol()).isEqualTo("EURUSD");
            assertThat(command.target()).isEqualTo("symbol");
            assertThat(command.argument()).isEqualTo("cause=feed;cooldown=30000000");

            trip = asTheBridgeLogsIt(command, log.size());
            harness.feed(List.of(trip));
            assertThat(harness.side(Outputs.BREAKER_CHANGES)).hasSize(1);
            assertThat(orders(harness)).hasSize(1);
        }
        try (Harness replay = new Harness(settings, agents(), false)) {
            replay.open();
            replay.feed(log);
            replay.feed(List.of(trip));
            assertThat(replay.side(Outputs.BREAKER_CHANGES)).hasSize(1);
            assertThat(replay.side(Outputs.COMMANDS)).isEmpty();
        }
    }

    /** All but the questions at the start. */
    private static List<Command> orders(Harness harness) {
        return harness.side(Outputs.COMMANDS).stream()
                .filter(command -> command.kind() != Command.Kind.REPORT_POSITIONS)
                .toList();
    }

    @Test
    void asksEachTerminalForItsPositionsAfterEveryStartOnceASymbol() throws Exception {
        EngineSettings settings = EngineSettings.from(Settings.parse("", Map.of()));
        List<SequencedEvent> log = new LogScript("EURUSD", 5).ticks(5).events();
        List<Command> questions;
        try (Harness harness = new Harness(settings, agents(), true)) {
            harness.open();
            harness.feed(log);
            questions = harness.side(Outputs.COMMANDS);
        }

        assertThat(questions).singleElement().satisfies(question -> {
            question.check();
            assertThat(question.kind()).isEqualTo(Command.Kind.REPORT_POSITIONS);
            assertThat(question.symbol()).isEqualTo("EURUSD");
            assertThat(question.meansAccount("paper-1")).isTrue();
        });
        assertThat(new PositionRequests(0, 7).at(log.get(0))).isNotEqualTo(new PositionRequests(0, 8).at(log.get(0)));
        assertThat(new PositionRequests(0, 7).at(new SequencedEvent(0, 1, 1, 1, 1, new Clock("EURUSD", 1))))
                .isNull();
    }

    /** Works so long each time. */
    private static ScriptedAgent taking(int millis) {
        return ScriptedAgent.of("technical", (window, p) -> {
            long end = THREADS.getCurrentThreadCpuTime() + millis * 1_000_000L;
            while (millis > 0 && THREADS.getCurrentThreadCpuTime() < end) {
                Thread.onSpinWait();
            }
            p[0] = 0.05f;
            p[1] = 0.15f;
            p[2] = 0.8f;
        });
    }

    private static SequencedEvent asTheBridgeLogsIt(Command command, int sequence) {
        Command own = new Command(
                "EURUSD",
                command.eventTimeMicros(),
                command.kind(),
                command.target(),
                command.argument(),
                command.issuedBy(),
                command.why(),
                command.source(),
                command.sourceSequence());
        return new SequencedEvent(3, 1, sequence, command.eventTimeMicros(), 0, own);
    }

    /** One more tick and the end. */
    private static List<SequencedEvent> ending(List<SequencedEvent> log) {
        long now = last(log).logTimeMicros() + 1_000_000;
        Tick before = (Tick) last(log).event();
        Tick tick = new Tick("EURUSD", now, before.bid(), before.ask(), 1, 1, "test", 1_000_000);
        return List.of(
                new SequencedEvent(3, 1, log.size() + 1, now, 0, tick),
                new SequencedEvent(3, 1, log.size() + 2, now, 0, new EndOfLog("EURUSD", now)));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
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
            this(SETTINGS, agents(), true);
        }

        Harness(EngineSettings settings, AgentModels models, boolean timed) throws Exception {
            super(
                    new KeyedProcessOperator<>(new SymbolEngineFunction(settings, models, timed)),
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
