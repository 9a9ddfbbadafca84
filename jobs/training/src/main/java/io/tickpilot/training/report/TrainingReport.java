package io.tickpilot.training.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.training.Finding;
import io.tickpilot.training.dataset.DatasetInfo;
import io.tickpilot.training.network.Epoch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a training, as it goes to {@code report.json}.
 *
 * @param words what a reader should think of it
 * @param warnings of the dataset
 * @param description of the model, in a phrase
 * @param folds in order of time; the last one's model is published
 * @param epochs of the published fit, and why it ended
 * @param parityMaxAbsDiff largest difference of an output between the trainer and ONNX Runtime over the validation split
 * @param scoreMicrosMedian of one window on the training machine, one thread
 * @param direction null for a kind that gives none
 * @param findings out of fold
 * @param importance of each feature, the most worth first
 */
@JsonPropertyOrder({"words", "warnings", "manifest"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingReport(
        List<String> words,
        List<String> warnings,
        ModelManifest manifest,
        String description,
        double seconds,
        DatasetInfo dataset,
        List<FoldReport> folds,
        List<Epoch> epochs,
        String ending,
        double parityMaxAbsDiff,
        double scoreMicrosMedian,
        double scoreMicrosP99,
        @Nullable DirectionReport direction,
        List<Finding> findings,
        List<FeatureImportance> importance) {}
