package io.tickpilot.flink.metric;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.engine.EngineListener.Stage;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Vote;
import io.tickpilot.onnx.OnnxModels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * Measures of the hot operator: {@code latencyNanos} by label {@code stage} (received: from the bridge's receipt to this
 * operator; market, features, scoring, decide; total: in this operator, emission included), {@code rejects} by {@code
 * reason}, {@code decisions} by {@code outcome}, {@code signals}, {@code bars}, {@code regimeChanges}, {@code breakerChanges}; of the
 * whole process {@code modelSessions}, native ones, and {@code modelUsers} of them. By {@code agent}: {@code failures}, {@code
 * scoreNanos}, {@code scorePermille} by {@code output} (what it gave, times 1000; quantiles are left out), {@code abstentions} by
 * {@code why}.
 */
public final class EngineMetrics {
    private static final Stage[] STAGES = Stage.values();

    private final MetricGroup group;
    private final boolean timed;
    private final Histogram received;
    private final Histogram total;
    private final Histogram[] stages = new Histogram[STAGES.length];
    private final long[] stageBegan = new long[STAGES.length];
    private final Counter[] rejects = new Counter[RejectReason.values().length];
    private final Counter[] decisions = new Counter[Decision.Outcome.values().length];
    private final Map<String, Counter> failures = new HashMap<>();
    private final Map<String, AgentMetrics> agents = new HashMap<>();
    private final Counter signals;
    private final Counter bars;
    private final Counter regimeChanges;
    private final Counter breakerChanges;
    private long eventBegan;

    /** @param timed whether clocks are read at all, about 0.1 us an event */
    public EngineMetrics(MetricGroup group, boolean timed) {
        this.group = group;
        this.timed = timed;
        received = latency("received");
        total = latency("total");
        for (Stage stage : STAGES) {
            stages[stage.ordinal()] = latency(stage.name().toLowerCase(Locale.ROOT));
        }
        for (RejectReason reason : RejectReason.values()) {
            rejects[reason.ordinal()] = group.addGroup("reason", reason.name()).counter("rejects");
        }
        for (Decision.Outcome outcome : Decision.Outcome.values()) {
            decisions[outcome.ordinal()] =
                    group.addGroup("outcome", outcome.name()).counter("decisions");
        }
        signals = group.counter("signals");
        bars = group.counter("bars");
        regimeChanges = group.counter("regimeChanges");
        breakerChanges = group.counter("breakerChanges");
        group.gauge("modelSessions", ofProcess(OnnxModels::sessions));
        group.gauge("modelUsers", ofProcess(OnnxModels::users));
    }

    /** Another object for each task: the web UI's query service knows a metric by its object and tells one task's alone where two share it. */
    private static Gauge<Integer> ofProcess(IntSupplier value) {
        return new Gauge<>() {
            @Override
            public Integer getValue() {
                return value.getAsInt();
            }
        };
    }

    private Histogram latency(String stage) {
        LatencyHistogram histogram = new LatencyHistogram();
        return timed ? group.addGroup("stage", stage).histogram("latencyNanos", histogram) : histogram;
    }

    /** @param receivedMicros wall clock of the bridge, 0 when unknown */
    public void eventBegan(long receivedMicros) {
        if (timed) {
            eventBegan = System.nanoTime();
            if (receivedMicros > 0) {
                Instant now = Instant.now();
                long nowMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
                received.update((nowMicros - receivedMicros) * 1_000);
            }
        }
    }

    public void eventEnded() {
        if (timed) {
            total.update(System.nanoTime() - eventBegan);
        }
    }

    public void stageBegan(Stage stage) {
        if (timed) {
            stageBegan[stage.ordinal()] = System.nanoTime();
        }
    }

    public void stageEnded(Stage stage) {
        if (timed) {
            stages[stage.ordinal()].update(System.nanoTime() - stageBegan[stage.ordinal()]);
        }
    }

    public void rejected(RejectReason reason) {
        rejects[reason.ordinal()].inc();
    }

    public void decided(Decision decision) {
        decisions[decision.outcome().ordinal()].inc();
        List<Vote> votes = decision.votes();
        for (int i = 0; i < votes.size(); i++) {
            Vote vote = votes.get(i);
            AgentMetrics metrics = agents.get(vote.agent());
            if (metrics != null && !vote.abstention().isEmpty()) {
                metrics.abstained(vote.abstention());
            }
        }
    }

    /** Makes the measures of an agent, so that they are there before its first score. */
    public void register(String agent, AgentKind kind) {
        failures(agent);
        if (timed) {
            agents.put(agent, new AgentMetrics(group.addGroup("agent", agent), kind));
        }
    }

    /** Takes in a score within the stage {@link Stage#SCORING}. */
    public void scored(String agent, float[] outputs, String fault) {
        AgentMetrics metrics = agents.get(agent);
        if (metrics != null) {
            metrics.scored(outputs, fault, System.nanoTime() - stageBegan[Stage.SCORING.ordinal()]);
        }
    }

    public void signalled() {
        signals.inc();
    }

    public void barClosed() {
        bars.inc();
    }

    public void regimeChanged() {
        regimeChanges.inc();
    }

    public void breakerChanged() {
        breakerChanges.inc();
    }

    public Counter failures(String agent) {
        return failures.computeIfAbsent(
                agent, name -> group.addGroup("agent", name).counter("failures"));
    }
}
