package io.tickpilot.core.agent;

import io.tickpilot.core.feature.FeatureSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loaded model as the engine sees it. Not thread-safe: one instance a task thread. Scoring is a pure function of the
 * input, so a replay on the same machine type gives the same bits.
 */
public interface AgentModel extends AutoCloseable {

    /** Agent's name as strategies refer to it, such as {@code technical}. */
    String agent();

    /** Version from the manifest, recorded with every vote. */
    String version();

    /** What its numbers mean. */
    default AgentKind kind() {
        return AgentKind.DIRECTION;
    }

    /** What its windows are made of: the feature schema it was trained on; null for a stack. */
    @Nullable
    FeatureSchema schema();

    /**
     * The agents whose P(sell), P(hold) and P(buy) of the moment are a stack's window, in that order; one that abstains counts a
     * third each. Empty for a model that reads features.
     */
    default List<String> reads() {
        return List.of();
    }

    /**
     * Scores one window.
     *
     * @param window row-major {@code [lookback][width]}, oldest row first, raw feature values as the schema defines
     * @param outputs receives what {@link #kind()} says
     * @throws RuntimeException when it cannot; the agent then abstains
     */
    void score(float[] window, float[] outputs);

    @Override
    void close();
}
