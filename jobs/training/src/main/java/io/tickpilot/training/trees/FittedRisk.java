package io.tickpilot.training.trees;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.training.FittedAgent;
import io.tickpilot.training.calibration.Calibration;
import io.tickpilot.training.dataset.Scaling;
import io.tickpilot.training.export.OnnxGraph;
import io.tickpilot.training.network.Epoch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The three fits and what the graph makes of their sums.
 *
 * @param stop whose validation rows are those of the buys, then those of the sells
 * @param validationSize windows
 */
record FittedRisk(FittedTrees excursion, FittedTrees stop, FittedTrees veto, int validationSize, int windowLength)
        implements FittedAgent {

    @Override
    public float[][] validationRaw() {
        float[][] outputs = new float[validationSize][];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = outputs(excursion.validation()[i], stop.validation()[i], veto.validation()[i]);
        }
        return outputs;
    }

    /** What the graph does behind the trees. */
    private float[] outputs(double logExcursion, float stopAtr, double vetoLogit) {
        double size = Math.exp(excursion.base() - logExcursion);
        float[] outputs = new float[AgentKind.RISK.outputs().size()];
        outputs[AgentKind.SIZE] = (float) Math.min(RiskTargets.LARGEST_SIZE, size);
        outputs[AgentKind.STOP] = Math.min(RiskTargets.LARGEST_STOP, Math.max(RiskTargets.SMALLEST_STOP, stopAtr));
        outputs[AgentKind.VETO] = (float) (1 / (1 + Math.exp(-vetoLogit)));
        return outputs;
    }

    @Override
    public byte[] toOnnx(Calibration calibration) {
        OnnxGraph graph = new OnnxGraph(RiskTrainer.NAME)
                .input("window", windowLength)
                .output("risk", AgentKind.RISK.outputs().size());
        TreeExport.addTo(graph, List.of(excursion, stop, veto), "window", "sums");
        return graph.longs("one_each", 1, 1, 1)
                .node(
                        "Split",
                        List.of("sums", "one_each"),
                        List.of("log_excursion", "stop_free", "veto_logit"),
                        OnnxGraph.integer("axis", 1))
                .constant("usual", new float[] {excursion.base()})
                .constant("no_size", new float[] {0})
                .constant("largest_size", new float[] {RiskTargets.LARGEST_SIZE})
                .constant("smallest_stop", new float[] {RiskTargets.SMALLEST_STOP})
                .constant("largest_stop", new float[] {RiskTargets.LARGEST_STOP})
                .node("Sub", List.of("usual", "log_excursion"), List.of("log_size"))
                .node("Exp", List.of("log_size"), List.of("size_free"))
                .node("Clip", List.of("size_free", "no_size", "largest_size"), List.of("size"))
                .node("Clip", List.of("stop_free", "smallest_stop", "largest_stop"), List.of("stop"))
                .node("Sigmoid", List.of("veto_logit"), List.of("veto"))
                .node("Concat", List.of("size", "stop", "veto"), List.of("risk"), OnnxGraph.integer("axis", 1))
                .toBytes();
    }

    @Override
    public @Nullable Scaling scaling() {
        return null;
    }

    @Override
    public List<Epoch> epochs() {
        return List.of();
    }

    @Override
    public String ending() {
        return "the best validation losses at tree " + best(excursion) + " for size, " + best(stop) + " for stop, "
                + best(veto) + " for veto";
    }

    private static String best(FittedTrees fitted) {
        return fitted.trees().size() + " of " + fitted.roundsTried();
    }
}
