package io.tickpilot.local.cli;

import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.local.Home;
import io.tickpilot.local.features.SchemaChoice;
import io.tickpilot.local.search.FlinkTrials;
import io.tickpilot.onnx.OnnxModels;
import io.tickpilot.training.AgentTrainer;
import io.tickpilot.training.AgentTraining;
import io.tickpilot.training.TrainingOptions;
import io.tickpilot.training.TrainingResult;
import io.tickpilot.training.dataset.Dataset;
import io.tickpilot.training.dataset.DatasetBuilder;
import io.tickpilot.training.dataset.DatasetChecks;
import io.tickpilot.training.dataset.DatasetSettings;
import io.tickpilot.training.dataset.Folds;
import io.tickpilot.training.dataset.SplitSettings;
import io.tickpilot.training.search.SuccessiveHalving;
import io.tickpilot.training.search.Trial;
import io.tickpilot.training.search.TrialJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the verbs have in common that train one agent which reads features. */
abstract class TrainAgentCommand extends TrainOnTicksCommand {
    private static final int MOST_TRIALS = 10_000;
    private static final int MOST_AT_ONCE = 1_000;
    private static final int HASH_DIGITS = 16;

    @Option(
            names = "--schema",
            paramLabel = "NAME|FILE",
            description =
                    "What the model reads: a schema's name or YAML file, of which a copy stays with the model. Default: the agent's own.")
    private @Nullable String schema;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Model folder, replaced as a whole. Default: .tickpilot/models/AGENT.")
    private @Nullable Path out;

    @Option(names = "--report", paramLabel = "DIR", description = "Default: .tickpilot/reports/AGENT.")
    private @Nullable Path report;

    @Option(
            names = "--search",
            paramLabel = "N",
            description =
                    "First looks for better parameters: N trials by successive halving, as a Flink batch job. A search that was killed goes on.")
    private int trials;

    @Option(
            names = "--cluster",
            paramLabel = "URL",
            description =
                    "REST address of the Flink cluster that runs the trials; its task managers need the dataset and this program under the same paths. Default: this process.")
    private String cluster = "";

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "Trials at once on a cluster: slots that it has free, each trial in a process of its own. Default: ${DEFAULT-VALUE}.")
    private int parallel = 1;

    /** As configurations name the agent. */
    abstract String agent();

    /** @param schema what the user wants it to read, null for its own */
    abstract AgentTrainer trainer(@Nullable FeatureSchema schema, Resources resources);

    @Override
    final void train(DatasetBuilder builder) throws IOException {
        check("--search", trials, 0, MOST_TRIALS);
        check("--parallel", parallel, 1, MOST_AT_ONCE);
        FeatureSchema read = schema == null ? null : new SchemaChoice(builder.resources()).find(schema);
        TrainingOptions options = options(
                builder,
                out == null ? Home.state().resolve("models").resolve(agent()) : out,
                report == null ? Home.state().resolve("reports").resolve(agent()) : report);
        AgentTrainer trainer = trainer(read, builder.resources());
        try (TrainingProgress progress = new TrainingProgress()) {
            print(AgentTraining.run(trials > 0 ? searched(trainer, options, progress) : trainer, options, progress));
        }
    }

    /** The trainer with the parameters that a search found best. */
    private AgentTrainer searched(AgentTrainer trainer, TrainingOptions options, TrainingProgress progress) {
        FeatureSchema own = Objects.requireNonNull(trainer.schema(), "agents of these verbs read features");
        DatasetSettings labelled = new DatasetSettings(trainer.labels(), options.everyBars());
        Dataset dataset = options.data().build(own, labelled, progress);
        SplitSettings split = options.split().forWindowsOf(own);
        DatasetChecks.requireTrainable(
                dataset, Folds.of(dataset.all(), split), trainer.kind().votes());
        Path file = options.data().file(own, labelled);
        List<Trial> drawn = SuccessiveHalving.draw(trainer.searchSpace(), trials, options.seed());
        Trial best = SuccessiveHalving.best(
                drawn,
                options.seed(),
                TrialJournal.open(journal(trainer, file, split, options.seed(), drawn)),
                new FlinkTrials(agent(), own, trainer.parameters(), file, split, cluster, parallel),
                progress);
        progress.onNote("best: trial " + best.number() + ", " + SuccessiveHalving.describe(best));
        return trainer.with(best.parameters());
    }

    /** Beside the dataset, named by all that a trial's outcome depends on. */
    private static Path journal(AgentTrainer trainer, Path dataset, SplitSettings split, long seed, List<Trial> drawn) {
        String identity = trainer.name() + " " + new TreeMap<>(trainer.parameters()) + " " + dataset.getFileName() + " "
                + split + " " + seed + " " + drawn;
        String hash = OnnxModels.sha256(identity.getBytes(StandardCharsets.UTF_8));
        return dataset.resolveSibling(trainer.name() + "-" + hash.substring(0, HASH_DIGITS) + ".trials");
    }

    private void print(TrainingResult result) {
        System.out.println(
                json()
                        ? Json.line(Map.of(
                                "model", result.modelFolder().toString(),
                                "report", result.reportFolder().toString(),
                                "summary", result.report()))
                        : "model   " + result.modelFolder() + System.lineSeparator() + "report  "
                                + result.reportFolder().resolve("report.html"));
    }
}
