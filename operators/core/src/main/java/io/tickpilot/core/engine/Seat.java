package io.tickpilot.core.engine;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.signal.Vote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One agent's place on the {@link Scoreboard} and what it says in a moment. */
final class Seat {
    private static final int NO_SCHEMA = -1;

    final AgentModel model;
    final AgentSettings settings;
    /** Place of its schema; -1 for a stack. */
    final int schema;
    /** Places of the agents that a stack reads; empty for one that reads features. */
    final int[] reads;
    /** Their votes, as a stack's window. */
    final float[] votes;

    final float[] outputs;
    String abstention = "";
    long featuresHash;
    long ageMicros;
    /** The moment it speaks of, -1 for none. */
    long moment = -1;

    private @Nullable Vote vote;

    private Seat(AgentModel model, AgentSettings settings, int schema, int[] reads) {
        this.model = model;
        this.settings = settings;
        this.schema = schema;
        this.reads = reads;
        this.votes = new float[AgentKind.DIRECTIONS * reads.length];
        this.outputs = new float[model.kind().outputs().size()];
    }

    static Seat reading(int schema, AgentModel model, AgentSettings settings) {
        return new Seat(model, settings, schema, new int[0]);
    }

    static Seat reading(int[] agents, AgentModel model, AgentSettings settings) {
        return new Seat(model, settings, NO_SCHEMA, agents);
    }

    String name() {
        return model.agent();
    }

    boolean readsFeatures() {
        return schema != NO_SCHEMA;
    }

    /** Forgets what it said before. */
    void begin(long age) {
        abstention = "";
        featuresHash = 0;
        ageMicros = age;
        vote = null;
    }

    void abstain(String why) {
        abstention = why;
        Arrays.fill(outputs, Float.NaN);
    }

    /** A vote of the moment; the last one is kept for who asks with the same weight. */
    Vote vote(double weight) {
        Vote cast = vote;
        if (cast == null || cast.weight() != weight) {
            boolean votes = model.kind().votes();
            cast = new Vote(
                    name(),
                    model.version(),
                    votes ? outputs[0] : Float.NaN,
                    votes ? outputs[1] : Float.NaN,
                    votes ? outputs[2] : Float.NaN,
                    weight,
                    abstention,
                    numbers(votes ? AgentKind.DIRECTIONS : 0),
                    ageMicros);
            vote = cast;
        }
        return cast;
    }

    private List<Float> numbers(int from) {
        if (from == outputs.length || !abstention.isEmpty()) {
            return List.of();
        }
        List<Float> numbers = new ArrayList<>(outputs.length - from);
        for (int i = from; i < outputs.length; i++) {
            numbers.add(outputs[i]);
        }
        return List.copyOf(numbers);
    }
}
