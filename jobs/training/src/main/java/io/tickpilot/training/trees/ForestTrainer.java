package io.tickpilot.training.trees;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.FittedAgent;
import io.tickpilot.training.SearchParameter;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.export.OnnxGraph;
import io.tickpilot.training.network.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The random forest agent: for each label a forest that tells it from the others, calibrated by class. */
public record ForestTrainer(FeatureSchema schema, LabelSettings labels, ForestSettings settings)
        implements AgentTrainer {
    public static final String NAME = "random_forest";

    /** With its own schema and labels. */
    public static ForestTrainer of(ForestSettings settings) {
        return new ForestTrainer(TreeSchemas.forestV1(), LabelSettings.DEFAULTS, settings);
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
    public Calibration.Method calibration() {
        return Calibration.Method.ISOTONIC;
    }

    @Override
    public String describe() {
        return "Random forest of " + settings.trees() + " trees a class";
    }

    @Override
    public String engine() {
        return XgBoost.ENGINE;
    }

    @Override
    public FittedAgent fit(Samples train, Samples validation, long seed, TrainingListener listener) {
        List<FittedTrees> forests = new ArrayList<>();
        for (Label label : Label.values()) {
            forests.add(XgBoost.forest(rows(train, label), rows(validation, label), settings, seed + label.ordinal()));
            listener.onProgress(Phase.FIT, forests.size() / (double) Label.COUNT);
        }
        return new Fitted(List.copyOf(forests), train.windowLength());
    }

    private static TreeRows rows(Samples samples, Label label) {
        return TreeRows.of(samples, List.of(sample -> sample.label() == label ? 1 : 0));
    }

    @Override
    public List<SearchParameter> searchSpace() {
        return List.of(
                new SearchParameter(ForestSettings.DEPTH, 3, 8, false, true),
                new SearchParameter(ForestSettings.LEAST_LEAF, 5, 200, true, false),
                new SearchParameter(ForestSettings.FEATURE_SHARE, 0.1, 0.8, false, false));
    }

    @Override
    public Map<String, Double> parameters() {
        return settings.parameters();
    }

    @Override
    public AgentTrainer with(Map<String, Double> parameters) {
        return new ForestTrainer(schema, labels, settings.with(parameters));
    }

    /** @param forests by label */
    private record Fitted(List<FittedTrees> forests, int windowLength) implements FittedAgent {

        @Override
        public float[][] validationRaw() {
            float[][] raw = new float[forests.get(0).validation().length][Label.COUNT];
            for (int i = 0; i < raw.length; i++) {
                for (int k = 0; k < Label.COUNT; k++) {
                    raw[i][k] = forests.get(k).validation()[i];
                }
            }
            return raw;
        }

        @Override
        public byte[] toOnnx(Calibration calibration) {
            OnnxGraph graph = new OnnxGraph(NAME).input("window", windowLength).output("probabilities", Label.COUNT);
            TreeExport.addTo(graph, forests, "window", "raw");
            calibration.addTo(graph, "raw", "probabilities");
            return graph.toBytes();
        }

        @Override
        public @Nullable Scaling scaling() {
            return null;
        }

        @Override
        public List<Epoch> epochs() {
            return List.of();
        }

        @Override
        public String ending() {
            int trees = forests.stream().mapToInt(each -> each.trees().size()).sum();
            return "its last tree, number " + trees;
        }
    }
}
