package io.tickpilot.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import io.tickpilot.training.calibration.Logits;
import io.tickpilot.training.dataset.Label;
import io.tickpilot.training.dataset.Sample;
import io.tickpilot.training.dataset.Samples;

/**
 * Cross-entropy of the first three columns in nats and, where quantiles follow, their pinball loss of the mid's return in ATR; each
 * window counts by its sample weight.
 */
final class WindowLoss extends Loss {
    private final double meanWeight;

    /** @param train whose mean weight counts as 1, so that weights do not change the learning rate */
    WindowLoss(Samples train) {
        super("window");
        double sum = 0;
        for (int i = 0; i < train.size(); i++) {
            sum += train.get(i).weight();
        }
        meanWeight = sum / train.size();
    }

    /** What the loss is measured against: labels, returns and weights, one row a sample. */
    NDList targets(Sample[] samples, NDManager memory) {
        long[] labels = new long[samples.length];
        float[] returns = new float[samples.length];
        float[] weights = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            labels[i] = samples[i].label().ordinal();
            returns[i] = (float) samples[i].outcome().midReturn();
            weights[i] = (float) (samples[i].weight() / meanWeight);
        }
        return new NDList(
                memory.create(labels).oneHot(Label.COUNT, DataType.FLOAT32),
                memory.create(returns, new Shape(samples.length, 1)),
                memory.create(weights));
    }

    @Override
    public NDArray evaluate(NDList targets, NDList outputs) {
        NDArray rows = outputs.singletonOrThrow();
        NDArray loss = rows.get(":, 0:{}", Label.COUNT)
                .logSoftmax(1)
                .mul(targets.get(0))
                .sum(new int[] {1})
                .neg();
        if (rows.getShape().get(1) > Label.COUNT) {
            NDArray above = targets.get(1).sub(rows.get(":, {}:", Label.COUNT));
            NDArray level = levels(above.getManager());
            loss = loss.add(above.mul(level).maximum(above.mul(level.sub(1))).mean(new int[] {1}));
        }
        return loss.mul(targets.get(2)).mean();
    }

    /** The mean over samples, unweighted: what early stopping and the report go by. */
    static double of(float[][] outputs, Samples samples) {
        double loss = Logits.logLoss(outputs, samples, 1);
        if (outputs[0].length > Label.COUNT) {
            double pinball = 0;
            for (int i = 0; i < outputs.length; i++) {
                pinball += Quantiles.pinball(
                        outputs[i], Label.COUNT, samples.get(i).outcome().midReturn());
            }
            loss += pinball / outputs.length;
        }
        return loss;
    }

    private static NDArray levels(NDManager memory) {
        float[] levels = new float[Quantiles.COUNT];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Quantiles.LEVELS.get(i).floatValue();
        }
        return memory.create(levels);
    }
}
