package io.tickpilot.local;

import io.tickpilot.local.cli.Failures;
import io.tickpilot.local.cli.TickpilotCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** Entry of {@code ./tickpilot}. Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 a check did not hold. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        prepareLogs();
        // Halts rather than waits: embedded services leave threads behind that must not keep a finished verb alive.
        int code = commandLine().execute(args);
        System.out.flush();
        System.exit(code);
    }

    /** The command line as {@link #main} runs it, for tests. */
    public static CommandLine commandLine() {
        return new CommandLine(new TickpilotCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution);
    }

    private static void prepareLogs() {
        if (System.getProperty("tickpilot.logs") == null) {
            Path logs = Home.state().resolve("logs");
            // Without write permission the logs go to the temporary folder; the verb itself says what it cannot write.
            System.setProperty(
                    "tickpilot.logs",
                    Files.isWritable(Home.path())
                            ? logs.toString()
                            : Path.of(System.getProperty("java.io.tmpdir", "."), "tickpilot-logs")
                                    .toString());
        }
    }
}
