package io.tickpilot.local.cluster;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** The configuration folder all processes of a cluster read: {@code flink-conf} with this machine's ports and folders. */
final class ClusterConfiguration {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int JOB_MANAGER_PORT = 6123;
    private static final int METRICS_PORTS = 50;
    private static final String LOGGING = "log4j2.properties";

    private ClusterConfiguration() {}

    /**
     * Writes the folder.
     *
     * @param template folder with {@code config.yaml} and {@code log4j2.properties}
     * @param folder of the cluster; {@code conf} in it is written
     */
    static Configuration write(Path template, Path folder, ClusterPlan plan) throws IOException {
        if (!Files.exists(template.resolve("config.yaml")) || !Files.exists(template.resolve(LOGGING))) {
            throw new ConfigException("flink-conf: must hold config.yaml and " + LOGGING + ": " + template);
        }
        Configuration configuration = GlobalConfiguration.loadConfiguration(template.toString());
        layOver(configuration, folder, plan);
        Path target = Files.createDirectories(folder.resolve("conf"));
        Files.write(
                target.resolve("config.yaml"), ConfigurationUtils.convertConfigToWritableLines(configuration, false));
        Files.copy(template.resolve(LOGGING), target.resolve(LOGGING), StandardCopyOption.REPLACE_EXISTING);
        return configuration;
    }

    static Configuration read(Path folder) {
        return GlobalConfiguration.loadConfiguration(folder.resolve("conf").toString());
    }

    /** Where the REST API of a written configuration is. */
    static String restUrl(Configuration configuration) {
        return "http://" + LOOPBACK + ":" + configuration.get(RestOptions.PORT);
    }

    private static void layOver(Configuration configuration, Path folder, ClusterPlan plan) {
        int restPort = Ports.free(plan.restPort());
        configuration.set(RestOptions.PORT, restPort);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(restPort));
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(JobManagerOptions.PORT, Ports.free(JOB_MANAGER_PORT, Set.of(restPort)));
        configuration.set(BlobServerOptions.PORT, "0");
        configuration.set(TaskManagerOptions.HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, plan.slots());
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory(plan));
        int metricsPort = plan.metricsPort() == 0 ? Ports.free(0, Set.of(restPort)) : plan.metricsPort();
        configuration.setString(
                "metrics.reporter.prom.port", metricsPort + "-" + Math.min(65_535, metricsPort + METRICS_PORTS));
        configuration.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
        configuration.set(WebOptions.TMP_DIR, folder.resolve("tmp").toString());
        configuration.set(WebOptions.UPLOAD_DIR, folder.resolve("jars").toString());
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                folder.resolve("savepoints").toUri().toString());
    }

    private static MemorySize memory(ClusterPlan plan) {
        try {
            return MemorySize.parse(plan.taskManagerMemory());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("task manager memory: must be a size such as 2g: " + plan.taskManagerMemory());
        }
    }
}
