package io.tickpilot.flink.metric;

import io.tickpilot.core.agent.AgentKind;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** Measures of one agent, see {@link EngineMetrics}. */
final class AgentMetrics {
    private static final float PERMILLE = 1_000;

    private final MetricGroup group;
    private final Map<String, Counter> abstentions = new HashMap<>();
    private final Histogram latency;
    private final Histogram[] outputs;

    AgentMetrics(MetricGroup group, AgentKind kind) {
        this.group = group;
        latency = group.histogram("scoreNanos", new LatencyHistogram());
        // every kind begins with three numbers that are not negative
        outputs = kind.outputs().subList(0, AgentKind.DIRECTIONS).stream()
                .map(name -> group.addGroup("output", name).histogram("scorePermille", new LatencyHistogram()))
                .toArray(Histogram[]::new);
    }

    void scored(float[] given, String fault, long nanos) {
        latency.update(nanos);
        if (fault.isEmpty()) {
            for (int i = 0; i < outputs.length; i++) {
                outputs[i].update((long) (PERMILLE * given[i]));
            }
        }
    }

    void abstained(String why) {
        Counter counter = abstentions.get(why);
        if (counter == null) {
            counter = group.addGroup("why", why).counter("abstentions");
            abstentions.put(why, counter);
        }
        counter.inc();
    }
}
