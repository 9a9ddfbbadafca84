package io.tickpilot.training.network;

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

    public FitSettings withSeed(long other) {
        return new FitSettings(
                other, epochs, patience, learningRate, batch, hidden, dense, dropout, gradientClip, maxMinutes);
    }
}
