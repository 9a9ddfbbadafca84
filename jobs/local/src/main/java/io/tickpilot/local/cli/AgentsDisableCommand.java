package io.tickpilot.local.cli;

import io.tickpilot.core.event.Command.Kind;
import picocli.CommandLine.Command;

/** Takes an agent out of the vote. */
@Command(
        name = "disable",
        description = "Takes an agent out of the vote until it is enabled; every decision says so.",
        mixinStandardHelpOptions = true,
        footer = "%nExample: ./tickpilot agents disable technical --symbol XAUUSD --why \"it is wrong on gold\"")
final class AgentsDisableCommand extends AgentOrder {
    @Override
    Kind kind() {
        return Kind.DISABLE_AGENT;
    }
}
