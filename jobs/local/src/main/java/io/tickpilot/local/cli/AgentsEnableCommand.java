package io.tickpilot.local.cli;

import io.tickpilot.core.event.Command.Kind;
import picocli.CommandLine.Command;

/** Lets an agent vote again. */
@Command(
        name = "enable",
        description = "Lets an agent vote again, such as one that was over its time budget.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot agents enable technical --why \"the machine is quiet again\"")
final class AgentsEnableCommand extends AgentOrder {
    @Override
    Kind kind() {
        return Kind.ENABLE_AGENT;
    }
}
