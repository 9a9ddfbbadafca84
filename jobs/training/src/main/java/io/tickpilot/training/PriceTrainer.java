package io.tickpilot.training;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.calibration.QuantileShift;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
        QuantileShift shift = QuantileShift.of(fitted.validation(), validation);
        listener.onNote(String.format(
                Locale.ROOT,
                "quantiles moved by %s ATR; before, %.1f %% of the validation split's returns lay from q05 to q95",
                shift.describe(),
                100 * share(fitted.validation(), validation, 0, 4)));
        return new FittedNeuralAgent<>(
                fitted.withValidation(
                        Arrays.stream(fitted.validation()).map(shift::apply).toArray(float[][]::new)),
                scaling,
                precision,
                (calibration, of) ->
                        ForecastExport.toOnnx(fitted.weights(), scaling, calibration, shift, schema.lookback(), of));
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
        for (int i = 0; i < returns.length; i++) {
            model += Quantiles.pinball(outputs[i], Label.COUNT, returns[i]) / returns.length;
            without += Quantiles.pinball(constant, 0, returns[i]) / returns.length;
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.skill(
                "pinballLoss",
                model,
                without,
                "Mean pinball loss of the five quantiles in ATR, less is better, against the best constant ones of the same"
                        + " data"));
        findings.add(Finding.aim("coverage50", share(outputs, samples, 1, 3), 0.5, "Share of returns from q25 to q75"));
        findings.add(Finding.aim("coverage90", share(outputs, samples, 0, 4), 0.9, "Share of returns from q05 to q95"));
        for (int level = 0; level < Quantiles.COUNT; level++) {
            String name = AgentKind.FORECAST.outputs().get(Label.COUNT + level);
            findings.add(Finding.aim(
                    "below" + name.toUpperCase(Locale.ROOT),
                    shareBelow(outputs, returns, level),
                    Quantiles.LEVELS.get(level),
                    "Share of returns below " + name));
        }
        return List.copyOf(findings);
    }

    /** Share of the samples whose return lies between two quantiles. */
    private static double share(float[][] outputs, Samples samples, int low, int high) {
        int inside = 0;
        for (int i = 0; i < outputs.length; i++) {
            double value = samples.get(i).outcome().midReturn();
            boolean above = value >= outputs[i][Label.COUNT + low];
            inside += above && value <= outputs[i][Label.COUNT + high] ? 1 : 0;
        }
        return inside / (double) outputs.length;
    }

    private static double shareBelow(float[][] outputs, double[] returns, int level) {
        int below = 0;
        for (int i = 0; i < returns.length; i++) {
            below += returns[i] < outputs[i][Label.COUNT + level] ? 1 : 0;
        }
        return below / (double) returns.length;
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
                new SearchParameter(FitSettings.LEARNING_RATE, 2e-4, 5e-3, true, false),
                new SearchParameter(FitSettings.HIDDEN, 16, 128, true, true),
                new SearchParameter(ForecastSettings.FILTERS, 16, 64, true, true),
                new SearchParameter(FitSettings.DROPOUT, 0, 0.6, false, false));
    }

    @Override
    public Map<String, Double> parameters() {
        return settings.parameters();
    }

    @Override
    public AgentTrainer with(Map<String, Double> parameters) {
        return new PriceTrainer(schema, labels, settings.with(parameters), precision);
    }
}
