package io.tickpilot.mql4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.mql4.build.CompiledExpert;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libraries of Windows that an expert imports, called from MQL4. */
class LibrariesTest {
    @TempDir
    private Path folder;

    private TerminalOptions options;

    @BeforeEach
    void putALibraryIntoTheTerminal() throws IOException {
        Files.createDirectories(folder.resolve("MQL4/Libraries"));
        Files.writeString(folder.resolve("MQL4/Libraries/a.dll"), "MZ");
        options = TerminalOptions.in(folder).first("clock 1795003200000000", "missing vcruntime140.dll");
    }

    /** Skips where the original ZeroMQ library is absent. */
    private SimulatedMt4 start(TerminalOptions with) {
        CompiledExpert expert = Puppet.compiled("Libraries.mq4");
        try {
            return SimulatedMt4.start(expert, with);
        } catch (ExpertKilledException e) {
            assumeTrue(!e.getMessage().contains("Cannot load 'libzmq.dll'"), "libzmq.so.5 is absent");
            throw e;
        }
    }

    @Test
    void callsTheRealZeroMq() {
        try (SimulatedMt4 terminal = start(options)) {
            assertThat(terminal.prints())
                    .startsWith("option 7 size 4", "empty -1 11", "bound 0 0", "sent 5 got 5 hello", "closed 0");
        }
    }

    @Test
    void loadsAndReadsWhatLiesInTheTerminalsFolderAndNothingElse() {
        try (SimulatedMt4 terminal = start(options)) {
            assertThat(terminal.prints())
                    .endsWith(
                            "loads true 0",
                            "reads 1 2 77 1",
                            "absent -1 2",
                            "outside -1 5",
                            "time " + (116444736000000000L + 1795003200000000L * 10));
        }
    }

    @Test
    void talksOverSocketsAsWinsockDoes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread echo = new Thread(() -> answer(server));
            echo.start();

            try (SimulatedMt4 terminal = start(options.with("Port", Integer.toString(server.getLocalPort())))) {
                List<String> prints = terminal.prints();
                assertThat(prints)
                        .containsSequence(
                                "connecting 10035 ready true",
                                "nothing yet -1 10035",
                                "sent 4 ready true",
                                "got PING",
                                "refused false true 10061",
                                "no socket -1 10038");
            }
            echo.join();
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket peer = server.accept()) {
            byte[] word = peer.getInputStream().readNBytes(4);
            peer.getOutputStream()
                    .write(new String(word, StandardCharsets.US_ASCII)
                            .replace("ping", "PING")
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMissingLibraryKillsTheExpertAtTheFirstCall() {
        try (SimulatedMt4 terminal = start(options)) {
            assertThatThrownBy(() -> terminal.tick("EURUSD", 1.1, 1.1001))
                    .isInstanceOf(ExpertKilledException.class)
                    .hasMessageContaining("Cannot load 'absent.dll' [126]");
        }
    }

    @Test
    void forbiddenLibrariesKillTheExpertToo() {
        CompiledExpert expert = Puppet.compiled("Libraries.mq4");

        assertThatThrownBy(() -> SimulatedMt4.start(expert, options.first("set dllsallowed 0")))
                .isInstanceOf(ExpertKilledException.class)
                .hasMessageContaining("DLL calls are not allowed: libzmq.dll::zmq_ctx_new at Libraries.mq4");
    }
}
