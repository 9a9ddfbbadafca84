package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.event.Command.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Opens a breaker. */
@Command(
        name = "trip",
        description = "Opens a breaker: no signal of its scope until it is half-open, or reset.",
        mixinStandardHelpOptions = true,
        footer =
                "%nExample: ./tickpilot breakers trip strategy:scalp --cooldown 30m --why \"it does not fit this market\"")
final class BreakersTripCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OperatorOptions operator;

    @Parameters(paramLabel = "SCOPE", description = "symbol, strategy:NAME or account:NAME")
    private String scope = "";

    @Option(names = "--cause", paramLabel = "NAME", description = "Any word. Default: ${DEFAULT-VALUE}.")
    private String cause = "manual";

    @Option(names = "--cooldown", paramLabel = "TIME", description = "Until it is half-open. Default: only by a reset.")
    private String cooldown = "0s";

    @Override
    public Integer call() throws InterruptedException {
        Settings root = Settings.parse("", Map.of("cooldown", cooldown));
        Duration duration = root.duration("cooldown", Duration.ZERO);
        try {
            root.check();
        } catch (ConfigException e) {
            throw new ConfigException("--" + e.faults().get(0));
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("cause", cause);
        if (!duration.isZero()) {
            arguments.put("cooldown", duration.toNanos() / 1_000);
        }
        return operator.order(spec.commandLine(), Kind.TRIP_BREAKER, scope, Arguments.format(arguments));
    }
}
