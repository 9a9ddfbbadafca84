package io.tickpilot.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.local.models.ModelPlaces;
import io.tickpilot.onnx.GraphDescription;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxModels;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One model: its manifest and its graph's own words. */
@Command(
        name = "show",
        description = "Shows a model's manifest and what its graph takes and gives.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot models show technical")
final class ModelsShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A name of `models list`, or a folder.")
    private String model = "";

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = ModelPlaces.find(model);
        ModelManifest manifest = ManifestFile.read(folder.resolve(ManifestFile.NAME));
        GraphDescription graph = GraphDescription.of(OnnxModels.read(folder.resolve(OnnxModels.GRAPH_NAME)));
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("folder", ModelPlaces.shortName(folder));
            object.put("manifest", new ObjectMapper().valueToTree(manifest));
            object.put("inputs", graph.inputs());
            object.put("outputs", graph.outputs());
            out.println(Json.line(object));
        } else {
            print(folder, manifest, graph, out);
        }
        out.flush();
        return Failures.DONE;
    }

    static String reads(ModelManifest manifest) {
        if (manifest.kind() == AgentKind.TEXT) {
            return "text, " + manifest.lookback() + " tokens";
        }
        return manifest.reads().isEmpty()
                ? manifest.schemaName() + " " + manifest.lookback() + " x " + manifest.width()
                : String.join(", ", manifest.reads());
    }

    private static void print(Path folder, ModelManifest m, GraphDescription graph, PrintWriter out) {
        ModelManifest.Training training = m.training();
        line(out, "folder", ModelPlaces.shortName(folder));
        line(out, "agent", m.agent() + " " + m.version());
        line(out, "kind", m.kind().name().toLowerCase(Locale.ROOT) + ": " + String.join(", ", m.outputs()));
        line(out, "reads", reads(m));
        line(out, "graph takes", graph.inputs());
        line(out, "graph gives", graph.outputs());
        line(out, "calibration", m.calibration().method());
        line(out, "trained on", training.data());
        if (!training.from().isEmpty()) {
            line(out, "", training.from() + " to " + training.to() + ", " + training.samples() + " samples");
        }
        line(out, "labels", training.labels());
        new TreeMap<>(m.metrics()).forEach((name, value) -> line(out, name, value));
        line(out, "sha256", m.sha256());
        line(out, "opset", m.opset());
        line(out, "made by", m.createdBy());
    }

    private static void line(PrintWriter out, String name, Object value) {
        out.printf(Locale.ROOT, "%-18s %s%n", name, value);
    }
}
