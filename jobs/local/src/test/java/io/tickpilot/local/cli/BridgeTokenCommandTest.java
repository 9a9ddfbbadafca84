package io.tickpilot.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.access.Client;
import io.tickpilot.bridge.access.Role;
import io.tickpilot.bridge.access.TokenKeys;
import io.tickpilot.bridge.access.Tokens;
import io.tickpilot.local.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeTokenCommandTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void printsATokenThatTheBridgeBelieves() throws Exception {
        assertThat(run("--client", "mt4-1", "--role", "viewer", "--ttl", "12h")).isZero();

        String token = out.toString(UTF_8).strip();
        Client client = new Tokens(TokenKeys.ofSecret(SECRET)).verify(token, Instant.now());
        assertThat(client.name()).isEqualTo("mt4-1");
        assertThat(client.role()).isEqualTo(Role.VIEWER);
        assertThat(client.until())
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(13)));
    }

    @Test
    void namesWhatIsWrong() throws Exception {
        assertThat(run("--client", "x", "--role", "king")).isEqualTo(2);
        assertThat(line()).isEqualTo("tickpilot: --role: must be one of viewer, terminal, operator: king");
        assertThat(run("--client", "x", "--ttl", "soon")).isEqualTo(2);
        assertThat(line()).isEqualTo("tickpilot: --ttl: must be a number with a unit of us, ms, s, m, h or d: soon");
        assertThat(run("--client", "x", "--ttl", "0")).isEqualTo(2);
        assertThat(line()).isEqualTo("tickpilot: --ttl: must be above 0 and at most 3650d: 0");
        assertThat(run("--client", "")).isEqualTo(2);
        assertThat(line()).isEqualTo("tickpilot: --client: client must have 1 to 64 characters: 0");
        assertThat(run("--client", "x", "--set", "bridge.websocket.auth=none")).isEqualTo(2);
        assertThat(line()).isEqualTo("tickpilot: bridge.websocket.auth: must be hs256 or rs256 to make tokens: none");
        assertThat(run("--client", "x", "--set", "bridge.websocket.jwt-secret-file=nowhere"))
                .isEqualTo(2);
        assertThat(line()).isEqualTo("tickpilot: bridge.websocket.jwt-secret-file: cannot be read: nowhere");
        assertThat(err.toString()).doesNotContain(SECRET);
    }

    private int run(String... arguments) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        List<String> call = new ArrayList<>(List.of(
                "bridge",
                "token",
                "--set",
                "bridge.websocket.auth=hs256",
                "--set",
                "bridge.websocket.jwt-secret-file=" + secret));
        call.addAll(List.of(arguments));
        err.getBuffer().setLength(0);
        PrintStream stdout = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            return Main.commandLine().setErr(new PrintWriter(err, true)).execute(call.toArray(new String[0]));
        } finally {
            System.setOut(stdout);
        }
    }

    private String line() {
        return err.toString().strip();
    }
}
