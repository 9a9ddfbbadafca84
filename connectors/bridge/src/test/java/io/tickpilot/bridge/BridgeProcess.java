package io.tickpilot.bridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A bridge in a process of its own, that can be stopped, continued and killed. */
public final class BridgeProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private @Nullable BridgeAddresses addresses;

    private BridgeProcess(Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param folder for its configuration */
    static BridgeProcess start(Path folder, String yaml) throws IOException {
        Path config = folder.resolve("bridge.yaml");
        Files.writeString(config, yaml);
        return new BridgeProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BridgeServer.class.getName(),
                        config.toString())
                .redirectErrorStream(true)
                .start());
    }

    /** Waits until it serves. */
    public static BridgeProcess ready(Path folder, String yaml) throws IOException {
        BridgeProcess bridge = start(folder, yaml);
        bridge.addresses();
        return bridge;
    }

    /** Where it listens, as it says when it is ready; logs of a test go before that. */
    public BridgeAddresses addresses() throws IOException {
        if (addresses == null) {
            addresses = readAddresses();
        }
        return addresses;
    }

    private BridgeAddresses readAddresses() throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith("bridge ready: ")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("bridge ended: " + process.exitValue());
        }
        Thread rest = new Thread(() -> output.lines().forEach(ignored -> {}), "bridge-output");
        rest.setDaemon(true);
        rest.start();
        return new BridgeAddresses(
                value(line, "signals"),
                value(line, "control"),
                value(line, "fastCopy"),
                value(line, "signalsIn"),
                value(line, "webSocket"));
    }

    private static String value(String line, String name) {
        return line.replaceAll(".*[\\[ ]" + name + "=([^,\\]]*).*", "$1");
    }

    BufferedReader output() {
        return output;
    }

    /** As with -9: nothing is flushed. */
    public void kill() {
        process.destroyForcibly();
    }

    /** It neither runs nor knows that it does not. Returns once that is so. */
    public void stop() throws Exception {
        output("kill", "-STOP", Long.toString(process.pid()));
        while (!output("ps", "-o", "stat=", "-p", Long.toString(process.pid())).startsWith("T")) {
            Thread.onSpinWait();
        }
    }

    public void goOn() throws Exception {
        output("kill", "-CONT", Long.toString(process.pid()));
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("command failed: " + List.of(command) + " " + output);
        }
        return output;
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("bridge does not end");
        }
        return process.exitValue();
    }

    /** Asks it to end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
