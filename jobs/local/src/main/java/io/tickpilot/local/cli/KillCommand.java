package io.tickpilot.local.cli;

import io.tickpilot.core.event.Command.Kind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The kill switch. */
@Command(
        name = "kill",
        description =
                "Stops every signal, in the chain and at the terminals, until ./tickpilot resume. Positions stay.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot kill --why \"flash crash\"")
final class KillCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OperatorOptions operator;

    @Option(names = "--account", paramLabel = "NAME", description = "Only this account's. Default: all.")
    private String account = "";

    @Override
    public Integer call() throws InterruptedException {
        return operator.order(spec.commandLine(), Kind.KILL, target(account), "");
    }

    static String target(String account) {
        return account.isEmpty()
                ? io.tickpilot.core.event.Command.ALL
                : io.tickpilot.core.event.Command.ACCOUNT + account;
    }
}
