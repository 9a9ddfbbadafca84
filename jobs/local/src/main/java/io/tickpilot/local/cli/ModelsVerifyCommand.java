package io.tickpilot.local.cli;

import io.tickpilot.core.agent.AgentKind;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.models.ModelPlaces;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelException;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.onnx.text.TextModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Opens models as the live job does. */
@Command(
        name = "verify",
        description = "Opens models as the live job does: manifest, hash, schema, shapes, probes.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 3 when one does not hold.", "Example: ./tickpilot models verify technical"})
final class ModelsVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "Names of `models list`, or folders. Default: all there are.")
    private List<String> models = List.of();

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<Path> folders = models.isEmpty()
                ? ModelPlaces.in(ModelPlaces.roots())
                : models.stream().map(ModelPlaces::find).toList();
        PrintWriter out = spec.commandLine().getOut();
        List<Map<String, Object>> rows = new ArrayList<>();
        boolean all = true;
        for (Path folder : folders) {
            String fault = fault(folder);
            all &= fault.isEmpty();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("folder", ModelPlaces.shortName(folder));
            row.put("holds", fault.isEmpty());
            row.put("fault", fault);
            rows.add(row);
            if (!json) {
                out.println((fault.isEmpty() ? "ok      " : "FAILED  ")
                        + (fault.isEmpty() ? ModelPlaces.shortName(folder) : fault));
            }
        }
        if (json) {
            out.println(Json.line(Map.of("holds", all, "models", rows)));
        }
        out.flush();
        return all ? Failures.DONE : Failures.CHECK_FAILED;
    }

    private static String fault(Path folder) {
        try {
            if (ManifestFile.read(folder.resolve(ManifestFile.NAME)).kind() == AgentKind.TEXT) {
                TextModel.open(folder).close();
            } else {
                OnnxModels.open(folder).close();
            }
            return "";
        } catch (ConfigException | ModelException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
