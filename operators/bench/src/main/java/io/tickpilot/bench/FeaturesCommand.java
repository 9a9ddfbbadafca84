package io.tickpilot.bench;

import io.tickpilot.bench.features.FeaturesBench;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench features}. */
@Command(
        name = "features",
        description = "What features cost a tick, on one thread, beside ta4j and TA-Lib, and inside Flink.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot bench features --short")
final class FeaturesCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Option(
            names = "--regime",
            paramLabel = "FILE",
            description = "Regime model whose features are measured too. Default: ${DEFAULT-VALUE}.",
            defaultValue = "models/regime/regime.yaml")
    private Path regime;

    @Override
    public Integer call() throws Exception {
        Path file = regime.toFile().exists() ? regime : ModelOption.home().resolve(regime);
        new FeaturesBench(file, output.brief(), System.err).run().print(System.out, output.json());
        return 0;
    }
}
