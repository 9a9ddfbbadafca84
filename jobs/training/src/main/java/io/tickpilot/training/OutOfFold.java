package io.tickpilot.training;

import io.tickpilot.training.dataset.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * Outputs for all test samples, each by the model of its own fold, which had seen nothing as late.
 *
 * @param outputs one row a sample
 */
public record OutOfFold(Samples samples, float[][] outputs) {

    static OutOfFold of(List<FoldRun> folds) {
        return new OutOfFold(
                Samples.joined(folds.stream().map(each -> each.split().test()).toList()),
                folds.stream().map(FoldRun::test).flatMap(Arrays::stream).toArray(float[][]::new));
    }
}
