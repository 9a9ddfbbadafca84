package io.tickpilot.local.cli;

import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.bridge.curve.KeyHolder;
import io.tickpilot.core.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the keys by which the bridge and a client know each other. */
@Command(
        name = "keys",
        description = "Makes CURVE keys for a client of the bridge, and the bridge's own when there are none.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Roles: viewer (signals only), terminal (ticks, trade reports), operator (commands too), job (the hot job).",
            "A client is let in while its file is in OUT/clients. Secrets are never printed.",
            "Example: ./tickpilot bridge keys --client mt4-1 --role terminal --out keys"
        })
final class BridgeKeysCommand implements Callable<Integer> {
    @Option(names = "--client", paramLabel = "NAME", required = true, description = "Whose keys.")
    private String client = "";

    @Option(names = "--role", paramLabel = "ROLE", description = "What the client may do. Default: terminal.")
    private String role = "terminal";

    @Option(names = "--out", paramLabel = "DIR", description = "The bridge's folder of keys. Default: keys.")
    private Path out = Path.of("keys");

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        KeyFolder.Issued issued;
        try {
            issued = new KeyFolder(out).issue(KeyHolder.of(client, role));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--client: " + e.getMessage());
        } catch (IOException e) {
            throw new ConfigException("--out: cannot be written: " + out);
        }
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("client", client);
            result.put("role", role);
            result.put("secret_file", issued.secret().toString());
            result.put("public_file", issued.published().toString());
            result.put("public_key", issued.keys().own().publicKey());
            result.put("server_key", issued.keys().serverKey());
            System.out.println(Json.line(result));
        } else {
            System.out.println("secret file, for the client's machine alone: " + issued.secret());
            System.out.println("public file, stays with the bridge:          " + issued.published());
            System.out.println("client's public key: " + issued.keys().own().publicKey());
            System.out.println("bridge's public key: " + issued.keys().serverKey());
            System.out.println("bridge's configuration:  bridge: {curve: required, keys: " + out + "}");
            System.out.println(
                    role.equals("job")
                            ? "hot job's configuration: signals: {curve-key: " + issued.secret() + "}"
                            : "client's configuration:  all three keys of its secret file");
        }
        return Failures.DONE;
    }
}
