package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.core.signal.Vote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who decides, and how trades and the market change that. */
class FeedbackTest {
    private static final String GATE = """
            breakers: {automatic: false}
            gate: {cooldown: 0, flip-flop: 0, min-atr-rank: 0, max-atr-rank: 1}
            """;
    private static final String TWO = GATE + """
            agents: {bold: {}, shy: {}}
            strategies:
              - {name: eager, trigger: every-tick, agents: {bold: 1, shy: 1}}
            """;
    private static final String LEARNING_FAST = "ensemble: {horizon: 1m, half-life: 5, decision-weight: 1}\n"
            + TWO.replace("gate: {", "gate: {confidence: 0.7, ");

    private final Heard heard = new Heard();
    private final LogScript log = new LogScript("EURUSD", 42);
    private SymbolState state = new SymbolState("EURUSD");
    private int played;
    private long tickets;

    @Test
    void losingTradesMoveTheWeightsOfTheDecisionsThatFollow() {
        SymbolEngine engine = engine("ensemble: {decision-weight: 0}\n" + TWO, bold(), shy());
        play(engine, log.warmUp());
        assertThat(weights()).containsExactly(0.5, 0.5);

        List<Double> bold = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lose(heard.signals.get(heard.signals.size() - 1));
            play(engine, log.ticks(1));
            bold.add(weights().get(0));
        }

        assertThat(bold.get(0)).isLessThan(0.49);
        assertThat(bold.get(1)).isLessThan(bold.get(0));
        assertThat(bold.get(5)).isCloseTo(0.4, within(1e-12)); // the other has reached its cap
        assertThat(weights().get(0) + weights().get(1)).isCloseTo(1, within(1e-12));
        Decision last = heard.last();
        Vote sure = last.votes().get(0);
        Vote unsure = last.votes().get(1);
        assertThat(last.buy()).isEqualTo(sure.weight() * sure.buy() + unsure.weight() * unsure.buy());
    }

    @Test
    void decisionsMoveWeightsOnceTheirHorizonHasCome() {
        SymbolEngine engine = engine(LEARNING_FAST, bold(), shy());
        play(engine, log.warmUp());
        heard.clear();

        play(engine, log.ticks(600));

        assertThat(heard.decisions.stream().map(d -> d.votes().get(0).weight()).distinct())
                .hasSizeGreaterThan(30); // one an eighth of the horizon
        assertThat(weights().get(0)).isBetween(0.4, 0.6);
    }

    @Test
    void fixedWeightsStayAsConfigured() {
        SymbolEngine engine = engine("ensemble: {adapt: false}\n" + TWO, bold(), shy());
        play(engine, log.warmUp());

        lose(heard.signals.get(heard.signals.size() - 1));
        play(engine, log.ticks(600));

        assertThat(weights()).containsExactly(0.5, 0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 177, 300})
    void aRestoredStateLearnsOnAsIfItHadNeverStopped(int ticks) throws IOException {
        SymbolEngine engine = engine(LEARNING_FAST, ScriptedAgent.moody("bold"), shy());
        play(engine, log.warmUp());
        Signal open = heard.signals.get(heard.signals.size() - 1);
        play(engine, log.ticks(ticks));
        SymbolState other = copy(state);
        SymbolEngine restarted = engine(LEARNING_FAST, ScriptedAgent.moody("bold"), shy());
        int from = played;

        lose(open);
        play(engine, log.ticks(400));
        log.events().subList(from, log.events().size()).forEach(event -> restarted.process(event, other, new Heard()));

        assertThat(other.decisionHash()).isEqualTo(state.decisionHash());
        assertThat(weights()).isNotEqualTo(List.of(0.5, 0.5));
    }

    @Test
    void aMajorityNeedsMoreThanTheSameConfidenceOnTheOtherSide() {
        String yaml = "ensemble: {mode: majority}\n" + TWO;
        play(
                engine(
                        yaml,
                        ScriptedAgent.saying("bold", 0.05, 0.15, 0.8),
                        ScriptedAgent.saying("shy", 0.8, 0.15, 0.05)),
                log.warmUp());

        assertThat(heard.last().direction()).isEqualTo(Direction.HOLD);
        assertThat(heard.last().buy()).isEqualTo(0.5 * 0.8f);
        assertThat(heard.last().hold()).isZero();
    }

    @Test
    void aStackDecidesForAllAndTheAverageWhereItFails() {
        String yaml = GATE + """
                agents: {bold: {}, shy: {}, stack: {}}
                strategies:
                  - {name: eager, trigger: every-tick, agents: {bold: 3, shy: 1, stack: 1}, ensemble: {mode: stack, stack: stack}}
                """;
        boolean[] fails = {false};
        ScriptedAgent stack = ScriptedAgent.of("stack", (window, p) -> {
                    p[0] = fails[0] ? Float.NaN : 0.75f;
                    p[1] = 0.25f;
                    p[2] = 0;
                })
                .reading("bold", "shy");
        SymbolEngine engine = engine(yaml, bold(), shy(), stack);
        play(engine, log.warmUp());
        assertThat(heard.last().direction()).isEqualTo(Direction.SELL);
        assertThat(heard.last().votes()).extracting(Vote::weight).containsExactly(0.0, 0.0, 1.0);

        fails[0] = true;
        play(engine, log.ticks(1));

        assertThat(heard.last().direction()).isEqualTo(Direction.BUY);
        assertThat(heard.last().votes().get(0).weight()).isGreaterThan(0.5);
        assertThat(heard.last().votes().get(2).abstention()).isEqualTo("gave NaN; the others' average decides");
    }

    @Test
    void refusesAStackThatCannotDecide() {
        assertThatThrownBy(() -> engine(
                        "agents: {bold: {}}\nstrategies: [{name: s, agents: {bold: 1}, ensemble: {mode: stack}}]",
                        bold()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("strategies.0.ensemble.stack: must name the agent that decides: nothing given");
        assertThatThrownBy(() -> engine(
                        "agents: {bold: {}}\n"
                                + "strategies: [{name: s, agents: {bold: 1}, ensemble: {mode: stack, stack: all}}]",
                        bold()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("strategies.0.ensemble.stack: must be one of the strategy's agents: all");
        assertThatThrownBy(() -> engine(
                        "agents: {bold: {}, risk: {}}\n"
                                + "strategies: [{name: s, agents: {bold: 1, risk: 1}, ensemble: {mode: stack, stack: risk}}]",
                        bold(),
                        ScriptedAgent.advising("risk", 1, 1, 0)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must have the stack among its agents, and it must give a direction: risk");
    }

    private static ScriptedAgent bold() {
        return ScriptedAgent.saying("bold", 0.025, 0.025, 0.95);
    }

    private static ScriptedAgent shy() {
        return ScriptedAgent.saying("shy", 0.2, 0.15, 0.65);
    }

    private List<Double> weights() {
        return heard.last().votes().stream().map(Vote::weight).toList();
    }

    private void lose(Signal signal) {
        long now = log.events().get(log.events().size() - 1).logTimeMicros();
        long ticket = ++tickets;
        log.add(report(signal, Status.OPENED, ticket, 0, now));
        log.add(report(signal, Status.CLOSED, ticket, -25, now));
    }

    private static TradeReport report(Signal signal, Status status, long ticket, double profit, long now) {
        double lots = signal.plan().lots();
        return new TradeReport(
                "EURUSD",
                now,
                status,
                "acc",
                signal.decision().strategy(),
                signal.id(),
                ticket,
                ticket,
                Side.BUY,
                lots,
                status == Status.OPENED ? lots : 0,
                1.1,
                profit,
                0,
                "stop",
                "terminal",
                2 * ticket + status.ordinal());
    }

    private static SymbolState copy(SymbolState of) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        of.writeTo(new DataOutputStream(written));
        return SymbolState.readFrom(new DataInputStream(new ByteArrayInputStream(written.toByteArray())));
    }

    private static SymbolEngine engine(String yaml, AgentModel... models) {
        return SymbolEngineTest.engine(yaml, models);
    }

    private void play(SymbolEngine engine, LogScript script) {
        List<SequencedEvent> events = script.events();
        for (; played < events.size(); played++) {
            engine.process(events.get(played), state, heard);
        }
    }
}
