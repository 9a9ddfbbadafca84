package io.tickpilot.local.cli;

import io.tickpilot.archive.ArchiveJob;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.Home;
import io.tickpilot.local.cluster.ClusterProcesses;
import io.tickpilot.local.cluster.JobSubmitter;
import io.tickpilot.signals.SignalsJob;
import io.tickpilot.supervision.SupervisionJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A job's jar to a Flink cluster, through its REST interface. */
@Command(
        name = "submit",
        description = "Submits a job to a Flink cluster: the one of ./tickpilot cluster, or any by --to.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The configuration travels with the job; model folders must be at the same place on every task manager.",
            "Example: ./tickpilot submit signals --set signals.parallelism=2"
        })
final class SubmitCommand implements Callable<Integer> {
    private static final String SIGNALS = "signals";
    private static final String SUPERVISION = "supervision";
    private static final Map<String, String> MAIN_CLASSES = new TreeMap<>(Map.of(
            SIGNALS,
            SignalsJob.class.getName(),
            "archive",
            ArchiveJob.class.getName(),
            SUPERVISION,
            SupervisionJob.class.getName()));

    @Parameters(paramLabel = "JOB", description = "signals, archive or supervision")
    private String job;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--to", paramLabel = "URL", description = "REST address of the cluster. Default: the local one.")
    private String to = "";

    @Option(names = "--from-savepoint", paramLabel = "PATH", description = "Savepoint or checkpoint to go on from.")
    private @Nullable String savepoint;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        String mainClass = MAIN_CLASSES.get(job);
        if (mainClass == null) {
            throw new ConfigException("JOB: must be one of " + String.join(", ", MAIN_CLASSES.keySet()) + ": " + job);
        }
        Configuration loaded = Configuration.load(config);
        List<String> arguments = new ArrayList<>(List.of("--yaml", config.text()));
        if (job.equals(SIGNALS)) {
            Agents.of(loaded.engineWithFiles());
        } else if (job.equals(SUPERVISION)) {
            loaded.supervisionWithFiles();
        }
        if (!job.equals("archive")) {
            arguments.addAll(List.of("--home", Home.path().toString()));
        }
        config.overrides().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        JobSubmitter.Submission submission = JobSubmitter.Submission.of(jar(), mainClass, arguments);
        JobSubmitter submitter = to.isEmpty() ? ClusterProcesses.at(Home.path()).submitter() : new JobSubmitter(to);
        String id = submitter.submit(savepoint == null ? submission : submission.from(savepoint));
        System.out.println(json ? Json.line(Map.of("job", id)) : "job " + id);
        return Failures.DONE;
    }

    private Path jar() {
        Path jar = Home.path().resolve("jobs/" + job + "/target/tickpilot-" + job + "-job.jar");
        if (!Files.isRegularFile(jar)) {
            throw new ConfigException("job jar: is not built, run ./mvnw -Pquick -DskipTests package: " + jar);
        }
        return jar;
    }
}
