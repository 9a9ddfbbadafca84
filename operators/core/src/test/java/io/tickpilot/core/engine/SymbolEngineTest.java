package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.core.risk.OpenPosition;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.core.signal.SignalId;
import io.tickpilot.core.signal.Vote;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SymbolEngineTest {
    /** One strategy that decides on every tick, its waiting times off. */
    private static final String EAGER = """
            breakers: {automatic: false}
            gate: {cooldown: 0, flip-flop: 0, min-atr-rank: 0, max-atr-rank: 1}
            strategies:
              - {name: eager, trigger: every-tick}
            """;

    private final Heard heard = new Heard();
    private final SymbolState state = new SymbolState("EURUSD");
    private final LogScript log = new LogScript("EURUSD", 42);
    private int played;

    @Test
    void aCommandThatMakesNoSenseGoesToTheDeadLettersAndChangesNothing() {
        SymbolEngine engine = engine(EAGER, ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));
        play(engine, log.warmUp());
        int signals = heard.signals.size();

        play(engine, log.command(Kind.BLOCK_ENTRIES, "*", "until=never").ticks(1));

        DeadLetter letter = heard.deadLetters.get(heard.deadLetters.size() - 1);
        assertThat(letter.reason()).isEqualTo(RejectReason.INVALID_ARGUMENT);
        assertThat(letter.detail()).isEqualTo("BLOCK_ENTRIES: argument is missing: id");
        assertThat(state.counters().rejected(RejectReason.INVALID_ARGUMENT)).isEqualTo(1);
        assertThat(heard.matches).isEmpty();
        assertThat(heard.signals).hasSize(signals + 1);
    }

    @Test
    void sendsASignalWithItsPlanWhenEverythingHolds() {
        SymbolEngine engine = engine(EAGER, ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));

        play(engine, log.warmUp());

        Signal signal = heard.signals.get(heard.signals.size() - 1);
        Decision decision = heard.last();
        Tick tick = (Tick) log.events().get(log.events().size() - 1).event();
        assertThat(decision.outcome()).isEqualTo(Outcome.SENT);
        assertThat(decision.rejections()).isEmpty();
        assertThat(decision.direction()).isEqualTo(Direction.BUY);
        assertThat(decision.confidence()).isEqualTo((double) 0.8f);
        assertThat(decision.origin()).isEqualTo("test:" + tick.sourceSequence());
        assertThat(decision.votes()).containsExactly(new Vote("technical", "scripted-1", 0.05f, 0.15f, 0.8f, 1, ""));
        assertThat(decision.featuresHash()).isNotZero();
        assertThat(signal.decision()).isSameAs(decision);
        assertThat(signal.id()).isEqualTo(SignalId.of("eager", "EURUSD", decision.origin()));
        assertThat(signal.side()).isEqualTo(Side.BUY);
        assertThat(signal.createdMicros()).isEqualTo(tick.eventTimeMicros());
        assertThat(signal.validUntilMicros()).isEqualTo(tick.eventTimeMicros() + 5_000_000);
        assertThat(signal.paper()).isTrue();
        assertThat(signal.plan().entry()).isEqualTo(tick.ask());
        assertThat(state.counters().signals()).isEqualTo(heard.signals.size());
    }

    @Test
    void keepsADecisionForEveryAcceptedTickAlsoBeforeItIsWarm() {
        SymbolEngine engine = engine(EAGER, ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));

        play(engine, log.warmUp());

        assertThat(heard.decisions).hasSize(LogScript.WARM_TICKS);
        assertThat(heard.decisions.get(0).outcome()).isEqualTo(Outcome.ABSTAINED);
        assertThat(heard.decisions.get(0).votes().get(0).abstention()).isEqualTo("not enough history");
        assertThat(heard.decisions)
                .filteredOn(d -> d.outcome() == Outcome.REJECTED)
                .allSatisfy(d -> assertThat(d.rejections()).contains(new Rejection("warm-up", 1, 0)))
                .isNotEmpty();
        assertThat(state.counters().decisions()).isEqualTo(LogScript.WARM_TICKS);
        assertThat(state.counters().ticksAccepted()).isEqualTo(LogScript.WARM_TICKS);
        assertThat(state.counters().bars(Timeframe.M1))
                .isEqualTo(heard.bars(Timeframe.M1).size());
    }

    @Test
    void decidesAtTheCloseOfABarAndNamesItAsTheCause() {
        SymbolEngine engine = engine("", ScriptedAgent.saying("technical", 0.1, 0.8, 0.1));

        play(engine, log.warmUp());

        List<Bar> minutes = heard.bars(Timeframe.M1);
        assertThat(heard.decisions).hasSameSizeAs(minutes);
        Bar last = minutes.get(minutes.size() - 1);
        assertThat(heard.last().origin()).isEqualTo("bar:M1:" + last.endMicros());
        assertThat(heard.last().eventTimeMicros()).isEqualTo(last.endMicros());
    }

    @Test
    void waitsASpanOfEventTimeBetweenDecisions() {
        SymbolEngine engine = engine(
                "strategies: [{name: calm, trigger: every, every: 10s}]",
                ScriptedAgent.saying("technical", 0.1, 0.8, 0.1));

        play(engine, log.ticks(101));

        assertThat(heard.decisions).hasSize(11);
        assertThat(heard.decisions.get(1).eventTimeMicros()
                        - heard.decisions.get(0).eventTimeMicros())
                .isEqualTo(10_000_000);
    }

    @Test
    void closesAQuietMinuteByTheClockAndRefusesToTradeOnAnOldQuote() {
        SymbolEngine engine = engine("", ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));
        play(engine, log.warmUp().ticks(30));
        heard.clear();

        play(engine, log.quiet(60));

        assertThat(heard.bars(Timeframe.M1)).hasSize(1);
        assertThat(heard.decisions).hasSize(1);
        assertThat(heard.last().rejections()).extracting(Rejection::check).contains("freshness");
    }

    @Test
    void asksEachAgentOnceForAllStrategies() {
        StringBuilder yaml = new StringBuilder("strategies:\n");
        for (int i = 0; i < 1_000; i++) {
            yaml.append("  - {name: s").append(i).append(", trigger: every-tick}\n");
        }
        ScriptedAgent agent = ScriptedAgent.saying("technical", 0.1, 0.8, 0.1);
        SymbolEngine warmUp = engine("strategies: [{name: s0}]", ScriptedAgent.saying("technical", 0.1, 0.8, 0.1));
        play(warmUp, log.warmUp());
        heard.clear();

        play(engine(yaml.toString(), agent), log.ticks(5));

        assertThat(agent.scores()).isEqualTo(5);
        assertThat(heard.decisions).hasSize(5_000);
    }

    @Test
    void aStrategyThatIsNotDueAllocatesNothing() {
        long one = allocatedByTicks(1);
        long thousand = allocatedByTicks(1_000);

        assertThat(thousand - one)
                .as("bytes more for 999 strategies over 500 ticks")
                .isLessThan(10_000);
    }

    /** Bytes allocated by 500 ticks under strategies that wait for the hour. */
    private long allocatedByTicks(int strategies) {
        StringBuilder yaml = new StringBuilder("strategies:\n");
        for (int i = 0; i < strategies; i++) {
            yaml.append("  - {name: s").append(i).append(", timeframe: H1}\n");
        }
        SymbolEngine engine = engine(yaml.toString(), ScriptedAgent.saying("technical", 0.1, 0.8, 0.1));
        SymbolState own = new SymbolState("EURUSD");
        List<SequencedEvent> events = new LogScript("EURUSD", 42).ticks(1_000).events();
        Heard ignored = new Heard();
        events.subList(0, 500).forEach(event -> engine.process(event, own, ignored));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        events.subList(500, 1_000).forEach(event -> engine.process(event, own, ignored));
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void goesOnWithoutAModelThatThrowsOrGivesNaN() {
        SymbolEngine engine = engine(
                """
                agents: {technical: {}, broken: {}, blind: {}, wild: {}}
                gate: {min-atr-rank: 0, max-atr-rank: 1}
                strategies:
                  - {name: eager, trigger: every-tick, agents: {broken: 1, technical: 1, blind: 1, wild: 1}}
                """,
                ScriptedAgent.saying("technical", 0.05, 0.15, 0.8),
                ScriptedAgent.of("broken", (window, p) -> {
                    throw new IllegalStateException("secret 1234");
                }),
                ScriptedAgent.saying("blind", Double.NaN, 0.5, 0.5),
                ScriptedAgent.saying("wild", 2, -1, 0));

        play(engine, log.warmUp());

        assertThat(heard.signals).isNotEmpty();
        assertThat(heard.last().votes())
                .extracting(Vote::abstention)
                .containsExactly("threw IllegalStateException", "", "gave NaN", "gave no probability");
        assertThat(heard.last().votes()).extracting(Vote::weight).containsExactly(0.0, 1.0, 0.0, 0.0);
        assertThat(heard.last().confidence()).isEqualTo((double) 0.8f);
        assertThat(heard.failures).first().extracting(Throwable::getMessage).isEqualTo("secret 1234");
    }

    @Test
    void abstainsWhenNoAgentVotes() {
        SymbolEngine engine = engine(EAGER, ScriptedAgent.saying("technical", Double.NaN, Double.NaN, Double.NaN));

        play(engine, log.warmUp());

        assertThat(heard.signals).isEmpty();
        assertThat(heard.decisions).extracting(Decision::outcome).containsOnly(Outcome.ABSTAINED);
        assertThat(heard.last().confidence()).isZero();
    }

    @Test
    void neverSendsAHold() {
        play(engine(EAGER, ScriptedAgent.saying("technical", 0.05, 0.9, 0.05)), log.warmUp());

        assertThat(heard.signals).isEmpty();
        assertThat(heard.last().outcome()).isEqualTo(Outcome.HELD);
        assertThat(heard.last().rejections()).isEmpty();
    }

    @Test
    void obeysCommandsFromTheirPlaceInTheLogOn() {
        SymbolEngine engine = engine(EAGER, ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));
        play(engine, log.warmUp());

        play(engine, log.command(Kind.PAUSE_STRATEGY, "eager").ticks(1));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("paused", 1, 0));
        assertThat(state.isPaused("eager")).isTrue();
        play(engine, log.command(Kind.RESUME_STRATEGY, "*").ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        play(engine, log.command(Kind.DISABLE_AGENT, "technical").ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.ABSTAINED);
        assertThat(heard.last().votes().get(0).abstention()).isEqualTo("disabled");
        play(engine, log.command(Kind.ENABLE_AGENT, "technical").ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        play(engine, log.command(Kind.PAUSE_STRATEGY, "egaer"));
        assertThat(heard.matches).containsExactly(1, 1, 1, 1, 0);
    }

    @Test
    void holdsOnePositionAtATime() {
        SymbolEngine engine = engine(EAGER, ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));
        play(engine, log.warmUp());

        play(engine, log.opened("eager", 7, Side.BUY, 0.2).ticks(1));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("positions", 1, 1));
        assertThat(state.positions("eager"))
                .containsExactly(new OpenPosition("acc", 7, Side.BUY, 0.2, 1.1, 0, "", 0, Double.NaN));
        play(engine, log.closed("eager", 7, Side.BUY, 0.2).ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
        assertThat(heard.reports).hasSize(2);
    }

    @Test
    void sendsARepeatedTradeReportToTheDeadLetters() {
        SymbolEngine engine = engine(EAGER, ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));

        play(
                engine,
                log.opened("eager", 7, Side.BUY, 0.2)
                        .closed("eager", 7, Side.BUY, 0.2)
                        .again());

        assertThat(heard.reports).hasSize(2);
        assertThat(heard.deadLetters).hasSize(1);
        assertThat(heard.deadLetters.get(0).reason()).isEqualTo(RejectReason.DUPLICATE_SEQUENCE);
        assertThat(state.counters().rejected(RejectReason.DUPLICATE_SEQUENCE)).isEqualTo(1);
        assertThat(state.positions("eager")).isEmpty();
    }

    @Test
    void coolsDownAfterASignalAndDoesNotFlipAtOnce() {
        boolean[] buying = {true};
        SymbolEngine engine = engine("""
                gate: {min-atr-rank: 0, max-atr-rank: 1, cooldown: 30s, flip-flop: 60s}
                strategies: [{name: eager, trigger: every-tick}]
                """, ScriptedAgent.of("technical", (window, p) -> {
            p[0] = buying[0] ? 0.1f : 0.8f;
            p[1] = 0.1f;
            p[2] = buying[0] ? 0.8f : 0.1f;
        }));
        play(engine, log.warmUp());
        heard.clear();
        play(engine, log.ticks(40));
        Signal first = heard.signals.get(0);
        heard.clear();

        buying[0] = false;
        play(engine, log.ticks(90));

        long since = heard.signals.get(0).createdMicros() - first.createdMicros();
        assertThat(since).isEqualTo(60_000_000);
        assertThat(heard.decisions.get(0).rejections())
                .extracting(Rejection::check)
                .contains("flip-flop");
    }

    @Test
    void refusesATickOfAnUnknownSymbolWithoutADecision() {
        SymbolState unknown = new SymbolState("NOSUCH");
        SymbolEngine engine = engine(EAGER, ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));

        for (SequencedEvent event :
                new LogScript("NOSUCH", 1).ticks(3).quiet(61).events()) {
            engine.process(event, unknown, heard);
        }

        assertThat(heard.decisions).isEmpty();
        assertThat(unknown.counters().ticks()).isEqualTo(3);
        assertThat(unknown.counters().ticksAccepted()).isZero();
        assertThat(unknown.counters().rejected()).containsExactly(Map.entry(RejectReason.UNKNOWN_SYMBOL, 3L));
    }

    @Test
    void refusesModelsThatAreMissing() {
        String yaml = """
                agents: {technical: {}, forest: {}}
                strategies: [{name: a, agents: {technical: 1, forest: 1}}]
                """;

        assertThatThrownBy(() -> engine(yaml, ScriptedAgent.saying("technical", 0, 1, 0)))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.faults())
                        .containsExactly("agents.forest: needs exactly one model: 0"));
    }

    @Test
    void eachModelScoresAWindowOfTheSchemaItBringsAndEqualOnesShareIt() {
        String yaml = """
                agents: {technical: {}, twin: {}, short: {}}
                strategies: [{name: a, agents: {technical: 1, twin: 1, short: 1}}]
                """;
        FeatureSchema twin = FeatureSchema.parse(FeatureSchema.technicalV1().toYaml());
        FeatureSchema two = FeatureSchema.parse("{name: two, lookback: 2, features: [{of: rsi}, {of: log-atr}]}");
        List<Integer> lengths = new ArrayList<>();
        ScriptedAgent.Script noting = (window, p) -> {
            lengths.add(window.length);
            p[1] = 1;
        };
        SymbolEngine engine = engine(
                yaml,
                ScriptedAgent.of("technical", noting),
                ScriptedAgent.of("twin", noting).trainedOn(twin),
                ScriptedAgent.of("short", noting).trainedOn(two));
        play(engine, log.warmUp());
        heard.clear();
        lengths.clear();

        play(engine, log.ticks(60));

        assertThat(lengths).containsExactly(720, 720, 4);
        assertThat(heard.stages).filteredOn("+FEATURES"::equals).hasSize(2);
    }

    @Test
    void bracketsItsStagesWithoutNesting() {
        SymbolEngine engine = engine(EAGER, ScriptedAgent.saying("technical", 0.05, 0.15, 0.8));
        play(engine, log.warmUp());
        heard.clear();

        play(engine, log.ticks(1));

        assertThat(heard.stages)
                .containsExactly(
                        "+MARKET", "-MARKET", "+FEATURES", "-FEATURES", "+SCORING", "-SCORING", "+DECIDE", "-DECIDE");
    }

    @Test
    void tellsRegimesAndDecidesAsWithout() {
        EngineSettings settings = settings(EAGER);
        SymbolEngine without = engine(EAGER, ScriptedAgent.moody("technical"));
        SymbolEngine with = new SymbolEngine(
                settings.withResources(new Resources(EconomicCalendar.empty(), RegimeModels.plain())),
                List.of(ScriptedAgent.moody("technical")));
        SymbolState other = new SymbolState("EURUSD");
        LogScript hours = new LogScript("EURUSD", 42).ticks(6 * 3600);
        hours.events().forEach(event -> without.process(event, other, new Heard()));

        hours.events().forEach(event -> with.process(event, state, heard));

        assertThat(state.decisionHash()).isEqualTo(other.decisionHash());
        assertThat(heard.signals).isNotEmpty();
        assertThat(heard.regimeChanges).hasSizeGreaterThan(1);
        assertThat(state.counters().regimeChanges()).isEqualTo(heard.regimeChanges.size());
        assertThat(other.counters().regimeChanges()).isZero();
        assertThat(heard.regimeChanges.get(0).from()).isNull();
        for (int i = 1; i < heard.regimeChanges.size(); i++) {
            assertThat(heard.regimeChanges.get(i).from())
                    .isEqualTo(heard.regimeChanges.get(i - 1).to());
        }
        assertThat(heard.regimeChanges).allSatisfy(change -> {
            assertThat(change.symbol()).isEqualTo("EURUSD");
            assertThat(change.timeMicros() % Timeframe.M5.micros()).isZero();
        });
    }

    @Test
    void hashesTheSameDecisionsAlikeWhateverTheirPlaceInTheLog() {
        SymbolState other = new SymbolState("EURUSD");
        LogScript moved = new LogScript("EURUSD", 42).at(9, 4).warmUp().ticks(200);
        SymbolEngine engine = engine(EAGER, ScriptedAgent.moody("technical"));
        play(engine, log.warmUp().ticks(200));

        SymbolEngine second = engine(EAGER, ScriptedAgent.moody("technical"));
        moved.events().forEach(event -> second.process(event, other, new Heard()));

        assertThat(other.decisionHash()).isEqualTo(state.decisionHash());
        assertThat(heard.signals).isNotEmpty();
    }

    @Test
    void hashesAnotherTailDifferently() {
        SymbolEngine engine = engine(EAGER, ScriptedAgent.moody("technical"));
        play(engine, log.warmUp());
        byte[] before = state.decisionHash();

        play(engine, log.ticks(1));

        assertThat(state.decisionHash()).isNotEqualTo(before);
    }

    private void play(SymbolEngine engine, LogScript script) {
        List<SequencedEvent> events = script.events();
        for (; played < events.size(); played++) {
            engine.process(events.get(played), state, heard);
        }
    }

    static SymbolEngine engine(String yaml, AgentModel... models) {
        return new SymbolEngine(settings(yaml), List.of(models));
    }

    private static EngineSettings settings(String yaml) {
        Settings root = Settings.parse(yaml, Map.of());
        EngineSettings settings = EngineSettings.from(root);
        root.check();
        return settings;
    }
}
