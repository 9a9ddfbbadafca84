package io.tickpilot.core.engine;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.feature.FeatureSchema;
import java.util.Arrays;

/** An agent for tests that says what it is told to. */
public final class ScriptedAgent implements AgentModel {
    private final String agent;
    private final Script script;
    private FeatureSchema schema = FeatureSchema.technicalV1();
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
        return "scripted-1";
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public void score(float[] window, float[] probabilities) {
        scores++;
        script.score(window, probabilities);
    }

    @Override
    public void close() {}
}
