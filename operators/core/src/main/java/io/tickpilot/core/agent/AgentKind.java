package io.tickpilot.core.agent;

import java.util.List;

/** What a model's numbers mean, in which order they come and which values they may have. */
public enum AgentKind {
    /** Probabilities of the three directions, which add up to 1. */
    DIRECTION("sell", "hold", "buy"),
    /**
     * Probabilities of the three directions, then quantiles of the mid's return over the model's horizon in units of the
     * one-minute ATR, which never fall. It votes with the probabilities.
     */
    FORECAST("sell", "hold", "buy", "q05", "q25", "q50", "q75", "q95"),
    /**
     * A multiplier of the size, 0 to 2; the distance of the stop in ATR, above 0; the probability, 0 to 1, that a trade should be
     * left alone. It has no direction to vote for.
     */
    RISK("size", "stop", "veto"),
    /** Probabilities of a text's tone, which add up to 1; it reads text and never scores on the tick path. */
    TEXT("negative", "neutral", "positive");

    /** Number of directions, the first outputs of a kind that {@link #votes()}. */
    public static final int DIRECTIONS = 3;
    /** Where the multiplier of the size is among the outputs of {@link #RISK}. */
    public static final int SIZE = 0;
    /** Where the distance of the stop is. */
    public static final int STOP = 1;
    /** Where the probability of a veto is. */
    public static final int VETO = 2;

    private static final float SUM_TOLERANCE = 1e-3f;
    private static final float HIGHEST_SIZE = 2;

    private final List<String> outputs;

    AgentKind(String... outputs) {
        this.outputs = List.of(outputs);
    }

    /** Names of the outputs, in order. */
    public List<String> outputs() {
        return outputs;
    }

    /** Whether its first three outputs are P(sell), P(hold) and P(buy). */
    public boolean votes() {
        return this == DIRECTION || this == FORECAST;
    }

    /** What is wrong with the outputs, such as {@code gave NaN}; empty when nothing is. */
    public String fault(float[] values) {
        for (int i = 0; i < outputs.size(); i++) {
            if (Float.isNaN(values[i])) {
                return "gave NaN";
            }
        }
        return switch (this) {
            case DIRECTION, TEXT -> probabilityFault(values);
            case FORECAST -> {
                String fault = probabilityFault(values);
                yield fault.isEmpty() ? quantileFault(values) : fault;
            }
            case RISK -> riskFault(values);
        };
    }

    private static String probabilityFault(float[] values) {
        float sum = 0;
        for (int i = 0; i < DIRECTIONS; i++) {
            if (values[i] < 0 || values[i] > 1) {
                return "gave no probability";
            }
            sum += values[i];
        }
        return Math.abs(sum - 1) <= SUM_TOLERANCE ? "" : "gave probabilities that do not add up to 1";
    }

    private String quantileFault(float[] values) {
        for (int i = DIRECTIONS; i < outputs.size(); i++) {
            if (Float.isInfinite(values[i])) {
                return "gave an infinite quantile";
            }
            if (i > DIRECTIONS && values[i] < values[i - 1]) {
                return "gave quantiles that fall";
            }
        }
        return "";
    }

    private static String riskFault(float[] values) {
        if (values[SIZE] < 0 || values[SIZE] > HIGHEST_SIZE) {
            return "gave a size outside 0 to 2";
        }
        if (values[STOP] <= 0 || Float.isInfinite(values[STOP])) {
            return "gave a stop that is no distance above 0";
        }
        return values[VETO] < 0 || values[VETO] > 1 ? "gave a veto that is no probability" : "";
    }
}
