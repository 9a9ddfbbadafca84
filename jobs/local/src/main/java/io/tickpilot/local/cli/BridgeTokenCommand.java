package io.tickpilot.local.cli;

import io.tickpilot.bridge.access.Role;
import io.tickpilot.bridge.access.TokenKeys;
import io.tickpilot.bridge.access.Tokens;
import io.tickpilot.bridge.websocket.Secrets;
import io.tickpilot.bridge.websocket.WebSocketSettings;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the token by which a client is let in at the bridge's WebSocket. */
@Command(
        name = "token",
        description = "Prints a token for a client of the bridge's WebSocket.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Roles: viewer (signals only), terminal (ticks, trade reports), operator (commands too).",
            "Signed with the keys of bridge.websocket (auth, jwt-secret-file, jwt-private-key). It cannot be taken back",
            "but by other keys: choose a short life. The client sends it as Authorization: Bearer TOKEN.",
            "Example: ./tickpilot bridge token --client mt4-1 --role terminal --ttl 30d"
        })
final class BridgeTokenCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(3_650);

    @Mixin
    private ConfigOptions config;

    @Option(names = "--client", paramLabel = "NAME", required = true, description = "Whose token.")
    private String client = "";

    @Option(names = "--role", paramLabel = "ROLE", description = "What the client may do. Default: terminal.")
    private String role = "terminal";

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = "How long it is valid, such as 12h or 30d. Default: 30d.")
    private String life = "30d";

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        WebSocketSettings.Tokens settings =
                Configuration.load(config).bridge().webSocket().tokens();
        Role wanted = Role.of(role)
                .orElseThrow(() -> new ConfigException("--role: must be one of viewer, terminal, operator: " + role));
        Duration duration = life();
        Instant now = Instant.now();
        String token = issue(new Tokens(keys(settings)), wanted, duration, now);
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("client", client);
            result.put("role", wanted.text());
            result.put("expires", now.plus(duration).toString());
            result.put("token", token);
            System.out.println(Json.line(result));
        } else {
            System.out.println(token);
        }
        return Failures.DONE;
    }

    private static TokenKeys keys(WebSocketSettings.Tokens settings) {
        if (settings.proof() == WebSocketSettings.Proof.RS256
                && settings.privateKey().isEmpty()) {
            throw new ConfigException("bridge.websocket.jwt-private-key: is required to make tokens: nothing given");
        }
        return new Secrets(System.getenv())
                .tokenKeys(settings)
                .orElseThrow(() ->
                        new ConfigException("bridge.websocket.auth: must be hs256 or rs256 to make tokens: none"));
    }

    private String issue(Tokens tokens, Role wanted, Duration duration, Instant now) {
        try {
            return tokens.issue(client, wanted, duration, now);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--client: " + e.getMessage());
        }
    }

    private Duration life() {
        Settings settings = Settings.parse("", Map.of("--ttl", life));
        Duration duration = settings.duration("--ttl", Duration.ZERO);
        settings.check();
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new ConfigException("--ttl: must be above 0 and at most " + LONGEST.toDays() + "d: " + life);
        }
        return duration;
    }
}
