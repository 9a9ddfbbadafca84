package io.tickpilot.bench.bridge;

import io.tickpilot.bench.JavaProcess;
import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bridge in a process of its own, as {@code ./tickpilot bridge} runs it. */
public final class BridgeHost implements AutoCloseable {
    private static final String READY = "bridge ready: ";
    private static final int START_ATTEMPTS = 5;
    private static final Pattern ADDRESS = Pattern.compile("(\\w+)=([^,\\]]*)");

    private final JavaProcess process;
    private final BridgeAddresses addresses;

    private BridgeHost(JavaProcess process, BridgeAddresses addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /** Any free port. */
    public static final String ANY_PORTS = "signals-port: 0, control-port: 0, fast-copy-port: 0, signals-in-port: 0";

    /**
     * Returns once it serves, or stands by.
     *
     * @param folder for its configuration
     * @param settings of section {@code bridge}, as YAML in one line without braces
     */
    public static BridgeHost start(Path folder, String bootstrap, String settings) throws IOException {
        Path config = Files.createTempFile(Files.createDirectories(folder), "bridge", ".yaml");
        Files.writeString(config, "bridge: {" + settings + "}\nkafka: {bootstrap: '" + bootstrap + "'}\n");
        for (int attempt = 1; ; attempt++) {
            JavaProcess process = JavaProcess.start(
                    List.of("-Xmx1g", "-XX:+UseG1GC"), BridgeServer.class, List.of(config.toString()));
            try {
                return new BridgeHost(process, addresses(process.awaitLine(READY)));
            } catch (IOException e) {
                process.close();
                // On a busy machine Kafka needs more than one look.
                if (attempt == START_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static BridgeAddresses addresses(String line) {
        String[] found = new String[5];
        Matcher matcher = ADDRESS.matcher(line);
        List<String> names = List.of("signals", "control", "fastCopy", "signalsIn", "webSocket");
        while (matcher.find()) {
            int at = names.indexOf(matcher.group(1));
            if (at >= 0) {
                found[at] = matcher.group(2);
            }
        }
        return new BridgeAddresses(found[0], found[1], found[2], found[3], found[4]);
    }

    public BridgeAddresses addresses() {
        return addresses;
    }

    public JavaProcess process() {
        return process;
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
