package io.tickpilot.flink;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.metric.EngineMetrics;
import io.tickpilot.flink.type.CoreTypes;
import java.util.List;
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
        emitter = new Emitter(metrics);
        opened = models.open();
        engine = new SymbolEngine(settings, opened);
    }

    @Override
    public void processElement(SequencedEvent event, Context context, Collector<Signal> out) throws Exception {
        metrics.eventBegan(event.receivedMicros());
        SymbolState state = stored.value();
        if (state == null) {
            state = new SymbolState(event.symbol());
        }
        emitter.begin(context, out);
        engine.process(event, state, emitter);
        stored.update(state);
        if (event.event() instanceof EndOfLog) {
            context.output(Outputs.SUMMARIES, SymbolSummary.of(state));
        }
        metrics.eventEnded();
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
        private final EngineMetrics metrics;
        private KeyedProcessFunction<String, SequencedEvent, Signal>.Context context;
        private Collector<Signal> out;

        Emitter(EngineMetrics metrics) {
            this.metrics = metrics;
        }

        void begin(
                KeyedProcessFunction<String, SequencedEvent, Signal>.Context elementContext,
                Collector<Signal> collector) {
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
            metrics.decided(decision.outcome());
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
        public void onAgentFailure(String agent, RuntimeException failure) {
            Counter failures = metrics.failures(agent);
            if (failures.getCount() == 0) {
                LOG.warn("agent failed and abstains; further failures are only counted: agent={}", agent, failure);
            }
            failures.inc();
        }

        @Override
        public void stageBegan(Stage stage) {
            metrics.stageBegan(stage);
        }

        @Override
        public void stageEnded(Stage stage) {
            metrics.stageEnded(stage);
        }
    }
}
