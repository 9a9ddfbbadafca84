package io.tickpilot.training;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.export.ForecastExport;
import io.tickpilot.training.export.Precision;
import io.tickpilot.training.network.FitSettings;
import io.tickpilot.training.network.FittedNetwork;
import io.tickpilot.training.network.ForecastSettings;
import io.tickpilot.training.network.ForecastWeights;
import io.tickpilot.training.network.NeuralFitter;
import io.tickpilot.training.network.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The price_prediction agent: direction and quantiles of the return some bars ahead, over a window of any schema.
 *
 * @param precision of the exported weights; 8 bits are given up when they cost too much, see {@link Quantisation}
 */
public record PriceTrainer(FeatureSchema schema, LabelSettings labels, ForecastSettings settings, Precision precision)
        implements AgentTrainer {
    public static final String NAME = "price_prediction";

    /** A trade left five minutes later wins when it has earned its spread. */
    public static final LabelSettings LABELS = LabelSettings.fixedHorizon(0, 5);

    private static final String LEARNING_RATE = "learning-rate";
    private static final String HIDDEN = "hidden";
    private static final String FILTERS = "filters";
    private static final String DROPOUT = "dropout";

    /** With its weights in floats. */
    public PriceTrainer(FeatureSchema schema, LabelSettings labels, ForecastSettings settings) {
        this(schema, labels, settings, Precision.FLOAT32);
    }

    /** With its own schema and labels. */
    public static PriceTrainer of(ForecastSettings settings) {
        return new PriceTrainer(FeatureSchema.priceV1(), LABELS, settings);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AgentKind kind() {
        return AgentKind.FORECAST;
    }

    @Override
    public String describe() {
        return "Causal convolution, LSTM and attention";
    }

    @Override
    public String engine() {
        return NeuralFitter.engineName();
    }

    @Override
    public FittedAgent fit(Samples train, Samples validation, long seed, TrainingListener listener) {
        Scaling scaling = Scaling.of(train);
        ForecastSettings seeded = settings.withFit(settings.fit().withSeed(seed));
        FittedNetwork<ForecastWeights> fitted =
                NeuralFitter.ofForecast(seeded, scaling, listener).fit(train, validation);
        return new FittedNeuralAgent<>(
                fitted,
                scaling,
                precision,
                (calibration, of) ->
                        ForecastExport.toOnnx(fitted.weights(), scaling, calibration, schema.lookback(), of));
    }

    /** Pinball loss and coverage of the quantiles. */
    @Override
    public List<Finding> assess(float[][] outputs, Samples samples) {
        double[] returns = new double[outputs.length];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = samples.get(i).outcome().midReturn();
        }
        float[] constant = quantiles(returns);
        double model = 0;
        double without = 0;
        int inner = 0;
        int outer = 0;
        for (int i = 0; i < returns.length; i++) {
            float[] row = outputs[i];
            model += Quantiles.pinball(row, Label.COUNT, returns[i]) / returns.length;
            without += Quantiles.pinball(constant, 0, returns[i]) / returns.length;
            inner += isBetween(row, 1, 3, returns[i]) ? 1 : 0;
            outer += isBetween(row, 0, 4, returns[i]) ? 1 : 0;
        }
        return List.of(
                new Finding(
                        "pinballLoss",
                        model,
                        without,
                        "Mean pinball loss of the five quantiles in ATR, less is better, against the best constant ones of"
                                + " the same data"),
                new Finding(
                        "coverage50",
                        inner / (double) returns.length,
                        0.5,
                        "Share of returns between q25 and q75, which should be one half"),
                new Finding(
                        "coverage90",
                        outer / (double) returns.length,
                        0.9,
                        "Share of returns between q05 and q95, which should be nine tenths"));
    }

    private static boolean isBetween(float[] row, int low, int high, double value) {
        return value >= row[Label.COUNT + low] && value <= row[Label.COUNT + high];
    }

    private static float[] quantiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        float[] result = new float[Quantiles.COUNT];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) sorted[(int) (Quantiles.LEVELS.get(i) * (sorted.length - 1))];
        }
        return result;
    }

    @Override
    public List<SearchParameter> searchSpace() {
        return List.of(
                new SearchParameter(LEARNING_RATE, 2e-4, 5e-3, true, false),
                new SearchParameter(HIDDEN, 16, 128, true, true),
                new SearchParameter(FILTERS, 16, 64, true, true),
                new SearchParameter(DROPOUT, 0, 0.6, false, false));
    }

    @Override
    public AgentTrainer with(Map<String, Double> parameters) {
        FitSettings fit = settings.fit();
        FitSettings other = new FitSettings(
                fit.seed(),
                fit.epochs(),
                fit.patience(),
                parameters
                        .getOrDefault(LEARNING_RATE, (double) fit.learningRate())
                        .floatValue(),
                fit.batch(),
                parameters.getOrDefault(HIDDEN, (double) fit.hidden()).intValue(),
                fit.dense(),
                parameters.getOrDefault(DROPOUT, (double) fit.dropout()).floatValue(),
                fit.gradientClip(),
                fit.maxMinutes());
        int filters =
                parameters.getOrDefault(FILTERS, (double) settings.filters()).intValue();
        return new PriceTrainer(
                schema,
                labels,
                new ForecastSettings(other, filters, settings.kernel(), settings.attention()),
                precision);
    }
}
