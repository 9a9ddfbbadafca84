package io.tickpilot.core.engine;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.feature.FeatureSchema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent for tests that says what it is told to. */
public final class ScriptedAgent implements AgentModel {
    private final String agent;
    private final Script script;
    private @Nullable FeatureSchema schema = FeatureSchema.technicalV1();
    private AgentKind kind = AgentKind.DIRECTION;
    private String version = "scripted-1";
    private List<String> reads = List.of();
    private int scores;

    /** Writes P(sell), P(hold), P(buy) for a window, or throws. */
    public interface Script {
        void score(float[] window, float[] probabilities);
    }

    private ScriptedAgent(String agent, Script script) {
        this.agent = agent;
        this.script = script;
    }

    public static ScriptedAgent of(String agent, Script script) {
        return new ScriptedAgent(agent, script);
    }

    public static ScriptedAgent saying(String agent, double sell, double hold, double buy) {
        return of(agent, (window, p) -> {
            p[0] = (float) sell;
            p[1] = (float) hold;
            p[2] = (float) buy;
        });
    }

    /** A pure function of the window's bits that is sure of a side most of the time. */
    public static ScriptedAgent moody(String agent) {
        return of(agent, (window, p) -> {
            Arrays.fill(p, 0.1f);
            p[Math.floorMod(Arrays.hashCode(window), 3)] = 0.8f;
        });
    }

    public ScriptedAgent trainedOn(FeatureSchema other) {
        schema = other;
        return this;
    }

    public static ScriptedAgent forecasting(String agent, float... numbers) {
        return of(agent, (window, out) -> System.arraycopy(numbers, 0, out, 0, out.length))
                .as(AgentKind.FORECAST);
    }

    public static ScriptedAgent advising(String agent, double size, double stopAtr, double veto) {
        return saying(agent, size, stopAtr, veto).as(AgentKind.RISK);
    }

    private ScriptedAgent as(AgentKind other) {
        kind = other;
        return this;
    }

    public ScriptedAgent reading(String... agents) {
        reads = List.of(agents);
        schema = null;
        return this;
    }

    public ScriptedAgent ofVersion(String other) {
        version = other;
        return this;
    }

    /** How often it was asked. */
    public int scores() {
        return scores;
    }

    @Override
    public String agent() {
        return agent;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public AgentKind kind() {
        return kind;
    }

    @Override
    public @Nullable FeatureSchema schema() {
        return schema;
    }

    @Override
    public List<String> reads() {
        return reads;
    }

    @Override
    public void score(float[] window, float[] probabilities) {
        scores++;
        script.score(window, probabilities);
    }

    @Override
    public void close() {}
}
