package io.tickpilot.local.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.dataset.SplitSettings;
import io.tickpilot.training.search.TrialExecutor;
import io.tickpilot.training.search.TrialOutcome;
import io.tickpilot.training.search.TrialTask;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * Trials as a Flink batch job: on the runtime in this process, or on a cluster whose task managers can read the dataset's file by
 * the same path. Outcomes come back one by one.
 */
public final class FlinkTrials implements TrialExecutor {
    private static final ObjectMapper JSON = new ObjectMapper();

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
                .map(new TrialFunction(place))
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
            throw new TrainingException("search job failed: " + e.getMessage(), e);
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
        return StreamExecutionEnvironment.createRemoteEnvironment(
                address.getHost(), address.getPort(), configuration, jars());
    }

    /** What the job needs and a Flink installation lacks. */
    private static String[] jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar"))
                .filter(path -> !Path.of(path).getFileName().toString().startsWith("flink-"))
                .toArray(String[]::new);
    }
}
