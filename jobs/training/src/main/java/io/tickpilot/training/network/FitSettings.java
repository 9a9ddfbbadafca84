package io.tickpilot.training.network;

import java.util.Map;

/**
 * How the network is fitted.
 *
 * @param seed of weights, dropout and the order of batches
 * @param epochs at most
 * @param patience epochs without a better validation loss before it stops
 * @param learningRate of Adam at its highest, see {@link LearningRate}
 * @param batch windows a step
 * @param hidden units of each LSTM
 * @param gradientClip largest Euclidean norm of all gradients of a step together
 * @param maxMinutes after which no further epoch begins
 */
public record FitSettings(
        long seed,
        int epochs,
        int patience,
        float learningRate,
        int batch,
        int hidden,
        int dense,
        float dropout,
        float gradientClip,
        double maxMinutes) {

    public static final String LEARNING_RATE = "learning-rate";
    public static final String HIDDEN = "hidden";
    public static final String DENSE = "dense";
    public static final String DROPOUT = "dropout";

    private static final String EPOCHS = "epochs";
    private static final String PATIENCE = "patience";
    private static final String BATCH = "batch";
    private static final String GRADIENT_CLIP = "gradient-clip";
    private static final String MAX_MINUTES = "max-minutes";

    public static final FitSettings DEFAULTS = new FitSettings(7, 8, 2, 1e-3f, 64, 128, 64, 0.3f, 0.5f, 10);

    public FitSettings {
        boolean sane = epochs > 0
                && patience > 0
                && learningRate > 0
                && batch > 0
                && hidden > 0
                && dense > 0
                && dropout >= 0
                && dropout < 1
                && gradientClip > 0
                && maxMinutes > 0;
        if (!sane) {
            throw new IllegalArgumentException("fit settings out of range: epochs=" + epochs + " patience=" + patience
                    + " learning-rate=" + learningRate + " batch=" + batch + " hidden=" + hidden + " dense=" + dense
                    + " dropout=" + dropout + " gradient-clip=" + gradientClip + " max-minutes=" + maxMinutes);
        }
    }

    /** All but the seed, by the names that {@link #with} takes. */
    public Map<String, Double> parameters() {
        return Map.of(
                EPOCHS, (double) epochs,
                PATIENCE, (double) patience,
                LEARNING_RATE, (double) learningRate,
                BATCH, (double) batch,
                HIDDEN, (double) hidden,
                DENSE, (double) dense,
                DROPOUT, (double) dropout,
                GRADIENT_CLIP, (double) gradientClip,
                MAX_MINUTES, maxMinutes);
    }

    /** The same with other values; those not named stay as they are. */
    public FitSettings with(Map<String, Double> parameters) {
        return new FitSettings(
                seed,
                parameters.getOrDefault(EPOCHS, (double) epochs).intValue(),
                parameters.getOrDefault(PATIENCE, (double) patience).intValue(),
                parameters.getOrDefault(LEARNING_RATE, (double) learningRate).floatValue(),
                parameters.getOrDefault(BATCH, (double) batch).intValue(),
                parameters.getOrDefault(HIDDEN, (double) hidden).intValue(),
                parameters.getOrDefault(DENSE, (double) dense).intValue(),
                parameters.getOrDefault(DROPOUT, (double) dropout).floatValue(),
                parameters.getOrDefault(GRADIENT_CLIP, (double) gradientClip).floatValue(),
                parameters.getOrDefault(MAX_MINUTES, maxMinutes));
    }

    public FitSettings withSeed(long other) {
        return new FitSettings(
                other, epochs, patience, learningRate, batch, hidden, dense, dropout, gradientClip, maxMinutes);
    }
}
