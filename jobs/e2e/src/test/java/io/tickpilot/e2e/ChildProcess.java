package io.tickpilot.e2e;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the test class path in a process of its own; what it prints goes to a file. Started again, it is the same one. */
final class ChildProcess implements AutoCloseable {
    private final Class<?> program;
    private final String heap;
    private final List<String> arguments;
    private final Path output;
    private Process process;
    private int starts;

    ChildProcess(String name, Class<?> program, String heap, Path folder, List<String> arguments) {
        this.program = program;
        this.heap = heap;
        this.arguments = arguments;
        this.output = folder.resolve(name + ".out");
    }

    synchronized void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                program.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        // By the environment: a class path of this length does not belong on a command line.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            process = builder.start();
            starts++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an init would: one that has ended is started again. */
    synchronized void keepAlive() {
        if (!process.isAlive()) {
            start();
        }
    }

    /** As with -9. */
    synchronized void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** At once: nobody else starts it in between. */
    synchronized void killAndStart() throws InterruptedException {
        kill();
        start();
    }

    /** A line on its standard input. */
    synchronized void tell(String line) {
        new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8).println(line);
    }

    String output() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    @Override
    public synchronized void close() {
        if (starts == 0) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
