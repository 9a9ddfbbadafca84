package io.tickpilot.core.engine;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineListener.Stage;
import io.tickpilot.core.engine.SymbolState.Binding;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.feature.FeaturePlan;
import io.tickpilot.core.feature.MarketListener;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.regime.RegimeChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deterministic machine that turns a symbol's log into decisions. One a task thread, shared by its symbols; what
 * belongs to a symbol is in its {@link SymbolState}. Not thread-safe.
 *
 * <p>Strategies triggered by a bar decide when it closes, on the market as it is then: before the tick that closed it opens
 * the next. Those triggered by ticks decide once an event, after it. Agents with a trigger of their own score before them.
 */
public final class SymbolEngine {
    private final EngineSettings settings;
    private final Scoreboard scoreboard;
    private final List<Strategy> strategies;
    private final FeaturePlan plan;
    private final Decider decider;
    private final MarketEvent heard = new MarketEvent();

    /**
     * @param models one for each agent that a strategy names or that one of these reads, opened and closed by the caller
     * @throws ConfigException when one is missing, or regimes are asked for and nothing tells them
     */
    public SymbolEngine(EngineSettings settings, List<AgentModel> models) {
        this.settings = settings;
        this.scoreboard = new Scoreboard(models, settings.agentsInUse(), settings.agents());
        this.strategies = settings.strategies().stream()
                .map(s -> Strategy.of(s, scoreboard))
                .toList();
        this.plan = FeaturePlan.of(scoreboard.schemas(), settings.resources());
        this.decider = new Decider(scoreboard, settings.isLive(), settings.safety());
        checkRegimes();
    }

    private void checkRegimes() {
        for (StrategySettings strategy : settings.strategies()) {
            boolean asks = !strategy.gate().regimes().allowed().isEmpty();
            if (asks && settings.resources().regime() == null) {
                throw new ConfigException("strategies: " + strategy.name()
                        + " allows some regimes only: that needs regime.model: "
                        + strategy.gate().regimes().allowed());
            }
        }
    }

    /** Takes the next event of the symbol's log, in order, and tells the listener what came of it. */
    public void process(SequencedEvent event, SymbolState state, EngineListener listener) {
        Binding bound = state.bindTo(this, settings, plan, strategies, scoreboard);
        if (event.logTimeMicros() >= state.nextVerdictMicros) {
            state.settle(event.logTimeMicros(), bound);
        }
        LogEvent content = event.event();
        if (content instanceof Tick) {
            state.counters.ticks++;
            heard.begin(event, state, bound, listener);
            listener.stageBegan(Stage.MARKET);
            bound.market().onTick(event, heard);
            listener.stageEnded(Stage.MARKET);
            heard.decideAtTick();
        } else if (content instanceof Clock || content instanceof EndOfLog) {
            heard.begin(event, state, bound, listener);
            listener.stageBegan(Stage.MARKET);
            if (content instanceof Clock) {
                bound.market().onClock(content.eventTimeMicros(), heard);
                state.safety.onClock(bound.market().lastTickMicros(), settings.safety(), new Place(event, listener));
            } else {
                bound.market().onEnd(content.eventTimeMicros(), heard);
            }
            listener.stageEnded(Stage.MARKET);
        } else if (content instanceof TradeReport report) {
            take(report, event, state, bound, listener);
        } else if (content instanceof Command command) {
            obey(command, event, state, listener);
        } else if (content instanceof PositionReport report) {
            state.safety.onPositions(report, settings.safety(), state, new Place(event, listener));
        } else if (content instanceof AccountReport report) {
            state.safety.onAccount(report, event.logTimeMicros());
        } else if (content instanceof TradePrint) {
            heard.begin(event, state, bound, listener);
            bound.market().onTrade(event, heard);
        } else if (content instanceof NewsSentiment) {
            heard.begin(event, state, bound, listener);
            bound.market().onNews(event, heard);
        } else if (content instanceof CalendarEvent announced) {
            bound.agenda().hear(announced);
        } else {
            throw new IllegalStateException("event of an unknown kind: " + content.getClass());
        }
    }

    private void take(
            TradeReport report, SequencedEvent event, SymbolState state, Binding bound, EngineListener listener) {
        if (!state.reports.add(report)) {
            state.counters.rejected[RejectReason.DUPLICATE_SEQUENCE.ordinal()]++;
            listener.onDeadLetter(new DeadLetter(
                    event,
                    RejectReason.DUPLICATE_SEQUENCE,
                    "trade report: ticket=" + report.ticket() + " sequence=" + report.sourceSequence()));
            return;
        }
        state.safety.onTrade(report, bound.instrument(), settings.safety(), state, new Place(event, listener));
        StrategyState strategy = state.strategies().get(report.strategy());
        if (strategy != null && strategy.performance != null) {
            strategy.performance.heard(report);
        }
        listener.onTradeReport(report);
    }

    /** A command that makes no sense changes nothing. */
    private void obey(Command command, SequencedEvent event, SymbolState state, EngineListener listener) {
        int matched;
        try {
            command.check();
            matched = obey(command, state, new Place(event, listener));
        } catch (IllegalArgumentException e) {
            state.counters.rejected[RejectReason.INVALID_ARGUMENT.ordinal()]++;
            listener.onDeadLetter(
                    new DeadLetter(event, RejectReason.INVALID_ARGUMENT, command.kind() + ": " + e.getMessage()));
            return;
        }
        listener.onCommand(command, matched);
    }

    /** @return how many strategies, agents or whatever else it is about it was for */
    private int obey(Command command, SymbolState state, Place place) {
        return switch (command.kind()) {
            case PAUSE_STRATEGY -> pause(command.target(), true, state);
            case RESUME_STRATEGY -> pause(command.target(), false, state);
            case DISABLE_AGENT -> disable(command.target(), true, state.disabledAgents);
            case ENABLE_AGENT -> disable(command.target(), false, state.disabledAgents);
            case BLOCK_ENTRIES,
                    UNBLOCK_ENTRIES,
                    TRIP_BREAKER,
                    RESET_BREAKER,
                    KILL,
                    RESUME,
                    SET_LIMITS,
                    SET_RATE,
                    TIGHTEN_STOPS,
                    REDUCE_POSITIONS,
                    CLOSE_POSITIONS,
                    REPORT_POSITIONS -> state.safety.obey(command, settings.safety(), state, place);
        };
    }

    private static int pause(String target, boolean paused, SymbolState state) {
        int matched = 0;
        for (Map.Entry<String, StrategyState> entry : state.strategies().entrySet()) {
            if (isMeant(target, entry.getKey())) {
                entry.getValue().paused = paused;
                matched++;
            }
        }
        return matched;
    }

    private int disable(String target, boolean disabled, Set<String> disabledAgents) {
        int matched = 0;
        for (String agent : scoreboard.agents()) {
            if (isMeant(target, agent)) {
                if (disabled) {
                    disabledAgents.add(agent);
                } else {
                    disabledAgents.remove(agent);
                }
                matched++;
            }
        }
        return matched;
    }

    private static boolean isMeant(String target, String name) {
        return target.equals("*") || target.equals(name);
    }

    /**
     * Hears what a tick, trade or clock event does to the market, counts it, passes it on and wakes the strategies due. One for all
     * events, told of each before it.
     */
    @SuppressWarnings("NullAway.Init")
    private final class MarketEvent implements MarketListener {
        private SequencedEvent event;
        private SymbolState state;
        private Binding bound;
        private EngineListener listener;

        @Nullable
        private Tick accepted;

        void begin(SequencedEvent of, SymbolState its, Binding boundAs, EngineListener toTell) {
            event = of;
            state = its;
            bound = boundAs;
            listener = toTell;
            accepted = null;
            scoreboard.newMoment();
        }

        @Override
        public void onAccepted(SequencedEvent tick) {
            state.counters.ticksAccepted++;
            accepted = (Tick) tick.event();
            scoreboard.newMoment();
        }

        @Override
        public void onBar(Bar bar) {
            state.counters.bars[bar.timeframe().ordinal()]++;
            listener.onBar(bar);
            if (bound.triggered().length > 0) {
                listener.stageEnded(Stage.MARKET);
                scoreboard.triggerAtBar(bar.timeframe(), bar.endMicros(), bound, state.disabledAgents, listener);
                listener.stageBegan(Stage.MARKET);
            }
            if (decider.gatherAtBar(bar.timeframe(), bound)) {
                listener.stageEnded(Stage.MARKET);
                String origin = "bar:" + bar.timeframe() + ":" + bar.endMicros();
                decider.decide(origin, bar.endMicros(), event, state, bound, listener);
                listener.stageBegan(Stage.MARKET);
            }
        }

        @Override
        public void onRegimeChange(RegimeChange change) {
            state.counters.regimeChanges++;
            listener.onRegimeChange(change);
        }

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {
            state.counters.rejected[deadLetter.reason().ordinal()]++;
            listener.onDeadLetter(deadLetter);
        }

        void decideAtTick() {
            Tick tick = accepted;
            if (tick != null && bound.triggered().length > 0) {
                scoreboard.triggerAtTick(tick.eventTimeMicros(), bound, state.disabledAgents, listener);
            }
            if (tick != null && decider.gatherAtTick(tick.eventTimeMicros(), bound)) {
                String origin = tick.source() + ":" + tick.sourceSequence();
                decider.decide(origin, tick.eventTimeMicros(), event, state, bound, listener);
            }
        }
    }
}
