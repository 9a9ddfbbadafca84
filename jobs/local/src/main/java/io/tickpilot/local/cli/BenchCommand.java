package io.tickpilot.local.cli;

import io.tickpilot.bench.Benches;
import picocli.CommandLine.Command;

/** All benches: those of the bench module, and what needs a cluster. */
@Command(
        name = "bench",
        subcommands = {EaBenchCommand.class, RecoveryCommand.class})
final class BenchCommand extends Benches {}
