package io.tickpilot.local.search;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.Trainers;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.dataset.Dataset;
import io.tickpilot.training.dataset.Folds;
import io.tickpilot.training.dataset.Split;
import io.tickpilot.training.dataset.SplitSettings;
import io.tickpilot.training.search.TrialRunner;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What all trials of a search have in common, as it travels to where they run.
 *
 * @param schema as YAML
 * @param settings of the trainer, before a trial's parameters
 * @param dataset file that every task manager can read by this path
 */
record TrialPlace(
        String agent,
        String schema,
        Map<String, Double> settings,
        String dataset,
        int folds,
        int maxTrainSamples,
        double validationShare,
        double testShare,
        int embargoBars)
        implements Serializable {

    static TrialPlace of(
            String agent, FeatureSchema schema, Map<String, Double> settings, Path dataset, SplitSettings split) {
        return new TrialPlace(
                agent,
                schema.toYaml(),
                Map.copyOf(settings),
                dataset.toAbsolutePath().toString(),
                split.folds(),
                split.maxTrainSamples(),
                split.validationShare(),
                split.testShare(),
                split.embargoBars());
    }

    /** @throws TrainingException when the dataset cannot be read here */
    TrialRunner runner() {
        AgentTrainer trainer = Trainers.named(agent, FeatureSchema.parse(schema), Resources.NONE)
                .with(settings);
        Dataset data = Dataset.open(Path.of(dataset));
        List<Split> splits = Folds.of(
                data.all(), new SplitSettings(folds, maxTrainSamples, validationShare, testShare, embargoBars));
        return new TrialRunner(trainer, splits.get(0));
    }
}
