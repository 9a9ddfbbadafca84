package io.tickpilot.local.cli;

import io.tickpilot.core.event.Command.Kind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Closes a breaker. */
@Command(
        name = "reset",
        description = "Closes a breaker, whatever opened it.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot breakers reset account:paper-1 --why \"a new day\"")
final class BreakersResetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OperatorOptions operator;

    @Parameters(paramLabel = "SCOPE", description = "symbol, strategy:NAME or account:NAME")
    private String scope = "";

    @Override
    public Integer call() throws InterruptedException {
        return operator.order(spec.commandLine(), Kind.RESET_BREAKER, scope, "");
    }
}
