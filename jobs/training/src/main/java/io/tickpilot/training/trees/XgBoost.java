package io.tickpilot.training.trees;

import io.tickpilot.training.TrainingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.IEvaluation;
import ml.dmlc.xgboost4j.java.IObjective;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/** One fit by XGBoost with histograms, on one thread: equal rows, settings and seed give equal bits. Native memory is freed. */
final class XgBoost {
    /** For manifests. */
    static final String ENGINE = "XGBoost4J 3.0.4";

    private static final String WATCHED = "validation";

    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private XgBoost(long seed, int depth, double leastLeaf) {
        parameters.put("verbosity", "0");
        parameters.put("verbose_eval", "false");
        parameters.put("nthread", "1");
        parameters.put("tree_method", "hist");
        parameters.put("seed", Long.toString(Math.floorMod(seed, (long) Integer.MAX_VALUE)));
        parameters.put("max_depth", Integer.toString(depth));
        parameters.put("min_child_weight", Double.toString(leastLeaf));
    }

    /**
     * A random forest (Breiman 2001) for targets of 0 and 1: the leaf of a tree is the weighted share of ones among its rows, nodes
     * split by its variance, which is half of Gini's impurity, and the trees are averaged.
     */
    static FittedTrees forest(TreeRows train, TreeRows validation, ForestSettings settings, long seed) {
        XgBoost fit = new XgBoost(seed, settings.depth(), settings.leastLeaf());
        fit.parameters.put("objective", "reg:squarederror");
        fit.parameters.put("base_score", "0");
        fit.parameters.put("eta", "1");
        fit.parameters.put("lambda", "0");
        fit.parameters.put("num_parallel_tree", Integer.toString(settings.trees()));
        fit.parameters.put("subsample", Double.toString(settings.rowShare()));
        fit.parameters.put("colsample_bynode", Double.toString(settings.featureShare()));
        return fit.run(train, validation, 0, 1, 0, null, null);
    }

    /**
     * Boosted trees.
     *
     * @param monotone +1 for numbers of the window that may only raise the result, 0 for free ones
     */
    static FittedTrees boosted(
            TreeRows train, TreeRows validation, Loss loss, int[] monotone, BoostSettings settings, long seed) {
        XgBoost fit = new XgBoost(seed, settings.depth(), settings.leastLeaf());
        float base = loss.base(train);
        fit.parameters.put("objective", loss.objective());
        fit.parameters.put("eval_metric", loss.metric());
        fit.parameters.put("base_score", Float.toString(loss.baseScore(base)));
        fit.parameters.put("eta", Double.toString(settings.learningRate()));
        fit.parameters.put("lambda", Double.toString(settings.ridge()));
        fit.parameters.put("monotone_constraints", tuple(monotone));
        return fit.run(
                train,
                validation,
                base,
                settings.rounds(),
                settings.patience(),
                loss.gradients(train),
                loss.evaluation());
    }

    /** @param patience 0 to go on to the end and keep all */
    private FittedTrees run(
            TreeRows train,
            TreeRows validation,
            float base,
            int rounds,
            int patience,
            @Nullable IObjective objective,
            @Nullable IEvaluation evaluation) {
        DMatrix seen = null;
        DMatrix unseen = null;
        Booster booster = null;
        try {
            seen = matrix(train);
            unseen = matrix(validation);
            float[][] losses = new float[1][rounds];
            booster = patience == 0
                    ? XGBoost.train(seen, parameters, rounds, Map.of(), objective, evaluation)
                    : XGBoost.train(
                            seen, parameters, rounds, Map.of(WATCHED, unseen), losses, objective, evaluation, patience);
            int tried = booster.getNumBoostedRound();
            int kept = patience == 0 ? tried : 1 + best(losses[0], tried);
            List<Tree> trees = TreeText.read(booster.toByteArray("json"), patience == 0 ? Integer.MAX_VALUE : kept);
            return new FittedTrees(trees, base, column(booster.predict(unseen, true, kept)), tried);
        } catch (XGBoostError e) {
            throw new TrainingException("XGBoost failed: " + firstLine(e), e);
        } finally {
            dispose(seen, unseen, booster);
        }
    }

    private static DMatrix matrix(TreeRows rows) throws XGBoostError {
        DMatrix matrix = new DMatrix(rows.windows(), rows.size(), rows.width(), Float.NaN);
        matrix.setLabel(rows.targets());
        matrix.setWeight(rows.weights());
        return matrix;
    }

    private static void dispose(@Nullable DMatrix seen, @Nullable DMatrix unseen, @Nullable Booster booster) {
        if (booster != null) {
            booster.dispose();
        }
        if (unseen != null) {
            unseen.dispose();
        }
        if (seen != null) {
            seen.dispose();
        }
    }

    /** The round with the least loss, the first of equals. */
    private static int best(float[] losses, int tried) {
        int best = 0;
        for (int i = 1; i < tried; i++) {
            if (losses[i] < losses[best]) {
                best = i;
            }
        }
        return best;
    }

    private static float[] column(float[][] rows) {
        float[] result = new float[rows.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = rows[i][0];
        }
        return result;
    }

    private static String tuple(int[] values) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ",").append(values[i]);
        }
        return text.append(')').toString();
    }

    private static String firstLine(XGBoostError e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
