package io.tickpilot.training.trees;

import java.util.List;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.IEvaluation;
import ml.dmlc.xgboost4j.java.IObjective;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/**
 * What boosted trees make small.
 *
 * @param metric of the validation rows, by which rounds are chosen, as XGBoost names it
 * @param share of the quantile; NaN for other losses
 */
record Loss(String objective, String metric, double share) {
    /** The mean of a target. */
    static final Loss SQUARED = new Loss("reg:squarederror", "rmse", Double.NaN);
    /** The logit of the probability of a target of 0 or 1. */
    static final Loss LOGISTIC = new Loss("binary:logistic", "logloss", Double.NaN);

    /**
     * The quantile of a target, by the gradient of the pinball loss (Koenker and Bassett 1978). XGBoost's own quantile objective sets
     * leaves anew after the tree is grown and forgets the monotone constraints.
     */
    static Loss quantile(double share) {
        return new Loss("reg:squarederror", "rmse", share);
    }

    /** Where boosting begins: the best constant. */
    float base(TreeRows rows) {
        if (isQuantile()) {
            return rows.quantileOfTargets(share);
        }
        return this == LOGISTIC ? 0 : (float) rows.meanTarget();
    }

    /** That constant as XGBoost wants it: a probability for a logit. */
    float baseScore(float base) {
        return this == LOGISTIC ? 0.5f : base;
    }

    private boolean isQuantile() {
        return !Double.isNaN(share);
    }

    @Nullable
    IObjective gradients(TreeRows rows) {
        return isQuantile() ? new Pinball(share, rows.meanDistance(base(rows))) : null;
    }

    @Nullable
    IEvaluation evaluation() {
        return isQuantile() ? new Pinball(share, 1) : null;
    }

    /**
     * {@code share * (y - p)} where p is below y, {@code (1 - share) * (p - y)} above. Its second derivative is nowhere of use: a step
     * is in proportion to the scale of the targets instead.
     */
    private record Pinball(double share, double scale) implements IObjective, IEvaluation {

        @Override
        public List<float[]> getGradient(float[][] predicted, DMatrix rows) {
            try {
                float[] targets = rows.getLabel();
                float[] weights = rows.getWeight();
                float[] first = new float[targets.length];
                for (int i = 0; i < first.length; i++) {
                    first[i] = (float) (scale * weights[i] * (predicted[i][0] < targets[i] ? -share : 1 - share));
                }
                return List.of(first, weights);
            } catch (XGBoostError e) {
                throw new IllegalStateException("labels cannot be read back", e);
            }
        }

        @Override
        public String getMetric() {
            return "pinball";
        }

        @Override
        public float eval(float[][] predicted, DMatrix rows) {
            try {
                float[] targets = rows.getLabel();
                float[] weights = rows.getWeight();
                double sum = 0;
                double total = 0;
                for (int i = 0; i < targets.length; i++) {
                    double error = targets[i] - predicted[i][0];
                    sum += weights[i] * Math.max(share * error, (share - 1) * error);
                    total += weights[i];
                }
                return (float) (sum / total);
            } catch (XGBoostError e) {
                throw new IllegalStateException("labels cannot be read back", e);
            }
        }
    }
}
