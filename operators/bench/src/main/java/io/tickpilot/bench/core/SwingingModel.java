package io.tickpilot.bench.core;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.feature.FeatureSchema;

/** Costs nothing and votes for every direction in turn, so that gates are passed and shut. */
final class SwingingModel implements AgentModel {
    private final String agent;
    private int turn;

    /** The technical agent. */
    SwingingModel() {
        this("technical", 0);
    }

    SwingingModel(String agent, int firstTurn) {
        this.agent = agent;
        this.turn = firstTurn;
    }

    @Override
    public String agent() {
        return agent;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public FeatureSchema schema() {
        return FeatureSchema.technicalV1();
    }

    @Override
    public void score(float[] window, float[] probabilities) {
        turn = (turn + 1) % 3;
        probabilities[0] = 0.1f;
        probabilities[1] = 0.1f;
        probabilities[2] = 0.1f;
        probabilities[turn] = 0.8f;
    }

    @Override
    public void close() {}
}
