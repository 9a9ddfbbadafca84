package io.tickpilot.local.cli;

import io.tickpilot.local.models.ModelPlaces;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelException;
import io.tickpilot.onnx.ModelManifest;
import io.tickpilot.onnx.OnnxModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every model folder by its manifest; none is opened. */
@Command(
        name = "list",
        description = "Lists the models in models/ and .tickpilot/models.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot models list --json")
final class ModelsListCommand implements Callable<Integer> {
    private static final String ROW = "%-20s %-17s %-10s %-18s %9s  %s%n";

    @Spec
    private CommandSpec spec;

    @Option(names = "--in", paramLabel = "DIR", description = "Looks there instead; may be repeated.")
    private List<Path> roots = List.of();

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    /** A folder with its manifest, or with what is wrong with it. */
    private record Row(Path folder, @Nullable ModelManifest manifest, long bytes, String fault) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Row> rows = new ArrayList<>();
        for (Path folder : ModelPlaces.in(roots.isEmpty() ? ModelPlaces.roots() : roots)) {
            rows.add(row(folder));
        }
        if (json) {
            out.println(Json.line(Map.of(
                    "models", rows.stream().map(ModelsListCommand::toJson).toList())));
        } else {
            out.printf(Locale.ROOT, ROW, "AGENT", "VERSION", "KIND", "READS", "SIZE", "TRAINED ON");
            rows.forEach(row -> print(row, out));
        }
        out.flush();
        return Failures.DONE;
    }

    private static Row row(Path folder) throws IOException {
        Path graph = folder.resolve(OnnxModels.GRAPH_NAME);
        try {
            ModelManifest manifest = ManifestFile.read(folder.resolve(ManifestFile.NAME));
            return new Row(folder, manifest, Files.exists(graph) ? Files.size(graph) : 0, "");
        } catch (ModelException e) {
            return new Row(folder, null, 0, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> toJson(Row row) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("folder", ModelPlaces.shortName(row.folder));
        ModelManifest manifest = row.manifest;
        if (manifest == null) {
            object.put("fault", row.fault);
            return object;
        }
        object.put("agent", manifest.agent());
        object.put("version", manifest.version());
        object.put("kind", manifest.kind());
        object.put("reads", ModelsShowCommand.reads(manifest));
        object.put("bytes", row.bytes);
        object.put("trained_on", manifest.training().data());
        return object;
    }

    private static void print(Row row, PrintWriter out) {
        ModelManifest manifest = row.manifest;
        if (manifest == null) {
            out.println(ModelPlaces.shortName(row.folder) + "  FAULTY  " + row.fault);
            return;
        }
        out.printf(
                Locale.ROOT,
                ROW,
                manifest.agent(),
                manifest.version(),
                manifest.kind().name().toLowerCase(Locale.ROOT),
                ModelsShowCommand.reads(manifest),
                String.format(Locale.ROOT, "%,.0f KiB", row.bytes / 1024.0),
                manifest.training().data());
    }
}
