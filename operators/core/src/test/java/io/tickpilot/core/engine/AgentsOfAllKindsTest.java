package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Vote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forecasts, risk agents, stacks, and agents with a trigger of their own. */
class AgentsOfAllKindsTest {
    private static final String GATE =
            "breakers: {automatic: false}\ngate: {cooldown: 0, flip-flop: 0, min-atr-rank: 0, max-atr-rank: 1}\n";
    private static final String WITH_RISK = GATE + """
            agents: {technical: {}, risk: {}}
            strategies:
              - {name: eager, trigger: every-tick, agents: {technical: 1, risk: 5}}
            """;
    private static final ScriptedAgent BUYER = ScriptedAgent.saying("technical", 0.05, 0.15, 0.8);

    private final Heard heard = new Heard();
    private final LogScript log = new LogScript("EURUSD", 42);
    private SymbolState state = new SymbolState("EURUSD");
    private int played;

    @Test
    void aForecastVotesAndItsQuantilesAreOnRecord() {
        SymbolEngine engine =
                engine(GATE + """
                agents: {forecast: {}}
                strategies:
                  - {name: eager, trigger: every-tick, agents: {forecast: 1}}
                """, ScriptedAgent.forecasting("forecast", 0.1f, 0.1f, 0.8f, -2, -1, 0.5f, 1, 2));

        play(engine, log.warmUp());

        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        Vote vote = heard.last().votes().get(0);
        assertThat(vote.buy()).isEqualTo(0.8f);
        assertThat(vote.numbers()).containsExactly(-2f, -1f, 0.5f, 1f, 2f);
    }

    @Test
    void aRiskAgentChangesStopAndSizeButHasNoVote() {
        play(engine(WITH_RISK, BUYER, ScriptedAgent.advising("risk", 1, 1.5, 0)), log.warmUp());
        Plan plain = plan(heard.last());
        heard.clear();
        state = new SymbolState("EURUSD");
        played = 0;

        play(engine(WITH_RISK, BUYER, ScriptedAgent.advising("risk", 0.5, 3, 0.49)), log);

        Decision decision = heard.last();
        Plan advised = plan(decision);
        assertThat(decision.confidence()).isEqualTo((double) 0.8f);
        assertThat(plain.entry() - plain.stop()).isCloseTo(1.5 * decision.atr(), within(1.1e-5));
        assertThat(advised.entry() - advised.stop()).isCloseTo(3 * decision.atr(), within(1.1e-5));
        assertThat(advised.lots()).isCloseTo(plain.lots() / 4, within(0.02));
        Vote vote = decision.votes().get(1);
        assertThat(vote.numbers()).containsExactly(0.5f, 3f, 0.49f);
        assertThat(vote.weight()).isZero();
        assertThat(vote.buy()).isNaN();
        assertThat(vote.abstention()).isEmpty();
        assertThat(decision.votes().get(0).weight()).isEqualTo(1);
    }

    @Test
    void aVetoKeepsTheSignalBackWithItsNumbers() {
        play(engine(WITH_RISK, BUYER, ScriptedAgent.advising("risk", 1, 1.5, 0.75)), log.warmUp());

        assertThat(heard.signals).isEmpty();
        assertThat(heard.last().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(heard.last().rejections()).containsExactly(new Rejection("veto", 0.75, 0.5));
        assertThat(heard.last().votes().get(1).numbers()).containsExactly(1f, 1.5f, 0.75f);
    }

    @Test
    void theSettingsBoundWhatARiskAgentMayDo() {
        String bounds = "risk: {agent: {veto: 0.9, min-stop-atr: 1, max-stop-atr: 2, max-size: 1}}\n";
        play(engine(bounds + WITH_RISK, BUYER, ScriptedAgent.advising("risk", 2, 40, 0.75)), log.warmUp());

        Plan plan = plan(heard.last());

        double atr = heard.last().atr();
        assertThat(plan.entry() - plan.stop()).isCloseTo(2 * atr, within(1.1e-5));
        double lost = plan.lots() * 100_000 * (plan.entry() - plan.stop());
        assertThat(lost).isBetween(80.0, 100.0); // one percent of the account, as without the agent
    }

    @Test
    void aRiskAgentThatFailsChangesNothingAndSaysSo() {
        play(engine(GATE + "strategies: [{name: eager, trigger: every-tick}]", BUYER), log.warmUp());
        Plan without = plan(heard.last());
        heard.clear();
        state = new SymbolState("EURUSD");
        played = 0;

        play(engine(WITH_RISK, BUYER, ScriptedAgent.advising("risk", Double.NaN, 3, 0)), log);

        assertThat(plan(heard.last())).isEqualTo(without);
        assertThat(heard.last().votes().get(1).abstention()).isEqualTo("gave NaN");
        assertThat(heard.last().votes().get(1).numbers()).isEmpty();
    }

    @Test
    void aStrategyNeedsAVoterAndOneRiskAgentAtMost() {
        ScriptedAgent risk = ScriptedAgent.advising("risk", 1, 1, 0);

        assertThatThrownBy(() -> engine("agents: {risk: {}}\nstrategies: [{name: s, agents: {risk: 1}}]", risk))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("strategies: s needs an agent that gives a direction: [risk]");
        assertThatThrownBy(() -> engine(
                        "agents: {a: {}, risk: {}, technical: {}}\n"
                                + "strategies: [{name: s, agents: {technical: 1, a: 1, risk: 1}}]",
                        BUYER,
                        ScriptedAgent.advising("a", 1, 1, 0),
                        risk))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("strategies: s may have one risk agent");
    }

    @Test
    void aStackReadsTheVotesOfTheMomentAndAThirdOfWhoAbstains() {
        float[] read = new float[6];
        ScriptedAgent stack = ScriptedAgent.of("stack", (window, p) -> {
                    System.arraycopy(window, 0, read, 0, 6);
                    p[0] = 0;
                    p[1] = 0;
                    p[2] = 1;
                })
                .reading("technical", "blind");

        SymbolEngine engine = engine(GATE + """
                agents: {technical: {}, blind: {}, stack: {}}
                strategies:
                  - {name: eager, trigger: every-tick, agents: {stack: 1}}
                """, stack, BUYER, ScriptedAgent.saying("blind", Double.NaN, 0, 0));
        play(engine, log.warmUp());

        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        assertThat(heard.last().featuresHash()).isNotZero();
        assertThat(heard.last().votes()).extracting(Vote::agent).containsExactly("stack");
        assertThat(read).containsExactly(0.05f, 0.15f, 0.8f, 1f / 3, 1f / 3, 1f / 3);
        int last = heard.decisions.size() - 1;
        assertThat(heard.decisions.get(last - 1).featuresHash())
                .isNotEqualTo(heard.decisions.get(last).featuresHash());

        play(engine, log.command(Kind.DISABLE_AGENT, "technical").ticks(1));
        assertThat(heard.last().votes().get(0).abstention()).isEqualTo("none of those it reads voted");
    }

    @Test
    void noAgentReadsOneThatReadsIt() {
        ScriptedAgent one = ScriptedAgent.saying("one", 0, 0, 1).reading("two");
        ScriptedAgent two = ScriptedAgent.saying("two", 0, 0, 1).reading("one");
        String agents = "agents: {one: {}, two: {}}\nstrategies: [{name: s, agents: {one: 1}}]";

        assertThatThrownBy(() -> engine(agents, one, two))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("agents.one: must not read an agent that reads it: one reads two");
        assertThatThrownBy(() -> engine(agents, one))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("agents.two: needs exactly one model, read by one: 0");
        assertThatThrownBy(() -> engine(agents, one, ScriptedAgent.advising("two", 1, 1, 0)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("agents.one: must read agents that give a direction: two is RISK");
    }

    @Test
    void anAgentThatScoresAtBarsStandsBetweenThemWithItsAge() {
        ScriptedAgent slow = ScriptedAgent.saying("slow", 0.05, 0.15, 0.8);
        SymbolEngine engine = engine(GATE + """
                agents: {slow: {trigger: bar-close, timeframe: m1, freshness: 90s}}
                strategies:
                  - {name: eager, trigger: every-tick, agents: {slow: 1}}
                """, slow);
        play(engine, log.ticks(10));
        assertThat(heard.last().votes().get(0).abstention()).isEqualTo("has not scored yet");

        play(engine, log.warmUp());

        int scores = slow.scores();
        assertThat(scores).isBetween(20, 117);
        play(engine, log.ticks(60));
        assertThat(slow.scores()).isEqualTo(scores + 1);
        assertThat(heard.decisions.subList(heard.decisions.size() - 60, heard.decisions.size()))
                .extracting(decision -> decision.votes().get(0).ageMicros() / 1_000_000)
                .contains(0L, 1L, 30L, 59L)
                .allMatch(age -> age < 61);
        assertThat(heard.last().featuresHash()).isNotZero();
    }

    @Test
    void aScoreThatIsTooOldDoesNotVote() {
        SymbolEngine engine = engine(GATE + """
                agents: {slow: {trigger: bar-close, timeframe: m5, freshness: 2s}}
                strategies:
                  - {name: eager, trigger: every-tick, agents: {slow: 1}}
                """, ScriptedAgent.saying("slow", 0.05, 0.15, 0.8));

        play(engine, log.warmUp().ticks(150));

        assertThat(heard.last().outcome()).isEqualTo(Outcome.ABSTAINED);
        assertThat(heard.last().votes().get(0).abstention()).isEqualTo("score is too old");
        assertThat(heard.last().votes().get(0).ageMicros()).isEqualTo(210_000_000);
    }

    @Test
    void anAgentScoresOnceEverySpanOfEventTime() {
        ScriptedAgent every = ScriptedAgent.saying("every", 0.05, 0.15, 0.8);
        ScriptedAgent always = ScriptedAgent.saying("always", 0.05, 0.15, 0.8);
        SymbolEngine engine = engine(GATE + """
                agents: {every: {trigger: every, every: 7s}, always: {trigger: every-tick}}
                strategies:
                  - {name: bars, agents: {every: 1, always: 1}}
                """, every, always);
        play(engine, log.warmUp());
        int before = every.scores();
        int ticks = always.scores();

        play(engine, log.ticks(70));

        assertThat(every.scores() - before).isEqualTo(10);
        assertThat(always.scores() - ticks).isEqualTo(70);
        assertThat(heard.last().origin()).startsWith("bar:M1:");
        assertThat(heard.last().votes().get(0).ageMicros()).isBetween(1L, 7_000_000L);
    }

    @Test
    void aStandingScoreOutlivesARestoreButNotItsModel() throws IOException {
        String yaml = GATE + """
                agents: {slow: {trigger: bar-close, timeframe: h1, freshness: 2h}}
                strategies:
                  - {name: eager, trigger: every-tick, agents: {slow: 1}}
                """;
        play(
                engine(yaml, ScriptedAgent.saying("slow", 0.05, 0.15, 0.8)),
                log.warmUp().ticks(400));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        state.writeTo(new DataOutputStream(written));

        state = SymbolState.readFrom(new DataInputStream(new ByteArrayInputStream(written.toByteArray())));
        play(engine(yaml, ScriptedAgent.saying("slow", 0.8, 0.15, 0.05)), log.ticks(1));
        assertThat(heard.last().votes().get(0).buy()).isEqualTo(0.8f);

        AgentModel successor = ScriptedAgent.saying("slow", 0.8, 0.15, 0.05).ofVersion("scripted-2");
        play(engine(yaml, successor), log.ticks(1));
        assertThat(heard.last().votes().get(0).abstention()).isEqualTo("has not scored yet");
    }

    private static Plan plan(Decision decision) {
        Plan plan = decision.plan();
        assertThat(plan).as(() -> "rejected: " + decision.rejections()).isNotNull();
        return plan;
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
