package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolStateTest {
    private static final String THREE = """
            gate: {min-atr-rank: 0, max-atr-rank: 1}
            strategies:
              - {name: bars}
              - {name: ticks, trigger: every-tick, gate: {cooldown: 3s, flip-flop: 7s}}
              - {name: calm, trigger: every, every: 7s, timeframe: S1}
            """;

    @ParameterizedTest
    @ValueSource(
            ints = {1, 59, 3_000, LogScript.WARM_TICKS + 20, LogScript.WARM_TICKS + 101, LogScript.WARM_TICKS + 150})
    void aRestoreInTheMiddleChangesNoLaterDecision(int cut) throws IOException {
        List<SequencedEvent> events = eventful();
        Heard undisturbed = new Heard();
        SymbolState whole = new SymbolState("EURUSD");
        run(engine(THREE), whole, undisturbed, events);

        Heard heard = new Heard();
        SymbolState first = new SymbolState("EURUSD");
        run(engine(THREE), first, heard, events.subList(0, cut));
        SymbolState second = written(written(first));
        run(engine(THREE), second, heard, events.subList(cut, events.size()));

        assertThat(heard.decisions).isEqualTo(undisturbed.decisions);
        assertThat(heard.signals).isEqualTo(undisturbed.signals).isNotEmpty();
        assertThat(heard.bars).isEqualTo(undisturbed.bars);
        assertThat(second.decisionHash()).isEqualTo(whole.decisionHash());
        assertThat(bytes(second)).isEqualTo(bytes(whole));
    }

    @Test
    void keepsWhatRemainingStrategiesKnowWhenOthersComeAndGo() throws IOException {
        SymbolState state = new SymbolState("EURUSD");
        LogScript log = new LogScript("EURUSD", 1)
                .ticks(3)
                .command(Kind.PAUSE_STRATEGY, "bars")
                .opened("ticks", 5, Side.SELL, 0.1);
        run(engine(THREE), state, new Heard(), log.events());

        SymbolState restored = written(state);
        String changed = "strategies: [{name: new, trigger: every-tick}, {name: bars}]";
        Heard heard = new Heard();
        List<SequencedEvent> later = new LogScript("EURUSD", 1).ticks(10).events();
        run(engine(changed), restored, heard, later.subList(3, 10));

        assertThat(restored.isPaused("bars")).isTrue();
        assertThat(restored.isPaused("new")).isFalse();
        assertThat(restored.positions("ticks"))
                .as("a removed strategy's open position is still watched")
                .hasSize(1);
        assertThat(restored.strategies()).as("an idle one is forgotten").doesNotContainKey("calm");
        assertThat(heard.decisions).extracting(Decision::strategy).containsOnly("new");

        run(
                engine(changed),
                restored,
                heard,
                List.of(event(new LogScript("EURUSD", 1).ticks(10).closed("ticks", 5, Side.SELL, 0.1))));
        assertThat(written(restored).positions("ticks")).isEmpty();
    }

    @Test
    void isWrittenUnreadUnderNoSettingsAtAll() throws IOException {
        SymbolState state = new SymbolState("EURUSD");
        run(
                engine(THREE),
                state,
                new Heard(),
                new LogScript("EURUSD", 1).ticks(100).events());

        SymbolState restored = written(state);

        assertThat(restored.market()).isNull();
        assertThat(bytes(restored)).isEqualTo(bytes(state));
        assertThat(restored.counters().ticksAccepted()).isEqualTo(100);
    }

    @Test
    void tellsHowManyBytesItWrites() throws IOException {
        SymbolState state = new SymbolState("EURUSD");
        run(
                engine(THREE),
                state,
                new Heard(),
                new LogScript("EURUSD", 1).ticks(100).events());

        assertThat(state.bytes()).isEqualTo(bytes(state).length);
        assertThat(state.market()).isNotNull();
        assertThat(state.market().bytes()).isPositive().isLessThan(state.bytes());
    }

    @Test
    void refusesAStateOfANewerRelease() {
        byte[] future = {0, 0, 0, 99};

        assertThatThrownBy(() -> SymbolState.readFrom(new DataInputStream(new ByteArrayInputStream(future))))
                .hasMessage("symbol state has an unknown version: 99");
    }

    /** Ticks, silence, commands and trades. */
    private static List<SequencedEvent> eventful() {
        return new LogScript("EURUSD", 7)
                .warmUp()
                .ticks(30)
                .opened("ticks", 1, Side.BUY, 0.1)
                .ticks(20)
                .closed("ticks", 1, Side.BUY, 0.1)
                .command(Kind.PAUSE_STRATEGY, "bars")
                .command(Kind.DISABLE_AGENT, "second")
                .ticks(50)
                .quiet(70)
                .command(Kind.ENABLE_AGENT, "*")
                .command(Kind.RESUME_STRATEGY, "*")
                .ticks(200)
                .events();
    }

    private static SequencedEvent event(LogScript script) {
        List<SequencedEvent> events = script.events();
        return events.get(events.size() - 1);
    }

    private static SymbolEngine engine(String yaml) {
        return SymbolEngineTest.engine(
                "agents: {technical: {}, second: {}}\n"
                        + yaml.replace("{name:", "{agents: {technical: 1, second: 1}, name:"),
                ScriptedAgent.moody("technical"),
                ScriptedAgent.moody("second"));
    }

    private static void run(SymbolEngine engine, SymbolState state, Heard heard, List<SequencedEvent> events) {
        events.forEach(event -> engine.process(event, state, heard));
    }

    private static SymbolState written(SymbolState state) throws IOException {
        return SymbolState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(state))));
    }

    private static byte[] bytes(SymbolState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
