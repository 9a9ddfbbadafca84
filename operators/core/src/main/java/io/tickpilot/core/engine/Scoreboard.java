package io.tickpilot.core.engine;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.engine.AgentSettings.Trigger;
import io.tickpilot.core.engine.EngineListener.Stage;
import io.tickpilot.core.engine.SymbolState.Binding;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.risk.Advice;
import io.tickpilot.core.signal.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The agents' scores of the moment, shared by all strategies: a window is filled once for each schema, a model scores once. A
 * moment ends with {@link #newMoment()}. An agent with a trigger of its own scores when that says so; between, its last score
 * stands, kept with the symbol, until it is too old.
 */
final class Scoreboard {
    private static final String VOTED = "";

    private final List<Seat> seats;
    private final List<FeatureSchema> schemas;
    private final Window[] windows;
    private long moment;

    /**
     * @param needed names the strategies use; the agents that these read come along, models of other names are left alone
     * @param settings of all agents
     */
    Scoreboard(List<AgentModel> models, Set<String> needed, List<AgentSettings> settings) {
        Seating seating = new Seating(models, settings);
        seats = seating.seat(needed);
        schemas = seating.schemas();
        windows = schemas.stream().map(Window::new).toArray(Window[]::new);
    }

    int indexOf(String agent) {
        for (int i = 0; i < seats.size(); i++) {
            if (seats.get(i).name().equals(agent)) {
                return i;
            }
        }
        throw new IllegalStateException("agent has no seat: " + agent);
    }

    List<String> agents() {
        return seats.stream().map(Seat::name).toList();
    }

    AgentKind kind(int agent) {
        return seats.get(agent).model.kind();
    }

    String version(int agent) {
        return seats.get(agent).model.version();
    }

    /** What the agents read, each once. */
    List<FeatureSchema> schemas() {
        return schemas;
    }

    /** Those of the agents, and of all they read, that have a trigger of their own, in order of their seats. */
    int[] withTriggerAmong(int[] agents) {
        boolean[] used = new boolean[seats.size()];
        for (int agent : agents) {
            markUsed(agent, used);
        }
        List<Integer> result = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            if (used[i] && seats.get(i).settings.trigger() != Trigger.WHEN_ASKED) {
                result.add(i);
            }
        }
        return result.stream().mapToInt(Integer::intValue).toArray();
    }

    private void markUsed(int agent, boolean[] used) {
        used[agent] = true;
        for (int read : seats.get(agent).reads) {
            markUsed(read, used);
        }
    }

    /** Whether the market's history suffices for all of these agents. */
    boolean isWarm(int[] agents, MarketState market) {
        for (int agent : agents) {
            Seat seat = seats.get(agent);
            if (seat.readsFeatures() ? !market.isWarm(schemas.get(seat.schema)) : !isWarm(seat.reads, market)) {
                return false;
            }
        }
        return true;
    }

    /** Forgets all scores, as the market has moved. */
    void newMoment() {
        moment++;
    }

    /** Lets the symbol's agents score that a bar's close triggers. */
    void triggerAtBar(
            Timeframe timeframe, long endMicros, Binding bound, Set<String> disabled, EngineListener listener) {
        for (int agent : bound.triggered()) {
            AgentSettings settings = seats.get(agent).settings;
            if (settings.trigger() == Trigger.BAR_CLOSE && settings.timeframe() == timeframe) {
                renew(agent, endMicros, bound, disabled, listener);
            }
        }
    }

    /** Lets the symbol's agents score that an accepted tick triggers. */
    void triggerAtTick(long eventTimeMicros, Binding bound, Set<String> disabled, EngineListener listener) {
        for (int agent : bound.triggered()) {
            AgentSettings settings = seats.get(agent).settings;
            long last = bound.standing(agent).scoredMicros;
            boolean due = settings.trigger() == Trigger.EVERY_TICK
                    || (settings.trigger() == Trigger.EVERY
                            && (last == Long.MIN_VALUE || eventTimeMicros - last >= settings.everyMicros()));
            if (due) {
                renew(agent, eventTimeMicros, bound, disabled, listener);
            }
        }
    }

    private void renew(int agent, long nowMicros, Binding bound, Set<String> disabled, EngineListener listener) {
        Seat seat = seats.get(agent);
        AgentScore standing = bound.standing(agent);
        if (disabled.contains(seat.name())) {
            return;
        }
        ask(seat, nowMicros, bound, disabled, listener);
        standing.scoredMicros = nowMicros;
        standing.version = seat.model.version();
        standing.abstention = seat.abstention;
        standing.featuresHash = seat.featuresHash;
        if (standing.outputs.length != seat.outputs.length) {
            standing.outputs = new float[seat.outputs.length];
        }
        System.arraycopy(seat.outputs, 0, standing.outputs, 0, seat.outputs.length);
        seat.moment = -1;
    }

    /** Lets an agent score, unless it has in this moment; of one with a trigger of its own the standing score is taken. */
    void score(int agent, long nowMicros, Binding bound, Set<String> disabled, EngineListener listener) {
        Seat seat = seats.get(agent);
        if (seat.moment == moment) {
            return;
        }
        if (disabled.contains(seat.name())) {
            seat.begin(0);
            seat.abstain("disabled");
        } else if (seat.settings.trigger() == Trigger.WHEN_ASKED) {
            ask(seat, nowMicros, bound, disabled, listener);
        } else {
            take(bound.standing(agent), seat, nowMicros);
        }
        seat.moment = moment;
    }

    private static void take(AgentScore standing, Seat seat, long nowMicros) {
        if (!standing.isOf(seat.model.version(), seat.outputs.length)) {
            seat.begin(0);
            seat.abstain("has not scored yet");
            return;
        }
        seat.begin(Math.max(0, nowMicros - standing.scoredMicros));
        seat.featuresHash = standing.featuresHash;
        if (seat.ageMicros > seat.settings.freshnessMicros()) {
            seat.abstain("score is too old");
        } else if (!standing.abstention.equals(VOTED)) {
            seat.abstain(standing.abstention);
        } else {
            System.arraycopy(standing.outputs, 0, seat.outputs, 0, seat.outputs.length);
        }
    }

    private void ask(Seat seat, long nowMicros, Binding bound, Set<String> disabled, EngineListener listener) {
        if (!seat.readsFeatures()) {
            askStack(seat, nowMicros, bound, disabled, listener);
            return;
        }
        seat.begin(0);
        Window window = windows[seat.schema];
        if (!fill(window, bound.market(), listener)) {
            seat.abstain("not enough history");
            return;
        }
        seat.featuresHash = window.hash;
        ask(seat, window.values, listener);
    }

    private void askStack(Seat seat, long nowMicros, Binding bound, Set<String> disabled, EngineListener listener) {
        boolean anyone = false;
        for (int read : seat.reads) {
            score(read, nowMicros, bound, disabled, listener);
            anyone |= seats.get(read).abstention.equals(VOTED);
        }
        seat.begin(0);
        if (!anyone) {
            seat.abstain("none of those it reads voted");
            return;
        }
        long hash = 0;
        for (int i = 0; i < seat.reads.length; i++) {
            Seat read = seats.get(seat.reads[i]);
            boolean voted = read.abstention.equals(VOTED);
            for (int k = 0; k < AgentKind.DIRECTIONS; k++) {
                seat.votes[AgentKind.DIRECTIONS * i + k] = voted ? read.outputs[k] : 1f / AgentKind.DIRECTIONS;
            }
            hash = hash * Window.FNV_PRIME
                    + read.featuresHash; // a sum, as two that read the same window must not cancel
        }
        seat.featuresHash = Window.join(hash, Window.fnv1a(seat.votes));
        ask(seat, seat.votes, listener);
    }

    private static void ask(Seat seat, float[] window, EngineListener listener) {
        String fault;
        listener.stageBegan(Stage.SCORING);
        try {
            seat.model.score(window, seat.outputs);
            fault = seat.model.kind().fault(seat.outputs);
        } catch (RuntimeException e) {
            listener.onAgentFailure(seat.name(), e);
            fault = "threw " + e.getClass().getSimpleName();
        }
        listener.onScored(seat.name(), seat.outputs, fault);
        listener.stageEnded(Stage.SCORING);
        if (!fault.equals(VOTED)) {
            seat.abstain(fault);
        }
    }

    /** A vote of this moment; strategies of equal weights share one. */
    Vote vote(int agent, double weight) {
        return seats.get(agent).vote(weight);
    }

    /** What a risk agent says in this moment. */
    Advice advice(int agent) {
        Seat seat = seats.get(agent);
        return seat.abstention.equals(VOTED)
                ? new Advice(seat.outputs[AgentKind.SIZE], seat.outputs[AgentKind.STOP], seat.outputs[AgentKind.VETO])
                : Advice.NONE;
    }

    /** FNV-1a of the windows that the agents scored, in their order, each once; 0 when none did. */
    long featuresHash(int[] agents) {
        long hash = 0;
        for (int i = 0; i < agents.length; i++) {
            long own = seats.get(agents[i]).featuresHash;
            if (own != 0 && !isAmongTheFirst(i, own, agents)) {
                hash = Window.join(hash, own);
            }
        }
        return hash;
    }

    private boolean isAmongTheFirst(int count, long hash, int[] agents) {
        for (int i = 0; i < count; i++) {
            if (seats.get(agents[i]).featuresHash == hash) {
                return true;
            }
        }
        return false;
    }

    private boolean fill(Window window, MarketState market, EngineListener listener) {
        if (window.moment != moment) {
            listener.stageBegan(Stage.FEATURES);
            window.fill(market, moment);
            listener.stageEnded(Stage.FEATURES);
        }
        return window.filled;
    }

    /** One schema's window of the moment. */
    private static final class Window {
        private static final long FNV_OFFSET = 0xcbf29ce484222325L;
        private static final long FNV_PRIME = 0x100000001b3L;

        private final FeatureSchema schema;
        final float[] values;
        long moment = -1;
        boolean filled;
        long hash;

        Window(FeatureSchema schema) {
            this.schema = schema;
            this.values = new float[schema.size()];
        }

        void fill(MarketState market, long now) {
            moment = now;
            filled = market.fill(schema, values);
            hash = filled ? fnv1a(values) : 0;
        }

        static long join(long hash, long next) {
            return hash == 0 ? next : (hash ^ next) * FNV_PRIME;
        }

        /** Over the big-endian bytes of the floats, NaN as one value. */
        static long fnv1a(float[] values) {
            long hash = FNV_OFFSET;
            for (float value : values) {
                int bits = Float.floatToIntBits(value);
                hash = (hash ^ (bits >>> 24)) * FNV_PRIME;
                hash = (hash ^ (bits >>> 16 & 0xff)) * FNV_PRIME;
                hash = (hash ^ (bits >>> 8 & 0xff)) * FNV_PRIME;
                hash = (hash ^ (bits & 0xff)) * FNV_PRIME;
            }
            return hash;
        }
    }
}
