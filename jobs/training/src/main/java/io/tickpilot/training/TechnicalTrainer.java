package io.tickpilot.training;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.export.BiLstmExport;
import io.tickpilot.training.export.Precision;
import io.tickpilot.training.network.BiLstmWeights;
import io.tickpilot.training.network.FitSettings;
import io.tickpilot.training.network.FittedNetwork;
import io.tickpilot.training.network.NeuralFitter;
import java.util.List;
import java.util.Map;

/**
 * The technical agent: a two-direction LSTM over a window of any schema.
 *
 * @param precision of the exported weights; 8 bits are given up when they cost too much, see {@link Quantisation}
 */
public record TechnicalTrainer(FeatureSchema schema, LabelSettings labels, FitSettings settings, Precision precision)
        implements AgentTrainer {
    public static final String NAME = "technical";

    /** With its weights in floats. */
    public TechnicalTrainer(FeatureSchema schema, LabelSettings labels, FitSettings settings) {
        this(schema, labels, settings, Precision.FLOAT32);
    }

    /** With its own schema and labels. */
    public static TechnicalTrainer of(FitSettings settings) {
        return new TechnicalTrainer(FeatureSchema.technicalV1(), LabelSettings.DEFAULTS, settings);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AgentKind kind() {
        return AgentKind.DIRECTION;
    }

    @Override
    public String describe() {
        return "Two-direction LSTM";
    }

    @Override
    public String engine() {
        return NeuralFitter.engineName();
    }

    @Override
    public FittedAgent fit(Samples train, Samples validation, long seed, TrainingListener listener) {
        Scaling scaling = Scaling.of(train);
        FittedNetwork<BiLstmWeights> fitted = NeuralFitter.ofDirection(settings.withSeed(seed), scaling, listener)
                .fit(train, validation);
        return new FittedNeuralAgent<>(
                fitted,
                scaling,
                precision,
                (calibration, of) ->
                        BiLstmExport.toOnnx(fitted.weights(), scaling, calibration, schema.lookback(), of));
    }

    @Override
    public List<SearchParameter> searchSpace() {
        return List.of(
                new SearchParameter(FitSettings.LEARNING_RATE, 2e-4, 5e-3, true, false),
                new SearchParameter(FitSettings.HIDDEN, 16, 128, true, true),
                new SearchParameter(FitSettings.DENSE, 16, 64, true, true),
                new SearchParameter(FitSettings.DROPOUT, 0, 0.6, false, false));
    }

    @Override
    public Map<String, Double> parameters() {
        return settings.parameters();
    }

    @Override
    public AgentTrainer with(Map<String, Double> parameters) {
        return new TechnicalTrainer(schema, labels, settings.with(parameters), precision);
    }
}
