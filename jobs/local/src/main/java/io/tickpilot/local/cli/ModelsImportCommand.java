package io.tickpilot.local.cli;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.local.Home;
import io.tickpilot.local.features.SchemaChoice;
import io.tickpilot.local.models.ImportRequest;
import io.tickpilot.local.models.ImportResult;
import io.tickpilot.local.models.ModelImport;
import io.tickpilot.local.models.ModelPlaces;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A graph of PyTorch, scikit-learn, LightGBM or another becomes an agent. */
@Command(
        name = "import",
        description = "Makes an agent of an ONNX file, once it keeps the contract on real windows.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The graph takes raw features as floats, [batch, lookback, width] or one flat row, and",
            "gives [batch, outputs]: sell,hold,buy; with q05,q25,q50,q75,q95 (kind forecast); or",
            "size,stop,veto (kind risk). Export classifiers with probabilities, not maps",
            "(zipmap=False), and classes in the order sell, hold, buy.",
            "Example, after --onnx rf.onnx --schema my.yaml: --agent random_forest"
        })
final class ModelsImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "The graph.")
    private Path onnx;

    @Option(names = "--agent", required = true, paramLabel = "NAME", description = "What strategies call it.")
    private String agent;

    @Option(
            names = "--schema",
            paramLabel = "NAME|FILE",
            description = "The features it reads: a name, a schema's YAML file or a model's folder.")
    private @Nullable String schema;

    @Option(
            names = "--reads",
            paramLabel = "A,B",
            split = ",",
            description = "Instead of a schema: the agents whose probabilities it reads, in this order.")
    private List<String> reads = List.of();

    @Option(names = "--kind", description = "direction, forecast or risk. Default: direction.")
    private AgentKind kind = AgentKind.DIRECTION;

    @Option(
            names = "--outputs",
            paramLabel = "A,B,..",
            split = ",",
            description = "Names of the numbers in the graph's order, checked against the kind's.")
    private @Nullable List<String> outputs;

    @Option(
            names = "--output-name",
            paramLabel = "NAME",
            description = "Which of several outputs holds them. Default: the one whose shape fits.")
    private String outputName = "";

    @Option(names = "--model-version", paramLabel = "V", description = "Default: of the file's hash.")
    private String version = "";

    @Option(names = "--description", paramLabel = "TEXT", description = "What it was trained on.")
    private String description = "not stated";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Model folder, replaced as a whole. Default: .tickpilot/models/NAME.")
    private @Nullable Path out;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (kind == AgentKind.TEXT) {
            throw new ConfigException("--kind: must be direction, forecast or risk: text");
        }
        if ((schema == null) == reads.isEmpty()) {
            throw new ConfigException("--schema: must be given, or --reads instead of it: "
                    + (schema == null ? "neither is" : "both are"));
        }
        EngineSettings engine = Configuration.load(config).engineWithFiles();
        FeatureSchema features = schema == null ? null : new SchemaChoice(engine.resources()).find(schema);
        ImportResult result = ModelImport.run(
                new ImportRequest(
                        onnx,
                        agent,
                        kind,
                        features,
                        reads,
                        outputs == null ? kind.outputs() : outputs,
                        outputName,
                        version,
                        description,
                        out == null ? Home.state().resolve("models").resolve(agent) : out),
                engine);
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            stdout.println(Json.line(toJson(result)));
        } else {
            print(result, stdout);
        }
        stdout.flush();
        return Failures.DONE;
    }

    private static Map<String, Object> toJson(ImportResult r) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("folder", r.folder().toString());
        object.put("agent", r.manifest().agent());
        object.put("version", r.manifest().version());
        object.put("kind", r.manifest().kind());
        object.put("output_name", r.manifest().outputName());
        object.put("inputs", r.graph().inputs());
        object.put("outputs", r.graph().outputs());
        object.put("windows", r.windows());
        object.put("lowest", r.lowest());
        object.put("mean", r.mean());
        object.put("highest", r.highest());
        object.put("median_micros", r.medianMicros());
        return object;
    }

    private static void print(ImportResult r, PrintWriter out) {
        out.println("graph takes  " + r.graph().inputs());
        out.println("graph gives  " + r.graph().outputs()
                + (r.manifest().outputName().isEmpty()
                        ? ""
                        : ", of which " + r.manifest().outputName() + " counts"));
        out.println("reads        " + ModelsShowCommand.reads(r.manifest()));
        if (r.windows() == 0) {
            out.println("scored       zeros only: the simulated market fills no window of this schema");
        } else {
            out.printf(
                    Locale.ROOT, "scored       zeros and %d windows, %.0f us median%n", r.windows(), r.medianMicros());
            for (int i = 0; i < r.mean().size(); i++) {
                out.printf(
                        Locale.ROOT,
                        "  %-10s mean %8.4f, %8.4f to %8.4f%n",
                        r.manifest().outputs().get(i),
                        r.mean().get(i),
                        r.lowest().get(i),
                        r.highest().get(i));
            }
        }
        String folder = ModelPlaces.shortName(r.folder());
        out.println("agent        " + r.manifest().agent() + " " + r.manifest().version() + " in " + folder);
        out.println("use it by    --set agents." + r.manifest().agent() + ".model=" + folder);
    }
}
