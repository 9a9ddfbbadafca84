package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.local.features.SchemaChoice;
import io.tickpilot.local.models.BenchResult;
import io.tickpilot.local.models.MarketWindows;
import io.tickpilot.local.models.ModelBench;
import io.tickpilot.local.models.ModelPlaces;
import io.tickpilot.onnx.ManifestFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How fast models score here. */
@Command(
        name = "bench",
        description = "Measures single scores and batches beside ONNX Runtime alone, and memory.",
        mixinStandardHelpOptions = true,
        footer = {"", "One thread; windows of a simulated market.", "Example: ./tickpilot models bench technical"})
final class ModelsBenchCommand implements Callable<Integer> {
    private static final int WINDOWS = 200;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "Names of `models list`, or folders.")
    private List<String> models = List.of();

    @Option(
            names = "--seconds",
            description = "For single scores, as for batches; 0.1 to 600. Default: ${DEFAULT-VALUE}.")
    private double seconds = 5;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!(seconds >= 0.1 && seconds <= 600)) {
            throw new ConfigException("--seconds: must be in [0.1, 600]: " + seconds);
        }
        EngineSettings engine = Configuration.load(config).engineWithFiles();
        PrintWriter out = spec.commandLine().getOut();
        List<BenchResult> results = new ArrayList<>();
        for (String model : models) {
            Path folder = ModelPlaces.find(model);
            BenchResult result = ModelBench.run(folder, windows(folder, engine), seconds);
            results.add(result);
            if (!json) {
                print(result, out);
            }
        }
        if (json) {
            out.println(Json.line(Map.of("models", results)));
        }
        out.flush();
        return Failures.DONE;
    }

    /** None for a stack. The model itself is not opened here: what that costs is measured. */
    private static List<float[]> windows(Path folder, EngineSettings engine) throws IOException {
        if (!ManifestFile.read(folder.resolve(ManifestFile.NAME)).reads().isEmpty()) {
            return List.of();
        }
        FeatureSchema schema = new SchemaChoice(engine.resources()).find(folder.toString());
        return MarketWindows.simulated(schema, engine, WINDOWS);
    }

    private static void print(BenchResult r, PrintWriter out) {
        out.println(r.agent() + " " + r.version());
        out.printf(
                Locale.ROOT,
                "  one score       P50 %.1f us, P99 %.1f us over %,d%n",
                r.p50Micros(),
                r.p99Micros(),
                r.scores());
        out.printf(
                Locale.ROOT,
                "  ONNX Runtime    P50 %.1f us, P99 %.1f us: ratio %.2f, %.2f%n",
                r.directP50Micros(),
                r.directP99Micros(),
                r.p50Micros() / r.directP50Micros(),
                r.p99Micros() / r.directP99Micros());
        for (BenchResult.Batch batch : r.batches()) {
            out.printf(
                    Locale.ROOT,
                    "  batch of %-3d    %,.0f windows/s, %s%n",
                    batch.windows(),
                    batch.windowsPerSecond(),
                    batch.equalBits() ? "the same bits as alone" : "other bits than alone");
        }
        out.printf(
                Locale.ROOT,
                "  memory          %,d KiB for the first, %,d KiB for each further one%n",
                r.firstKib(),
                r.nextKib());
    }
}
