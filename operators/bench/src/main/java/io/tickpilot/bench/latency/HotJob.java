package io.tickpilot.bench.latency;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.core.config.Settings;
import io.tickpilot.signals.SignalsJob;
import io.tickpilot.signals.SignalsSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The live job as it is, in its ZeroMQ form with one task, on a Flink within this process. */
final class HotJob {
    private final JobClient client;

    private HotJob(JobClient client) {
        this.client = client;
    }

    static HotJob start(HotEngine engine, BridgeAddresses bridge, String bootstrap, Path data) throws Exception {
        SignalsSettings settings = SignalsSettings.from(Settings.parse("", Map.of()))
                .connectedTo(bootstrap, bridge.fastCopy(), bridge.signalsIn());
        Configuration configuration = SignalsJob.configuration(settings);
        HistogramReporter.CONFIGURATION.forEach(configuration::setString);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                data.resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(settings.parallelism(), configuration);
        SignalsJob.build(env, settings, engine.settings(), engine.models());
        return new HotJob(env.executeAsync("bench"));
    }

    void requireRunning() throws InterruptedException, ExecutionException {
        JobStatus status = client.getJobStatus().get();
        if (status != JobStatus.RUNNING) {
            throw new IllegalStateException("the job does not run any more: " + status);
        }
    }

    void cancel() throws InterruptedException, ExecutionException {
        client.cancel().get();
    }
}
