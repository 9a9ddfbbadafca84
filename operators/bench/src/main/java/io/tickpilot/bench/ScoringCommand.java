package io.tickpilot.bench;

import io.tickpilot.bench.scoring.ScoringBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench scoring}. */
@Command(
        name = "scoring",
        description =
                "Scored decisions a second of the hot operator inside Flink, by size of the technical agent's network.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot bench scoring --short")
final class ScoringCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Tasks. Default: ${DEFAULT-VALUE}.",
            defaultValue = "2")
    private int parallelism;

    @Override
    public Integer call() throws Exception {
        if (parallelism < 1 || !ScoringBench.hasWorkForAll(parallelism)) {
            throw new ParameterException(
                    spec.commandLine(), "--parallelism must leave each task one of the eight symbols: " + parallelism);
        }
        new ScoringBench(parallelism, output.brief(), System.err).run().print(System.out, output.json());
        return 0;
    }
}
