package io.tickpilot.training;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.export.BiLstmExport;
import io.tickpilot.training.network.BiLstmFitter;
import io.tickpilot.training.network.Epoch;
import io.tickpilot.training.network.FitSettings;
import io.tickpilot.training.network.FittedNetwork;
import java.util.List;
import java.util.Map;

/** The technical agent: a two-direction LSTM over a window of any schema. */
public record TechnicalTrainer(FeatureSchema schema, LabelSettings labels, FitSettings settings)
        implements AgentTrainer {
    public static final String NAME = "technical";

    private static final String LEARNING_RATE = "learning-rate";
    private static final String HIDDEN = "hidden";
    private static final String DENSE = "dense";
    private static final String DROPOUT = "dropout";

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
        return BiLstmFitter.engineName();
    }

    @Override
    public FittedAgent fit(Samples train, Samples validation, long seed, TrainingListener listener) {
        Scaling scaling = Scaling.of(train);
        FittedNetwork fitted = new BiLstmFitter(
                        settings.withSeed(seed), scaling, schema.lookback(), schema.width(), listener)
                .fit(train, validation);
        return new Fitted(fitted, scaling, schema.lookback());
    }

    @Override
    public List<SearchParameter> searchSpace() {
        return List.of(
                new SearchParameter(LEARNING_RATE, 2e-4, 5e-3, true, false),
                new SearchParameter(HIDDEN, 16, 128, true, true),
                new SearchParameter(DENSE, 16, 64, true, true),
                new SearchParameter(DROPOUT, 0, 0.6, false, false));
    }

    @Override
    public AgentTrainer with(Map<String, Double> parameters) {
        FitSettings other = new FitSettings(
                settings.seed(),
                settings.epochs(),
                settings.patience(),
                parameters
                        .getOrDefault(LEARNING_RATE, (double) settings.learningRate())
                        .floatValue(),
                settings.batch(),
                parameters.getOrDefault(HIDDEN, (double) settings.hidden()).intValue(),
                parameters.getOrDefault(DENSE, (double) settings.dense()).intValue(),
                parameters.getOrDefault(DROPOUT, (double) settings.dropout()).floatValue(),
                settings.gradientClip(),
                settings.maxMinutes());
        return new TechnicalTrainer(schema, labels, other);
    }

    private record Fitted(FittedNetwork network, Scaling scaling, int lookback) implements FittedAgent {

        @Override
        public float[][] validationRaw() {
            return network.validationLogits();
        }

        @Override
        public byte[] toOnnx(Calibration calibration) {
            return BiLstmExport.toOnnx(network.weights(), scaling, calibration, lookback);
        }

        @Override
        public List<Epoch> epochs() {
            return network.epochs();
        }

        @Override
        public String ending() {
            return network.ending();
        }
    }
}
