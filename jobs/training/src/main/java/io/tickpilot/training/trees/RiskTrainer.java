package io.tickpilot.training.trees;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.Finding;
import io.tickpilot.training.FittedAgent;
import io.tickpilot.training.SearchParameter;
import io.tickpilot.training.TrainingListener;
import io.tickpilot.training.TrainingListener.Phase;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.LabelSettings;
import io.tickpilot.training.dataset.Samples;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The risk agent: boosted trees for three targets of {@link RiskTargets} in one graph.
 *
 * <ul>
 *   <li>{@code size = min(2, m / e)}: e is the expected excursion of the moment, m that of all training windows, both geometric
 *       means; so a position's excursion, times its size, is expected to be the same at every moment.
 *   <li>{@code stop}: the excursion in ATR that three trades of four do not reach, 0.5 to 5.
 *   <li>{@code veto}: probability that buy and sell alike go 1.5 ATR against their entry.
 * </ul>
 *
 * A wider spread, all else equal, never raises the size and never lowers stop and veto.
 */
public record RiskTrainer(FeatureSchema schema, LabelSettings labels, BoostSettings settings) implements AgentTrainer {
    public static final String NAME = "risk_assessment";

    /** Watches both trades to the end of 15 minutes, whatever they earn. */
    public static final LabelSettings LABELS = LabelSettings.fixedHorizon(0, 15);

    private static final String SPREAD = "spread";

    /** With its own schema and labels. */
    public static RiskTrainer of(BoostSettings settings, Resources resources) {
        return new RiskTrainer(TreeSchemas.riskV1(resources), LABELS, settings);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AgentKind kind() {
        return AgentKind.RISK;
    }

    @Override
    public Calibration.Method calibration() {
        return Calibration.Method.NONE;
    }

    @Override
    public String describe() {
        return "Boosted trees";
    }

    @Override
    public String target() {
        return String.format(
                Locale.ROOT,
                "adverse excursions of a buy and a sell, entered and left at bid and ask, within %d minutes, in ATR(M1): size"
                        + " from their mean, stop at the %.0f %% quantile of either, veto when both reach %.1f",
                labels.horizonBars(),
                100 * RiskTargets.STOP_SHARE,
                RiskTargets.VETO_ATR);
    }

    @Override
    public String engine() {
        return XgBoost.ENGINE;
    }

    @Override
    public FittedAgent fit(Samples train, Samples validation, long seed, TrainingListener listener) {
        int[] monotone = monotone();
        FittedTrees excursion = XgBoost.boosted(
                TreeRows.of(train, List.of(RiskTargets::logExcursion)),
                TreeRows.of(validation, List.of(RiskTargets::logExcursion)),
                Loss.SQUARED,
                monotone,
                settings,
                seed);
        listener.onProgress(Phase.FIT, 1.0 / 3);
        FittedTrees stop = XgBoost.boosted(
                TreeRows.of(train, List.of(RiskTargets::buyAdverse, RiskTargets::sellAdverse)),
                TreeRows.of(validation, List.of(RiskTargets::buyAdverse, RiskTargets::sellAdverse)),
                Loss.quantile(RiskTargets.STOP_SHARE),
                monotone,
                settings,
                seed);
        listener.onProgress(Phase.FIT, 2.0 / 3);
        FittedTrees veto = XgBoost.boosted(
                TreeRows.of(train, List.of(RiskTargets::veto)),
                TreeRows.of(validation, List.of(RiskTargets::veto)),
                Loss.LOGISTIC,
                monotone,
                settings,
                seed);
        listener.onProgress(Phase.FIT, 1);
        return new FittedRisk(excursion, stop, veto, validation.size(), train.windowLength());
    }

    /** +1 for every number of the window that a wider spread makes larger. */
    int[] monotone() {
        int[] signs = new int[schema.size()];
        for (int i = 0; i < signs.length; i++) {
            String kind = schema.features().get(i % schema.width()).kind();
            boolean spread = kind.equals(SPREAD) || kind.equals("spread-mean") || kind.equals("spread-max");
            signs[i] = spread || kind.equals("spread-z") ? 1 : 0;
        }
        return signs;
    }

    @Override
    public List<Finding> assess(float[][] outputs, Samples samples) {
        return RiskFindings.of(outputs, samples);
    }

    @Override
    public List<SearchParameter> searchSpace() {
        return List.of(
                new SearchParameter(BoostSettings.LEARNING_RATE, 0.02, 0.3, true, false),
                new SearchParameter(BoostSettings.DEPTH, 2, 6, false, true),
                new SearchParameter(BoostSettings.LEAST_LEAF, 5, 200, true, false));
    }

    @Override
    public Map<String, Double> parameters() {
        return settings.parameters();
    }

    @Override
    public AgentTrainer with(Map<String, Double> parameters) {
        return new RiskTrainer(schema, labels, settings.with(parameters));
    }
}
