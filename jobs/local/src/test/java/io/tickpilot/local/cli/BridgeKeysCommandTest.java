package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.local.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeKeysCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void makesKeysAndPrintsNoSecret() throws Exception {
        String out = run(0, "--client", "mt4-1", "--role", "operator", "--json");

        var keys = KeyFolder.readClient(folder.resolve("mt4-1.key_secret"));
        assertThat(out)
                .contains("\"role\":\"operator\"")
                .contains(keys.serverKey())
                .doesNotContain(keys.own().secretKey())
                .doesNotContain(new KeyFolder(folder).server().secretKey());
    }

    @Test
    void refusesASecondPairARoleThatIsNoneAndANameThatIsNoFile() {
        run(0, "--client", "a");
        run(2, "--client", "a");
        assertThat(err.toString().lines().toList()).containsExactly("tickpilot: --client: client has keys already: a");
        run(2, "--client", "b", "--role", "king");
        run(2, "--client", "../b");
    }

    @Test
    void countersAreServedToPrometheus() throws Exception {
        try (MetricsServer server = MetricsServer.start("127.0.0.1:0", () -> "a 1\n")) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("a 1\n");
        }
    }

    /** @return what was printed */
    private String run(int expected, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "bridge";
        all[1] = "keys";
        all[2] = "--out";
        all[3] = folder.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.commandLine().setErr(new PrintWriter(err, true)).execute(all))
                    .isEqualTo(expected);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
