package io.tickpilot.flink;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.risk.Reconciled;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.metric.EngineMetrics;
import io.tickpilot.flink.type.CoreTypes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the core's engine with one symbol's log. Keyed by symbol; events arrive in log order; no watermarks, no timers:
 * the clock is an event of the log.
 *
 * <p>A symbol's state is one mutable object graph. It is changed in place and handed to {@code update} each time: on the
 * heap backend that is a hash look-up and a store, and the backend itself takes a deep copy first when a snapshot still
 * holds the object, because {@code value} copies on access then.
 */
public final class SymbolEngineFunction extends KeyedProcessFunction<String, SequencedEvent, Signal> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SymbolEngineFunction.class);
    private static final String STATE = "symbol";

    private final EngineSettings settings;
    private final AgentModels models;
    private final boolean timed;

    private transient List<AgentModel> opened;
    private transient ValueState<SymbolState> stored;
    private transient SymbolEngine engine;
    private transient EngineMetrics metrics;
    private transient Emitter emitter;
    private transient PositionRequests questions;

    /** @param timed whether stage latencies are measured, for live jobs; a replay does without */
    public SymbolEngineFunction(EngineSettings settings, AgentModels models, boolean timed) {
        this.settings = settings;
        this.models = models;
        this.timed = timed;
    }

    @Override
    public void open(OpenContext context) {
        stored = getRuntimeContext().getState(new ValueStateDescriptor<>(STATE, CoreTypes.SYMBOL_STATE));
        metrics = new EngineMetrics(getRuntimeContext().getMetricGroup(), timed);
        emitter = new Emitter(
                metrics, budgets(), timed, getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
        questions = new PositionRequests(
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), System.currentTimeMillis() * 1_000);
        opened = models.open();
        opened.forEach(model -> metrics.register(model.agent(), model.kind()));
        engine = new SymbolEngine(settings, opened);
    }

    @Override
    public void processElement(SequencedEvent event, Context context, Collector<Signal> out) throws Exception {
        metrics.eventBegan(event.receivedMicros());
        SymbolState state = stored.value();
        if (state == null) {
            state = new SymbolState(event.symbol());
        }
        emitter.begin(event, context, out);
        engine.process(event, state, emitter);
        stored.update(state);
        Command question = timed ? questions.at(event) : null;
        if (question != null) {
            context.output(Outputs.COMMANDS, question);
        }
        if (event.event() instanceof EndOfLog) {
            context.output(Outputs.SUMMARIES, SymbolSummary.of(state));
        }
        metrics.eventEnded();
    }

    private Map<String, ScoreBudget> budgets() {
        Map<String, ScoreBudget> budgets = new HashMap<>();
        settings.agents().forEach(agent -> budgets.put(agent.name(), new ScoreBudget(agent.budgetMicros() * 1_000)));
        return budgets;
    }

    @Override
    public void close() {
        if (opened != null) { // null when open itself failed
            opened.forEach(AgentModel::close);
        }
    }

    /** Sends what the engine tells on its way; one for all events of the thread, told of each event before it. */
    @SuppressWarnings("NullAway.Init")
    private static final class Emitter implements EngineListener {
        /** What a thread worked, not what it waited for a processor: a busy machine is no fault of a model. */
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        /** In commands for the symbols of all subtasks. */
        private static final String EVERY_SYMBOL = "*";

        private final EngineMetrics metrics;
        private final Map<String, ScoreBudget> budgets;
        private final boolean timed;
        private final int subtask;
        private long scoringBeganNanos;
        private SequencedEvent event;
        private KeyedProcessFunction<String, SequencedEvent, Signal>.Context context;
        private Collector<Signal> out;

        Emitter(EngineMetrics metrics, Map<String, ScoreBudget> budgets, boolean timed, int subtask) {
            this.metrics = metrics;
            this.budgets = budgets;
            this.timed = timed;
            this.subtask = subtask;
        }

        void begin(
                SequencedEvent element,
                KeyedProcessFunction<String, SequencedEvent, Signal>.Context elementContext,
                Collector<Signal> collector) {
            event = element;
            context = elementContext;
            out = collector;
        }

        @Override
        public void onSignal(Signal signal) {
            out.collect(signal);
            metrics.signalled();
        }

        @Override
        public void onDecision(Decision decision) {
            context.output(Outputs.DECISIONS, decision);
            metrics.decided(decision);
        }

        @Override
        public void onBar(Bar bar) {
            context.output(Outputs.BARS, bar);
            metrics.barClosed();
        }

        @Override
        public void onDeadLetter(DeadLetter letter) {
            context.output(Outputs.DEAD_LETTERS, letter);
            metrics.rejected(letter.reason());
        }

        @Override
        public void onTradeReport(TradeReport report) {
            context.output(Outputs.TRADES, report);
        }

        @Override
        public void onRegimeChange(RegimeChange change) {
            context.output(Outputs.REGIME_CHANGES, change);
            metrics.regimeChanged();
        }

        @Override
        public void onBreakerChange(BreakerChange change) {
            context.output(Outputs.BREAKER_CHANGES, change);
            metrics.breakerChanged();
            if (timed && change.isNewsToTerminals()) {
                context.output(Outputs.COMMANDS, change.forTerminals());
            }
        }

        @Override
        public void onReconciled(Reconciled told) {
            context.output(Outputs.RECONCILED, told);
        }

        @Override
        public void onAgentFailure(String agent, RuntimeException failure) {
            Counter failures = metrics.failures(agent);
            if (failures.getCount() == 0) {
                LOG.warn("agent failed and abstains; further failures are only counted: agent={}", agent, failure);
            }
            failures.inc();
        }

        @Override
        public void onScored(String agent, float[] outputs, String fault) {
            metrics.scored(agent, outputs, fault);
            ScoreBudget budget = timed ? budgets.get(agent) : null;
            if (budget == null) {
                return;
            }
            long nanos = THREADS.getCurrentThreadCpuTime() - scoringBeganNanos;
            if (budget.isUsedUpBy(nanos, System.nanoTime())) {
                context.output(Outputs.COMMANDS, disabling(agent, budget, nanos));
            }
        }

        private Command disabling(String agent, ScoreBudget budget, long nanos) {
            String why = ScoreBudget.MOST_OVER + " of the last " + ScoreBudget.SCORES + " scores took longer than "
                    + budget.micros() + " us, the last of them " + nanos / 1_000 + " us";
            LOG.warn("agent is over its time budget and is to be disabled: agent={} why={}", agent, why);
            return new Command(
                    EVERY_SYMBOL,
                    event.logTimeMicros(),
                    Command.Kind.DISABLE_AGENT,
                    agent,
                    "",
                    "engine",
                    why,
                    "engine-" + subtask,
                    event.logTimeMicros());
        }

        @Override
        public void stageBegan(Stage stage) {
            metrics.stageBegan(stage);
            if (timed && stage == Stage.SCORING) {
                scoringBeganNanos = THREADS.getCurrentThreadCpuTime();
            }
        }

        @Override
        public void stageEnded(Stage stage) {
            metrics.stageEnded(stage);
        }
    }
}
