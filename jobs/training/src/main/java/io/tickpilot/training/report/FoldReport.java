package io.tickpilot.training.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One walk-forward fold.
 *
 * @param trainSamples after thinning
 * @param testFromMicros time of the first test sample, {@code testToMicros} of the last
 * @param dropped samples left out by purge and embargo, {@code thinned} above the training maximum
 * @param parityMaxAbsDiff largest difference of an output between the trainer and ONNX Runtime over the validation split
 * @param test of the fold's own model; null for a kind that gives no direction
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FoldReport(
        int trainSamples,
        int validationSamples,
        int testSamples,
        long testFromMicros,
        long testToMicros,
        int dropped,
        int thinned,
        double temperature,
        double parityMaxAbsDiff,
        @Nullable SplitMetrics test) {}
