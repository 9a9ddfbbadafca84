package io.tickpilot.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Listed so that help knows it; the launcher script answers {@code ./tickpilot test} before Java starts. */
@Command(
        name = "test",
        description = "Builds everything and runs all tests (-Plong adds the slow suites).",
        footer = "%nExample: ./tickpilot test")
final class TestCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new IllegalStateException("run the tests by the launcher: ./tickpilot test");
    }
}
