package io.tickpilot.bench;

import io.tickpilot.bench.core.StrategiesBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench strategies}. */
@Command(
        name = "strategies",
        description =
                "One thread, a thousand strategies that all trade twenty symbols: nanoseconds a strategy and tick.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot bench strategies --short")
final class StrategiesCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        StrategiesBench.run(output.brief()).print(System.out, output.json());
        return 0;
    }
}
