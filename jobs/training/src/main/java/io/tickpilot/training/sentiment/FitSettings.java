package io.tickpilot.training.sentiment;

/**
 * How the text model is fitted.
 *
 * @param seed of split, weights, dropout and the order of headlines
 * @param vocabulary pieces of words at most
 * @param dimension of a token's embedding
 * @param filters of the convolution
 * @param epochs at most
 * @param patience epochs without a better validation loss before it stops
 * @param batch headlines a step
 * @param tokenDropout share of tokens left out, {@code filterDropout} share of the filters
 */
public record FitSettings(
        long seed,
        int vocabulary,
        int dimension,
        int filters,
        int epochs,
        int patience,
        float learningRate,
        int batch,
        double tokenDropout,
        double filterDropout) {

    public static final FitSettings DEFAULTS = new FitSettings(7, 4_000, 32, 64, 40, 4, 1e-3f, 32, 0.2, 0.5);

    /** The same with another seed and number of epochs. */
    public FitSettings with(long otherSeed, int otherEpochs) {
        return new FitSettings(
                otherSeed,
                vocabulary,
                dimension,
                filters,
                otherEpochs,
                patience,
                learningRate,
                batch,
                tokenDropout,
                filterDropout);
    }
}
