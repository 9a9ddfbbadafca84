package io.tickpilot.training.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.training.network.Epoch;
import java.util.List;

/**
 * All that is known about a training, as it goes to {@code report.json}.
 *
 * @param ending why the fit stopped
 * @param ticks read, {@code rejectedTicks} of them refused by validation
 * @param droppedSamples by purge and embargo, {@code thinnedSamples} above the training maximum
 * @param parityMaxAbsDiff largest difference of a probability between the trainer and ONNX Runtime over the validation
 *     split
 * @param scoreMicrosMedian of one window on the training machine, one thread
 * @param words what a reader should think of it
 */
@JsonPropertyOrder({"words", "manifest"})
public record TrainingReport(
        List<String> words,
        ModelManifest manifest,
        String ending,
        double seconds,
        long ticks,
        long rejectedTicks,
        int droppedSamples,
        int thinnedSamples,
        List<Epoch> epochs,
        double temperature,
        double parityMaxAbsDiff,
        double scoreMicrosMedian,
        double scoreMicrosP99,
        SplitMetrics train,
        SplitMetrics validation,
        SplitMetrics test,
        List<BarrierTrading> testTrading) {}
