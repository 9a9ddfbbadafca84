package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalLine;
import io.tickpilot.mql4.TerminalOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps the EA from starting, or from trading, and what it says then. There is no bridge. */
class ExpertGuardTest {
    private static final int X86 = 0x014C;
    private static final int X64 = 0x8664;
    private static final String NOBODY = "tcp://127.0.0.1:1";
    private static final String KEYS = """
            server-key = "0123456789012345678901234567890123456789"
            public-key = "abcdefghijabcdefghijabcdefghijabcdefghij"
            secret-key = "ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJ"
            """;

    @TempDir
    private Path data;

    private TerminalOptions options;

    @BeforeEach
    void begin() {
        assumeTrue(SimulatedMt4.isPossible(), "g++ is needed: apt-get install g++ libzmq3-dev");
        options = TerminalOptions.in(data)
                .first("chart EURUSD 1")
                .with("ControlAddresses", NOBODY)
                .with("SignalAddresses", NOBODY);
    }

    @Test
    void namesWhatIsMissingOfItsLibraries() throws Exception {
        TerminalOptions broken = options.first("missing libzmq.dll");
        assertThat(refusal(broken)).contains("Libraries/libzmq.dll is missing (error 126)");
        library("libzmq.dll", X64);
        assertThat(refusal(broken)).contains("Libraries/libzmq.dll is no 32-bit library (error 193)");
        library("libzmq.dll", X86);
        assertThat(refusal(broken.first("missing vcruntime140.dll")))
                .contains("needs a runtime that is missing (error 126)")
                .contains("Redistributable (x86)");
        assertThat(refusal(broken)).contains("Libraries/libsodium.dll is missing (error 126)");
        library("libsodium.dll", X64);
        assertThat(refusal(broken)).contains("Libraries/libsodium.dll is no 32-bit library (error 193)");
        library("libsodium.dll", X86);
        assertThat(refusal(broken)).contains("one of the libraries it needs is missing");
    }

    @Test
    void tellsWhereDllImportsAreAllowedAndCallsNone() {
        assertThat(refusal(options.first("set dllsallowed 0")))
                .contains("DLL imports are off")
                .contains("Tools > Options > Expert Advisors")
                .contains("Common tab");
    }

    @ParameterizedTest
    @CsvSource({
        "MaxRetries, 21, MaxRetries must be 0.00 to 20.00: 21.00",
        "TimerMillis, 0, TimerMillis must be 1.00 to 1000.00: 0.00",
        "MaxDailyLossPercent, 101, MaxDailyLossPercent must be 0.10 to 100.00: 101.00",
        "ControlAddresses, '', ControlAddresses and SignalAddresses must be given",
        "ControlAddresses, nonsense, no connection can be made",
        "WebSocketAddress, wss://bridge:5557/, WebSocketAddress must be ws://",
    })
    void namesTheInputThatMakesNoSense(String input, String value, String message) {
        assertThat(refusal(options.with(input, value))).contains(message);
    }

    @Test
    void warnsOfWhatTheTerminalDoesNotAllow() {
        assertThat(started(options.first("set expertenabled 0"))).anyMatch(line -> line.contains("AutoTrading is off"));
        assertThat(started(options.first("set tradeallowed 0")))
                .anyMatch(line -> line.contains("live trading is not allowed"));
        assertThat(started(options.first("set connected 0")))
                .anyMatch(line -> line.contains("no connection to the broker"));
    }

    @Test
    void keysAreOpenedWithTheirPassphraseOnly() throws Exception {
        Path sealed = seal("of mine");

        assertThat(refusal(options.with("Passphrase", "of yours")))
                .contains("keys.dat was changed or has another passphrase");
        assertThat(refusal(options)).contains("keys.dat was changed or has another passphrase");
        assertThat(started(options.with("Passphrase", "of mine"))).noneMatch(line -> line.contains("cannot start"));
        assertThat(Files.readString(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("ABCDEFGHIJ");
    }

    @Test
    void keysWithAFlippedBitAreRefusedWhicheverItIs() throws Exception {
        Path sealed = seal("");
        byte[] right = Files.readAllBytes(sealed);
        Random random = new Random(7);

        for (int i = 0; i < 16; i++) {
            byte[] wrong = right.clone();
            int bit = random.nextInt(8 * wrong.length);
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(sealed, wrong);
            assertThat(refusal(options)).as("bit %d", bit).contains("keys.dat was changed");
        }
        Files.write(sealed, Arrays.copyOf(right, right.length - 1));
        assertThat(refusal(options)).contains("keys.dat was changed");
        Files.write(sealed, right);
        assertThat(started(options)).noneMatch(line -> line.contains("cannot start"));
    }

    @Test
    void keysOfTheWrongLengthAreNotTaken() throws Exception {
        files("keys.txt", KEYS.replace("0123456789012345678901234567890123456789", "0123"));

        assertThat(refusal(options))
                .contains("keys.txt: server-key, public-key and secret-key must have 40 characters");
        assertThat(data.resolve("MQL4/Files/Tickpilot/keys.dat")).doesNotExist();
    }

    @Test
    void aFileThatChangesAfterTheFirstStartStopsEntriesUntilItIsAccepted() throws Exception {
        install();
        assertThat(row(options)).contains("no entries: link");
        Path sizing = data.resolve("MQL4/Include/Tickpilot/Sizing.mqh");
        Files.writeString(sizing, Files.readString(sizing).replace("KELLY_TRADES 30", "KELLY_TRADES 31"));

        assertThat(row(options)).contains("no entries: files-changed");
        assertThat(started(options))
                .anyMatch(line -> line.contains("a file is not what it was: Include/Tickpilot/Sizing.mqh"));
        assertThat(row(options.with("RefuseChangedFiles", "false"))).contains("no entries: link");
        assertThat(row(options.with("AcceptChangedFiles", "true"))).contains("no entries: link");
        assertThat(row(options)).contains("no entries: link");
        Files.delete(sizing);
        assertThat(row(options)).contains("no entries: files-changed");
    }

    @Test
    void aFileThatIsNotAsPackagedStopsEntriesAtTheFirstStart() throws Exception {
        install();
        Path program = data.resolve("MQL4/Experts/Tickpilot.mq4");
        Files.writeString(program, Files.readString(program) + "\n");

        assertThat(row(options)).contains("no entries: files-changed");
        assertThat(started(options)).anyMatch(line -> line.contains("Experts/Tickpilot.mq4"));
    }

    @Test
    void aListOfHashesThatWasChangedIsNotBelieved() throws Exception {
        install();
        assertThat(row(options)).contains("no entries: link");
        Path list = data.resolve("MQL4/Files/Tickpilot/integrity.txt");
        String text = Files.readString(list);
        char first = text.charAt(0);
        String forged = (first == 'a' ? 'b' : 'a') + text.substring(1);
        Files.writeString(list, forged);

        assertThat(row(options)).contains("no entries: files-changed");
        assertThat(started(options)).anyMatch(line -> line.contains("integrity.txt was changed"));
        String body = forged.substring(0, forged.indexOf("sha256 "));
        Files.writeString(list, body + "sha256 " + sha256(body.getBytes(StandardCharsets.UTF_8)) + "\n");
        assertThat(started(options))
                .anyMatch(line -> line.contains("integrity.txt was changed or has another passphrase"));
    }

    /** The sources where a terminal has them, with the package's list. */
    private void install() throws Exception {
        StringBuilder manifest = new StringBuilder();
        List<Path> sources = new ArrayList<>(List.of(Path.of("Experts/Tickpilot.mq4")));
        try (Stream<Path> includes = Files.list(Path.of("../Include/Tickpilot"))) {
            includes.map(file -> Path.of("Include/Tickpilot").resolve(file.getFileName()))
                    .forEach(sources::add);
        }
        for (Path source : sources) {
            byte[] bytes = Files.readAllBytes(Path.of("..").resolve(source));
            Path to = data.resolve("MQL4").resolve(source);
            Files.createDirectories(to.getParent());
            Files.write(to, bytes);
            manifest.append(sha256(bytes)).append(' ').append(source).append('\n');
        }
        files("manifest.txt", manifest.toString());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Has the EA seal a key file. */
    private Path seal(String passphrase) throws IOException {
        files("keys.txt", KEYS);
        assertThat(started(options.with("Passphrase", passphrase))).noneMatch(line -> line.contains("cannot start"));
        assertThat(data.resolve("MQL4/Files/Tickpilot/keys.txt")).doesNotExist();
        return data.resolve("MQL4/Files/Tickpilot/keys.dat");
    }

    private void files(String name, String text) throws IOException {
        Files.createDirectories(data.resolve("MQL4/Files/Tickpilot"));
        Files.writeString(data.resolve("MQL4/Files/Tickpilot").resolve(name), text);
    }

    /** Of a Windows library the part that tells its machine. */
    private void library(String name, int machine) throws IOException {
        byte[] bytes = new byte[256];
        bytes[60] = (byte) 128;
        bytes[128] = 'P';
        bytes[129] = 'E';
        bytes[132] = (byte) machine;
        bytes[133] = (byte) (machine >> 8);
        Files.createDirectories(data.resolve("MQL4/Libraries"));
        Files.write(data.resolve("MQL4/Libraries").resolve(name), bytes);
    }

    /** What an EA alerts that does not start. */
    private static String refusal(TerminalOptions options) {
        try (SimulatedMt4 terminal = SimulatedMt4.start(ExpertRig.expert(), options)) {
            assertThat(terminal.awaitEvent("INIT").whole("code")).isEqualTo(1);
            return terminal.lines().stream()
                    .filter(line -> line.word().equals("ALERT"))
                    .map(line -> line.text("text"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What it says when it starts. */
    private static List<String> started(TerminalOptions options) {
        try (SimulatedMt4 terminal = SimulatedMt4.start(ExpertRig.expert(), options)) {
            assertThat(terminal.awaitEvent("INIT").whole("code")).isZero();
            return terminal.lines().stream()
                    .filter(line -> List.of("ALERT", "PRINT").contains(line.word()))
                    .map(line -> line.text("text"))
                    .toList();
        }
    }

    /** The first row of its panel. */
    private static String row(TerminalOptions options) {
        try (SimulatedMt4 terminal = SimulatedMt4.start(ExpertRig.expert(), options)) {
            terminal.tick("EURUSD", 1.1, 1.1001);
            List<String> rows = new ArrayList<>();
            ExpertRig.await(() -> {
                rows.clear();
                for (TerminalLine line : terminal.command("objects")) {
                    if (line.text("name").equals("Tickpilot.row0")) {
                        line.values().values().stream()
                                .filter(text -> text.contains("entries") || text.endsWith(" ready"))
                                .forEach(rows::add);
                    }
                }
                return !rows.isEmpty();
            });
            return rows.get(0);
        }
    }
}
