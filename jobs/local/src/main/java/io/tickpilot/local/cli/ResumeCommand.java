package io.tickpilot.local.cli;

import io.tickpilot.core.event.Command.Kind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The end of the kill switch. */
@Command(
        name = "resume",
        description = "Ends what ./tickpilot kill began. Breakers, blocks and limits stay as they are.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot resume --why \"spreads are normal again\"")
final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OperatorOptions operator;

    @Option(names = "--account", paramLabel = "NAME", description = "Only this account's. Default: the one for all.")
    private String account = "";

    @Override
    public Integer call() throws InterruptedException {
        return operator.order(spec.commandLine(), Kind.RESUME, KillCommand.target(account), "");
    }
}
