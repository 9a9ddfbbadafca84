package io.tickpilot.local.demo;

import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster in this process with web UI and Prometheus reporter; several jobs share it. */
final class LocalFlink implements AutoCloseable {
    private final MiniCluster cluster;
    private final int uiPort;
    private final int metricsPort;

    private LocalFlink(MiniCluster cluster, int uiPort, int metricsPort) {
        this.cluster = cluster;
        this.uiPort = uiPort;
        this.metricsPort = metricsPort;
    }

    /** @param slots of the one task manager, enough for all jobs */
    static LocalFlink start(int uiPort, int metricsPort, int slots) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.PORT, uiPort);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(uiPort));
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
        configuration.setString("metrics.reporters", "prometheus");
        configuration.setString(
                "metrics.reporter.prometheus.factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        configuration.setString("metrics.reporter.prometheus.port", Integer.toString(metricsPort));
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        cluster.start();
        return new LocalFlink(cluster, uiPort, metricsPort);
    }

    /** Starts what was built on the environment; the job runs until the cluster is closed. */
    JobID submit(StreamExecutionEnvironment env, String name) throws Exception {
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(name);
        return cluster.submitJob(graph.getJobGraph()).get().getJobID();
    }

    String uiUrl() {
        return "http://127.0.0.1:" + uiPort;
    }

    String metricsUrl() {
        return "http://127.0.0.1:" + metricsPort + "/metrics";
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
