package io.tickpilot.training.stack;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.training.OutOfFold;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.dataset.Dataset;
import io.tickpilot.training.dataset.DatasetInfo;
import io.tickpilot.training.dataset.Sample;
import io.tickpilot.training.dataset.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Windows of a stack: for each test sample of the first agent the probabilities that all agents gave at the same moment, each by a
 * model that had not seen it. An agent without a score there counts a third each, as one that abstains does live. Labels and
 * outcomes are the first agent's.
 */
public final class StackDataset {
    private static final float ABSTAINS = 1f / 3;

    private StackDataset() {}

    /** @param agents name to scores, the first one's labels are learnt */
    public static Dataset of(List<String> agents, List<OutOfFold> scores) {
        if (agents.isEmpty()) {
            throw new TrainingException("a stack needs at least one agent that gives directions: agents=[]");
        }
        Samples samples = scores.get(0).samples();
        int width = AgentKind.DIRECTIONS * agents.size();
        float[][] windows = new float[samples.size()][width];
        for (int agent = 0; agent < agents.size(); agent++) {
            Map<String, float[]> byMoment = byMoment(scores.get(agent));
            for (int i = 0; i < windows.length; i++) {
                float[] said = byMoment.get(moment(samples.get(i)));
                for (int k = 0; k < AgentKind.DIRECTIONS; k++) {
                    windows[i][agent * AgentKind.DIRECTIONS + k] = said == null ? ABSTAINS : said[k];
                }
            }
        }
        List<Sample> facts = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            facts.add(samples.get(i));
        }
        return Dataset.of(info(agents, samples.dataset().info()), facts, windows);
    }

    private static Map<String, float[]> byMoment(OutOfFold scores) {
        Map<String, float[]> result = new HashMap<>();
        for (int i = 0; i < scores.samples().size(); i++) {
            result.put(moment(scores.samples().get(i)), Arrays.copyOf(scores.outputs()[i], AgentKind.DIRECTIONS));
        }
        return result;
    }

    /** Agents of one symbol are asked at the same bar closes. */
    private static String moment(Sample sample) {
        return sample.symbol() + " " + sample.timeMicros();
    }

    private static DatasetInfo info(List<String> agents, DatasetInfo first) {
        List<String> features = new ArrayList<>();
        for (String agent : agents) {
            for (String output : AgentKind.DIRECTION.outputs()) {
                features.add(agent + "." + output);
            }
        }
        return new DatasetInfo(
                1,
                List.copyOf(features),
                "stack",
                ModelManifest.stackHash(agents),
                first.labels(),
                first.data() + "; scores of " + String.join(", ", agents) + " out of fold",
                first.simulated(),
                first.symbols(),
                first.firstMicros(),
                first.lastMicros(),
                first.ticks(),
                first.rejected());
    }
}
