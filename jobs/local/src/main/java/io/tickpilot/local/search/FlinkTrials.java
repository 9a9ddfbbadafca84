package io.tickpilot.local.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.local.cluster.ClusterException;
import io.tickpilot.local.cluster.FlinkRest;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.dataset.SplitSettings;
import io.tickpilot.training.search.TrialExecutor;
import io.tickpilot.training.search.TrialOutcome;
import io.tickpilot.training.search.TrialTask;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.RemoteStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * Trials as a Flink batch job: on the runtime in this process, or on a cluster whose task managers can read the dataset's file and
 * the jars of this process by the same paths: together they are too large to be sent. Outcomes come back one by one.
 */
public final class FlinkTrials implements TrialExecutor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    /** Of the jars those that a task manager's own process needs; a trial's process has them all. */
    private static final List<String> OF_THE_JOB = List.of("tickpilot-", "jackson-");

    private final TrialPlace place;
    private final String cluster;
    private final int parallelism;

    /**
     * @param settings of the trainer, before a trial's parameters
     * @param cluster REST address, empty for this process
     * @param parallelism trials at once
     */
    public FlinkTrials(
            String agent,
            FeatureSchema schema,
            Map<String, Double> settings,
            Path dataset,
            SplitSettings split,
            String cluster,
            int parallelism) {
        this.place = TrialPlace.of(agent, schema, settings, dataset, split);
        this.cluster = cluster;
        this.parallelism = parallelism;
    }

    @Override
    public void run(List<TrialTask> tasks, Consumer<TrialOutcome> finished) {
        List<String> lines = new ArrayList<>();
        try {
            for (TrialTask task : tasks) {
                lines.add(JSON.writeValueAsString(task));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a trial is always JSON", e);
        }
        StreamExecutionEnvironment environment = environment();
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        try (CloseableIterator<String> outcomes = environment
                .fromData(lines, Types.STRING)
                .rebalance()
                .map(new TrialFunction(place, cluster.isEmpty() ? "" : absoluteClassPath()))
                .returns(Types.STRING)
                .name("trial")
                .setParallelism(parallelism)
                .executeAndCollect("search of " + place.agent())) {
            while (outcomes.hasNext()) {
                finished.accept(JSON.readValue(outcomes.next(), TrialOutcome.class));
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new TrainingException("search job failed: " + rootOf(e), e);
        }
    }

    private StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        if (cluster.isEmpty()) {
            return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        }
        URI address = URI.create(cluster);
        if (address.getHost() == null || address.getPort() < 0) {
            throw new ConfigException("--cluster: must be a REST address such as http://127.0.0.1:8081: " + cluster);
        }
        requireSlots(address);
        return new RemoteStreamEnvironment(
                address.getHost(), address.getPort(), configuration, new String[0], classPathOfTheJob());
    }

    /** Asked first: a job that lacks a slot would wait for minutes before it says so. */
    private void requireSlots(URI address) {
        try {
            int slots = new FlinkRest("http://" + address.getAuthority())
                    .get("/overview")
                    .path("slots-total")
                    .asInt();
            if (slots < parallelism) {
                throw new ConfigException(
                        "--parallel: must be at most the cluster's slots, " + slots + ": " + parallelism);
            }
        } catch (ClusterException e) {
            throw new TrainingException(String.valueOf(e.getMessage()), e);
        }
    }

    private static URL[] classPathOfTheJob() {
        return Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> Files.isDirectory(path)
                        || OF_THE_JOB.stream().anyMatch(path.getFileName().toString()::startsWith))
                .map(FlinkTrials::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a path is always a URL: " + path, e);
        }
    }

    private static String absoluteClassPath() {
        return Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .map(path -> Path.of(path).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The innermost cause in one line: what Flink wraps around it says less. */
    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return root.getClass().getSimpleName() + ": " + message;
    }
}
