package io.tickpilot.core.engine;

import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.engine.EngineListener.Stage;
import io.tickpilot.core.engine.SymbolState.Binding;
import io.tickpilot.core.ensemble.Majority;
import io.tickpilot.core.ensemble.Performance;
import io.tickpilot.core.ensemble.Stacking;
import io.tickpilot.core.ensemble.Verdict;
import io.tickpilot.core.ensemble.WeightedAverage;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.gate.Conditions;
import io.tickpilot.core.gate.Gate;
import io.tickpilot.core.gate.GateSettings;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.risk.Advice;
import io.tickpilot.core.risk.Planner;
import io.tickpilot.core.risk.Planner.Market;
import io.tickpilot.core.risk.Planner.Proposal;
import io.tickpilot.core.risk.Stake;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.DecisionDigest;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.core.signal.SignalId;
import io.tickpilot.core.signal.Vote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets the strategies due at one moment decide: first their agents score, each once, then every strategy in order. */
final class Decider {
    private final Scoreboard scoreboard;
    private final boolean live;
    private final SafetySettings safety;
    private final DecisionDigest digest = new DecisionDigest();
    /** Places of the strategies due in their symbol's list. */
    private int[] due = new int[16];

    private int dueCount;

    Decider(Scoreboard scoreboard, boolean live, SafetySettings safety) {
        this.scoreboard = scoreboard;
        this.live = live;
        this.safety = safety;
    }

    /** @return whether a strategy is due at the close of a bar */
    boolean gatherAtBar(Timeframe timeframe, Binding bound) {
        dueCount = 0;
        List<Strategy> strategies = bound.strategies();
        for (int i = 0; i < strategies.size(); i++) {
            if (strategies.get(i).isDueAtBar(timeframe)) {
                addDue(i);
            }
        }
        return dueCount > 0;
    }

    /** @return whether a strategy is due after an accepted tick */
    boolean gatherAtTick(long eventTimeMicros, Binding bound) {
        dueCount = 0;
        List<Strategy> strategies = bound.strategies();
        for (int i = 0; i < strategies.size(); i++) {
            if (strategies.get(i).isDueAtTick(eventTimeMicros, bound.states().get(i))) {
                addDue(i);
            }
        }
        return dueCount > 0;
    }

    private void addDue(int index) {
        if (dueCount == due.length) {
            due = Arrays.copyOf(due, dueCount * 2);
        }
        due[dueCount++] = index;
    }

    /** Decides for the strategies gathered last. */
    void decide(
            String origin,
            long eventTimeMicros,
            SequencedEvent event,
            SymbolState state,
            Binding bound,
            EngineListener listener) {
        for (int i = 0; i < dueCount; i++) {
            for (int agent : bound.strategies().get(due[i]).agents()) {
                scoreboard.score(agent, eventTimeMicros, bound, state.disabledAgents, listener);
            }
        }
        listener.stageBegan(Stage.DECIDE);
        Cause cause =
                new Cause(origin, eventTimeMicros, event, state, bound, bound.market(), instrument(bound), listener);
        for (int i = 0; i < dueCount; i++) {
            decide(cause, bound.strategies().get(due[i]), bound.states().get(due[i]));
        }
        listener.stageEnded(Stage.DECIDE);
    }

    private static Instrument instrument(Binding bound) {
        return Objects.requireNonNull(bound.instrument(), "a symbol without instrument has no strategies");
    }

    /** What all strategies due at one moment have in common. */
    private record Cause(
            String origin,
            long eventTimeMicros,
            SequencedEvent event,
            SymbolState state,
            Binding bound,
            MarketState market,
            Instrument instrument,
            EngineListener listener) {

        long nowMicros() {
            return event.logTimeMicros();
        }

        Place place() {
            return new Place(event, listener);
        }
    }

    private void decide(Cause cause, Strategy strategy, StrategyState memory) {
        memory.lastDecisionMicros = cause.eventTimeMicros;
        Verdict verdict = vote(strategy, memory.performance);
        if (verdict.abstained()) {
            keep(cause, decision(cause, strategy, verdict, Outcome.ABSTAINED, List.of(), null));
            return;
        }
        if (memory.performance != null) {
            remember(verdict, memory.performance, cause);
        }
        if (verdict.direction() == Direction.HOLD) {
            keep(cause, decision(cause, strategy, verdict, Outcome.HELD, List.of(), null));
            return;
        }
        Side side = verdict.direction() == Direction.BUY ? Side.BUY : Side.SELL;
        StrategySettings settings = strategy.settings();
        Advice advice = strategy.hasRiskAgent() ? scoreboard.advice(strategy.riskAgent()) : Advice.NONE;
        List<Rejection> rejections = rejections(cause, strategy, memory, side, verdict.confidence(), advice);
        Plan plan = null;
        if (rejections.isEmpty()) {
            Proposal proposal = propose(cause, settings, side, verdict.confidence(), advice);
            plan = proposal.plan();
            rejections = proposal.rejection() == null ? List.of() : List.of(proposal.rejection());
        }
        if (plan == null) {
            keep(cause, decision(cause, strategy, verdict, Outcome.REJECTED, rejections, null));
        } else {
            Decision sent = decision(cause, strategy, verdict, Outcome.SENT, rejections, plan);
            send(cause, side, plan, sent, settings);
            if (memory.performance != null) {
                memory.performance.sent(sent.signalId(), side, verdict.votes());
            }
            memory.lastSignalMicros = cause.nowMicros();
            memory.lastSide = side;
        }
    }

    private Proposal propose(Cause cause, StrategySettings settings, Side side, double confidence, Advice advice) {
        MarketState market = cause.market;
        Market entry = new Market(side, market.bid(), market.ask(), market.atr(settings.timeframe()), market.atrRank());
        Stake stake = cause.state.safety.stake(
                settings, confidence, entry, cause.instrument, live, safety, cause.state, cause.nowMicros());
        return Planner.propose(entry, cause.instrument, settings.plan(), settings.risk(), advice, stake);
    }

    private static void remember(Verdict verdict, Performance performance, Cause cause) {
        performance.decided(verdict.votes(), cause.bound.quote(cause.nowMicros()));
        cause.state.nextVerdictMicros = Math.min(cause.state.nextVerdictMicros, performance.nextDueMicros());
    }

    /** What keeps a signal back, in order: the risk agent's veto, the gate, then what {@link Safety} holds against it. */
    private List<Rejection> rejections(
            Cause cause, Strategy strategy, StrategyState memory, Side side, double confidence, Advice advice) {
        List<Rejection> failed = new ArrayList<>(0);
        Rejection veto = advice.rejection(strategy.settings().risk().advice());
        if (veto != null) {
            failed.add(veto);
        }
        Gate.check(strategy.settings().gate(), conditions(cause, strategy, memory, side, confidence), failed);
        cause.state.safety.rejections(strategy.settings(), live, safety, cause.place(), failed);
        return List.copyOf(failed);
    }

    private Verdict vote(Strategy strategy, @Nullable Performance performance) {
        int[] agents = strategy.agents();
        for (int i = 0; i < agents.length && performance != null; i++) {
            performance.meet(i, scoreboard.version(agents[i]));
        }
        Vote[] votes = new Vote[agents.length];
        for (int i = 0; i < votes.length; i++) {
            double weight = performance == null ? strategy.weights()[i] : performance.weight(i);
            votes[i] = scoreboard.vote(agents[i], weight);
        }
        return switch (strategy.settings().ensemble().mode()) {
            case AVERAGE -> WeightedAverage.of(votes);
            case MAJORITY -> Majority.of(votes);
            case STACK -> Stacking.of(strategy.stack(), votes);
        };
    }

    private Conditions conditions(Cause cause, Strategy strategy, StrategyState memory, Side side, double confidence) {
        MarketState market = cause.market;
        GateSettings gate = strategy.settings().gate();
        return new Conditions(
                cause.state.symbol(),
                memory.paused,
                side,
                confidence,
                cause.nowMicros() - market.lastTickMicros(),
                scoreboard.isWarm(strategy.agents(), market),
                market.spread(),
                cause.instrument.point(),
                market.atr(strategy.settings().timeframe()),
                market.atrRank(),
                cause.bound.agenda().at(cause.nowMicros(), gate.hours().newsImpact()),
                probability(gate.regimes().allowed(), market),
                memory.lastSide,
                memory.lastSide == null ? 0 : cause.nowMicros() - memory.lastSignalMicros,
                memory.positions.count(),
                memory.positions.lots());
    }

    private static double probability(List<Regime> allowed, MarketState market) {
        double sum = 0;
        for (int i = 0; i < allowed.size(); i++) {
            sum += market.regimeProbability(allowed.get(i));
        }
        return sum;
    }

    private Decision decision(
            Cause cause,
            Strategy strategy,
            Verdict verdict,
            Outcome outcome,
            List<Rejection> rejections,
            @Nullable Plan plan) {
        String name = strategy.settings().name();
        String symbol = cause.state.symbol();
        return new Decision(
                name,
                symbol,
                cause.origin,
                cause.event.partition(),
                cause.event.epoch(),
                cause.event.sequence(),
                cause.nowMicros(),
                cause.eventTimeMicros,
                cause.market.bid(),
                cause.market.ask(),
                cause.market.atr(strategy.settings().timeframe()),
                scoreboard.featuresHash(strategy.agents()),
                verdict.votes(),
                verdict.sell(),
                verdict.hold(),
                verdict.buy(),
                verdict.direction(),
                verdict.confidence(),
                outcome,
                rejections,
                outcome == Outcome.SENT ? SignalId.of(name, symbol, cause.origin) : "",
                plan);
    }

    private void send(Cause cause, Side side, Plan plan, Decision decision, StrategySettings settings) {
        long now = cause.nowMicros();
        cause.state.counters.signals++;
        Signal signal =
                new Signal(decision.signalId(), side, now, now + settings.signalLifeMicros(), plan, !live, decision);
        cause.listener.onSignal(signal);
        cause.state.safety.onSignal(signal, cause.instrument, safety, cause.place());
        keep(cause, decision);
    }

    private void keep(Cause cause, Decision decision) {
        cause.state.counters.decisions++;
        cause.state.decisionHash = digest.next(cause.state.decisionHash, decision);
        cause.listener.onDecision(decision);
        cause.state.safety.onDecision(decision, safety, cause.place());
    }
}
