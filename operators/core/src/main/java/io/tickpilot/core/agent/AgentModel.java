package io.tickpilot.core.agent;

import io.tickpilot.core.feature.FeatureSchema;

/**
 * A loaded model as the engine sees it. Not thread-safe: one instance a task thread. Scoring is a pure function of the
 * input, so a replay on the same machine type gives the same bits.
 */
public interface AgentModel extends AutoCloseable {

    /** Agent's name as strategies refer to it, such as {@code technical}. */
    String agent();

    /** Version from the manifest, recorded with every vote. */
    String version();

    /** What its windows are made of: the feature schema it was trained on. */
    FeatureSchema schema();

    /**
     * Scores one window.
     *
     * @param window row-major {@code [lookback][width]}, oldest row first, raw feature values as the schema defines
     * @param probabilities receives P(sell), P(hold), P(buy)
     * @throws RuntimeException when it cannot; the agent then abstains
     */
    void score(float[] window, float[] probabilities);

    @Override
    void close();
}
