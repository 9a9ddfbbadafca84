package io.tickpilot.local.cli;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.agent.Attribution;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.local.models.MarketWindows;
import io.tickpilot.local.models.ModelPlaces;
import io.tickpilot.local.models.WindowFile;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxAgentModel;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.records.RecordInput;
import io.tickpilot.records.RejectListener;
import io.tickpilot.training.TickSupply;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What each feature contributed to a score. */
@Command(
        name = "attribute",
        description = "Says what each feature contributed to a model's score of a window.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The window: a CSV file of numbers, one row of the window each line, or the last one of",
            "recorded ticks. Shares are against the mean window and add up to the score.",
            "Example, after --data ticks/EURUSD --symbol EURUSD: technical",
            "Example: ./tickpilot models attribute technical --window window.csv"
        })
final class ModelsAttributeCommand implements Callable<Integer> {
    private static final int MOST_WINDOWS = 5_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Mixin
    private RecordedData data;

    @Parameters(paramLabel = "MODEL", description = "A name of `models list`, or a folder.")
    private String model = "";

    @Option(names = "--window", paramLabel = "FILE", description = "The window as CSV, without a header.")
    private @Nullable Path window;

    @Option(names = "--output", paramLabel = "NAME", description = "Which output. Default: the most probable.")
    private @Nullable String output;

    @Option(names = "--orders", description = "Random orders, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    private int orders = 32;

    @Option(names = "--seed", description = "Of the orders. Default: ${DEFAULT-VALUE}.")
    private long seed = 7;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (orders < 1 || orders > 10_000) {
            throw new ConfigException("--orders: must be in [1, 10000]: " + orders);
        }
        if ((window == null) != data.isGiven()) {
            throw new ConfigException("--window: must be given, or --data instead of it: "
                    + (window == null ? "neither is" : "both are"));
        }
        try (OnnxAgentModel opened = OnnxModels.open(ModelPlaces.find(model))) {
            List<float[]> windows = windows(opened);
            float[] explained = windows.get(windows.size() - 1);
            int place = place(opened, explained);
            Attribution attribution =
                    Attribution.of(opened, explained, baseline(opened.manifest(), windows), place, orders, seed);
            print(opened.kind().outputs().get(place), attribution);
        }
        return Failures.DONE;
    }

    private List<float[]> windows(OnnxAgentModel opened) throws IOException {
        ModelManifest manifest = opened.manifest();
        if (window != null) {
            return List.of(WindowFile.read(window, manifest.lookback(), manifest.width()));
        }
        FeatureSchema schema = opened.schema();
        if (schema == null) {
            throw new ConfigException("--data: a stack reads agents, give their probabilities by --window: " + model);
        }
        EngineSettings engine = Configuration.load(config).engineWithFiles();
        List<RecordInput> inputs = data.inputs();
        if (inputs.size() != 1) {
            throw new ConfigException("--data: must be given once: " + inputs.size());
        }
        String symbol = inputs.get(0).symbol();
        Iterator<Tick> ticks =
                TickSupply.recorded(inputs, RejectListener.NONE).source().get();
        List<float[]> windows = MarketWindows.of(ticks, symbol, schema, engine, MOST_WINDOWS);
        if (windows.isEmpty()) {
            throw new ConfigException("--data: holds too few ticks for a window of " + schema.warmUp() + " bars: "
                    + inputs.get(0).location());
        }
        return windows;
    }

    private int place(OnnxAgentModel opened, float[] explained) {
        List<String> names = opened.kind().outputs();
        if (output != null) {
            if (!names.contains(output)) {
                throw new ConfigException("--output: must be one of " + String.join(", ", names) + ": " + output);
            }
            return names.indexOf(output);
        }
        if (opened.kind() == AgentKind.RISK) {
            return AgentKind.VETO;
        }
        float[] outputs = new float[names.size()];
        opened.score(explained, outputs);
        return IntStream.range(0, AgentKind.DIRECTIONS)
                .boxed()
                .max(Comparator.comparing(i -> outputs[i]))
                .orElse(0);
    }

    private static float[] baseline(ModelManifest manifest, List<float[]> windows) {
        float[] result = new float[manifest.lookback() * manifest.width()];
        List<Double> means = manifest.normalisation().mean();
        if (!manifest.reads().isEmpty()) {
            Arrays.fill(result, 1f / AgentKind.DIRECTIONS);
        } else if (!means.isEmpty()) {
            for (int i = 0; i < result.length; i++) {
                result[i] = means.get(i % manifest.width()).floatValue();
            }
        } else if (windows.size() > 1) {
            for (int i = 0; i < result.length; i++) {
                int at = i;
                result[i] = (float)
                        windows.stream().mapToDouble(each -> each[at]).average().orElse(0);
            }
        }
        return result;
    }

    private void print(String name, Attribution attribution) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("output", name);
            object.put("value", attribution.value());
            object.put("baseline", attribution.baseline());
            Map<String, Double> shares = new LinkedHashMap<>();
            for (int i = 0; i < attribution.inputs().size(); i++) {
                shares.put(attribution.inputs().get(i), attribution.shares().get(i));
            }
            object.put("shares", shares);
            out.println(Json.line(object));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s %.4f, of the mean window %.4f%n",
                    name,
                    attribution.value(),
                    attribution.baseline());
            IntStream.range(0, attribution.inputs().size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            i -> -Math.abs(attribution.shares().get(i))))
                    .forEach(i -> out.printf(
                            Locale.ROOT,
                            "  %-20s %+8.4f%n",
                            attribution.inputs().get(i),
                            attribution.shares().get(i)));
        }
        out.flush();
    }
}
