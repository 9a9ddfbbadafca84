package io.tickpilot.bench;

import picocli.CommandLine.Option;

/** What every bench can be told. */
final class OutputOptions {
    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Option(names = "--short", description = "A first look: seconds instead of minutes, rougher figures.")
    private boolean brief;

    boolean json() {
        return json;
    }

    boolean brief() {
        return brief;
    }
}
