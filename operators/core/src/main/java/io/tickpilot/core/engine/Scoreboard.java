package io.tickpilot.core.engine;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineListener.Stage;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.signal.Vote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agents' scores of the moment, shared by all strategies: a window is filled once for each schema, a model scores once.
 * A moment ends with {@link #newMoment()}.
 */
final class Scoreboard {
    private static final String VOTED = "";

    private final List<Seat> seats;
    private final List<FeatureSchema> schemas;
    private final Window[] windows;
    private long moment;

    /** @param needed names the strategies use; models of other names are left alone */
    Scoreboard(List<AgentModel> models, Set<String> needed) {
        List<String> faults = new ArrayList<>();
        List<Seat> found = new ArrayList<>();
        List<FeatureSchema> used = new ArrayList<>();
        for (String name : needed) {
            List<AgentModel> named =
                    models.stream().filter(m -> m.agent().equals(name)).toList();
            if (named.size() != 1) {
                faults.add("agents." + name + ": needs exactly one model: " + named.size());
                continue;
            }
            AgentModel model = named.get(0);
            FeatureSchema schema = model.schema();
            if (schema == null || !model.kind().votes()) {
                faults.add("agents." + name + ": must read features and vote: kind=" + model.kind());
                continue;
            }
            if (!used.contains(schema)) {
                used.add(schema);
            }
            found.add(new Seat(model, used.indexOf(schema)));
        }
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        seats = List.copyOf(found);
        schemas = List.copyOf(used);
        windows = schemas.stream().map(Window::new).toArray(Window[]::new);
    }

    int indexOf(String agent) {
        for (int i = 0; i < seats.size(); i++) {
            if (seats.get(i).model.agent().equals(agent)) {
                return i;
            }
        }
        throw new IllegalStateException("agent has no seat: " + agent);
    }

    List<String> agents() {
        return seats.stream().map(seat -> seat.model.agent()).toList();
    }

    /** What the agents read, each once. */
    List<FeatureSchema> schemas() {
        return schemas;
    }

    /** Whether the market's history suffices for all of these agents. */
    boolean isWarm(int[] agents, MarketState market) {
        for (int agent : agents) {
            if (!market.isWarm(schemas.get(seats.get(agent).schema))) {
                return false;
            }
        }
        return true;
    }

    /** Forgets all scores, as the market has moved. */
    void newMoment() {
        moment++;
    }

    /** Lets an agent score, unless it has in this moment. */
    void score(int agent, MarketState market, Set<String> disabled, EngineListener listener) {
        Seat seat = seats.get(agent);
        if (seat.moment == moment) {
            return;
        }
        seat.moment = moment;
        seat.vote = null;
        Arrays.fill(seat.outputs, Float.NaN);
        if (disabled.contains(seat.model.agent())) {
            seat.abstention = "disabled";
        } else if (!fill(windows[seat.schema], market, listener)) {
            seat.abstention = "not enough history";
        } else {
            seat.abstention = ask(seat, windows[seat.schema].values, listener);
        }
        if (!seat.abstention.equals(VOTED)) {
            Arrays.fill(seat.outputs, Float.NaN);
        }
    }

    /** A vote of this moment; strategies of equal weights share one. */
    Vote vote(int agent, double weight) {
        Seat seat = seats.get(agent);
        Vote vote = seat.vote;
        if (vote == null || vote.weight() != weight) {
            float[] p = seat.outputs;
            vote = new Vote(seat.model.agent(), seat.model.version(), p[0], p[1], p[2], weight, seat.abstention);
            seat.vote = vote;
        }
        return vote;
    }

    /** FNV-1a of the windows that the agents scored, in their order, each once; 0 when none did. */
    long featuresHash(int[] agents) {
        long hash = 0;
        int seen = 0;
        for (int agent : agents) {
            int schema = seats.get(agent).schema;
            Window window = windows[schema];
            if ((seen >> schema & 1) == 0 && window.moment == moment && window.filled) {
                seen |= 1 << schema;
                hash = hash == 0 ? window.hash : (hash ^ window.hash) * Window.FNV_PRIME;
            }
        }
        return hash;
    }

    private boolean fill(Window window, MarketState market, EngineListener listener) {
        if (window.moment != moment) {
            listener.stageBegan(Stage.FEATURES);
            window.fill(market, moment);
            listener.stageEnded(Stage.FEATURES);
        }
        return window.filled;
    }

    private static String ask(Seat seat, float[] window, EngineListener listener) {
        listener.stageBegan(Stage.SCORING);
        try {
            seat.model.score(window, seat.outputs);
        } catch (RuntimeException e) {
            listener.onAgentFailure(seat.model.agent(), e);
            return "threw " + e.getClass().getSimpleName();
        } finally {
            listener.stageEnded(Stage.SCORING);
        }
        return seat.model.kind().fault(seat.outputs);
    }

    /** One agent's place and its last score. */
    private static final class Seat {
        final AgentModel model;
        final int schema;
        final float[] outputs;
        long moment = -1;
        String abstention = VOTED;

        @Nullable
        Vote vote;

        Seat(AgentModel model, int schema) {
            this.model = model;
            this.schema = schema;
            this.outputs = new float[model.kind().outputs().size()];
        }
    }

    /** One schema's window of the moment. */
    private static final class Window {
        private static final long FNV_OFFSET = 0xcbf29ce484222325L;
        static final long FNV_PRIME = 0x100000001b3L;

        final FeatureSchema schema;
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

        /** Over the big-endian bytes of the floats, NaN as one value. */
        private static long fnv1a(float[] values) {
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
