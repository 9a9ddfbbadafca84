package io.tickpilot.bench;

import io.tickpilot.bench.core.CoreBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench core}. */
@Command(
        name = "core",
        description =
                "JMH: one thread through validation, bars, features, engine and model; nanoseconds and bytes a tick.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot bench core --short")
final class CoreCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private ModelOption model;

    @Override
    public Integer call() throws Exception {
        CoreBench.run(model.folder(), output.brief()).print(System.out, output.json());
        return 0;
    }
}
