package io.tickpilot.training;

import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.training.dataset.DatasetInfo;
import io.tickpilot.training.dataset.Samples;
import io.tickpilot.training.report.FeatureImportance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Permutation importance of each feature for an exported model. */
final class Importance {
    private static final int MOST_SAMPLES = 600;

    private Importance() {}

    /** @return the most worth first */
    static List<FeatureImportance> of(OnnxAgentModel model, Samples test, long seed) {
        Samples samples = test.thinned(MOST_SAMPLES);
        DatasetInfo info = samples.dataset().info();
        int[] other = shuffled(samples.size(), seed);
        float[][] untouched = score(model, samples, other, -1);
        List<FeatureImportance> result = new ArrayList<>();
        for (int feature = 0; feature < info.width(); feature++) {
            float[][] mixed = score(model, samples, other, feature);
            double worth = model.kind().votes()
                    ? loss(mixed, samples) - loss(untouched, samples)
                    : difference(mixed, untouched);
            result.add(new FeatureImportance(info.features().get(feature), worth));
        }
        result.sort(Comparator.comparingDouble(FeatureImportance::worth).reversed());
        return List.copyOf(result);
    }

    /** @param feature that comes from the other window, -1 for none */
    private static float[][] score(OnnxAgentModel model, Samples samples, int[] other, int feature) {
        int width = samples.dataset().info().width();
        float[] window = new float[samples.windowLength()];
        float[] donor = new float[window.length];
        float[][] outputs = new float[samples.size()][model.kind().outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            samples.window(i, window, 0);
            if (feature >= 0) {
                samples.window(other[i], donor, 0);
                for (int at = feature; at < window.length; at += width) {
                    window[at] = donor[at];
                }
            }
            model.score(window, outputs[i]);
        }
        return outputs;
    }

    private static double loss(float[][] outputs, Samples samples) {
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            sum -= Math.log(Math.max(outputs[i][samples.label(i).ordinal()], 1e-9));
        }
        return sum / outputs.length;
    }

    private static double difference(float[][] left, float[][] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < left[i].length; k++) {
                sum += Math.abs(left[i][k] - right[i][k]) / left[i].length;
            }
        }
        return sum / left.length;
    }

    private static int[] shuffled(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[count];
        for (int i = 1; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
