package io.tickpilot.mql4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.mql4.translate.MqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedMt4Test {
    @TempDir
    private Path folder;

    @Test
    void runsTheLanguageAsMetaTraderDoes() {
        TerminalOptions options =
                TerminalOptions.in(folder).with("InpText", "two words").with("InpMood", "6");
        try (SimulatedMt4 terminal = SimulatedMt4.start(Puppet.compiled("Language.mq4"), options)) {
            assertThat(terminal.prints())
                    .containsExactly(
                            "hello 42 4 7 two words ANGRY",
                            "chain 3",
                            "sum 6",
                            "frame 307 308 size 6",
                            "table 6 6 3 21",
                            "split 3c",
                            "color 197121 255 date 2026.11.21 10:30:05 2026.11.21 10:30 char 6510",
                            "area 9 square of 3",
                            "widths 3000000000 1705032704 44 -2147483648",
                            " 3.14|ab    |007|3000000000|%",
                            "limits 3 4 3 4",
                            "5/6/0.3333",
                            "copied 2 197 abc",
                            "size 7",
                            "other",
                            "OnInit Language.mq4");
        }
    }

    @Test
    void arrayOutOfRangeKillsTheExpertAndNamesTheLine() {
        try (SimulatedMt4 terminal = SimulatedMt4.start(Puppet.compiled("Language.mq4"), TerminalOptions.in(folder))) {
            terminal.tick("EURUSD", 1.1, 1.1001);
            terminal.tick("EURUSD", 1.1, 1.1001);

            assertThatThrownBy(() -> terminal.tick("EURUSD", 1.1, 1.1001))
                    .isInstanceOf(ExpertKilledException.class)
                    .hasMessageContaining("array out of range: index 3 size 2 at Language.mq4:135");
            assertThat(terminal.exitCode()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "divide 0, zero divide",
        "divide-real 0, zero divide",
        "index 9, array out of range: index 9 size 2",
        "recurse, stack overflow",
        "hash 3 x, not simulated",
    })
    void killsTheExpertForWhatIsFatalInMetaTrader(String order, String reason) {
        try (Puppet puppet = Puppet.in(folder)) {
            assertThatThrownBy(() -> puppet.does(order))
                    .isInstanceOf(ExpertKilledException.class)
                    .hasMessageContaining(reason);
            assertThat(puppet.terminal().exitCode()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hash 4 abc, a9993e364706816aba3e25717850c26c9cd0d89d",
        "hash 5 abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "hash 6 abc, 900150983cd24fb0d6963f7d28e17f72",
        "hash 0 foobar, Zm9vYmFy",
        "hash 0 fooba, Zm9vYmE=",
        "aes 1 00112233445566778899aabbccddeeff 000102030405060708090a0b0c0d0e0f, "
                + "69c4e0d86a7b0430d8cdb78070b4c55a/00112233445566778899aabbccddeeff",
        "aes 2 00112233445566778899aabbccddeeff 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, "
                + "8ea2b7ca516745bfeafc49904b496089/00112233445566778899aabbccddeeff",
    })
    void encodesAsThePublishedExamples(String order, String expected) {
        try (Puppet puppet = Puppet.in(folder)) {
            assertThat(puppet.does(order)).isEqualTo(expected + " 0");
        }
    }

    @Test
    void filesStayInTheSandbox() throws IOException {
        try (Puppet puppet = Puppet.in(folder)) {
            assertThat(puppet.does("write sub\\a.txt one")).isEqualTo("open 0");
            assertThat(Files.readString(folder.resolve("MQL4/Files/sub/a.txt"))).isEqualTo("one\r\none");
            assertThat(puppet.does("read sub/a.txt")).isEqualTo("[one][one] 0");
            assertThat(puppet.does("move sub\\a.txt b.txt")).isEqualTo("true 0");
            assertThat(puppet.does("read sub/a.txt")).isEqualTo("closed 5020");
            assertThat(puppet.does("write ..\\out.txt x")).isEqualTo("closed 5002");
            assertThat(puppet.does("write C:\\out.txt x")).isEqualTo("closed 5002");
            assertThat(puppet.does("write /tmp/out.txt x")).isEqualTo("closed 5002");
        }
    }

    @Test
    void terminalGlobalsOutliveTheExpertOnlyWhenFlushed() {
        try (Puppet puppet = Puppet.in(folder)) {
            puppet.does("setglobal kept 1.25");
            puppet.does("flush");
            puppet.does("setglobal lost 2");
            puppet.terminal().kill();
        }
        try (Puppet puppet = Puppet.in(folder)) {
            assertThat(puppet.does("getglobal kept")).isEqualTo("1.25 0");
            assertThat(puppet.does("getglobal lost")).isEqualTo("0.00 4058");
        }
    }

    @Test
    void timersFollowTheSimulatedClockAndNeverPileUp() {
        try (Puppet puppet = Puppet.in(folder)) {
            puppet.does("timer 1");
            assertThat(puppet.terminal().advance(Duration.ofMillis(100)))
                    .as("10 ms is the shortest")
                    .hasSize(10);
            puppet.does("timer 100");
            puppet.does("sleep 1000");
            assertThat(puppet.terminal().advance(Duration.ofMillis(1)))
                    .as("one event is pending at most")
                    .hasSize(1);
        }
    }

    @Test
    void timersRunByThemselvesOnTheWallClock() {
        TerminalOptions options = TerminalOptions.in(folder);
        try (SimulatedMt4 terminal = SimulatedMt4.start(Puppet.compiled("Puppet.mq4"), options)) {
            terminal.command("edit puppet timer%2020");

            terminal.await(line -> line.text("text").equals("timer"));
        }
    }

    @Test
    void testerRunsNoTimers() {
        try (Puppet puppet = Puppet.in(folder, "tester on")) {
            puppet.does("timer 10");
            assertThat(puppet.terminal().advance(Duration.ofSeconds(1))).isEmpty();
        }
    }

    @Test
    void serverTimeIsTheLastQuotesAndStandsStillWithoutTicks() {
        try (Puppet puppet = Puppet.in(folder, "set zone 7200", "set skew 5000")) {
            puppet.terminal().advance(Duration.ofMinutes(3));
            assertThat(puppet.does("time")).isEqualTo("2026.11.18 14:00:00/2026.11.18 12:03:05 0");
        }
    }

    @Test
    void ticksOfOtherSymbolsDoNotCallTheExpert() {
        try (Puppet puppet = Puppet.in(folder)) {
            assertThat(puppet.terminal().tick("GBPUSD", 1.3, 1.3001)).isEmpty();
            assertThat(puppet.terminal().tick("EURUSD", 1.2, 1.2001)).hasSize(1);
        }
    }

    @Test
    void barsAreMadeOfBidsInServerTime() {
        try (Puppet puppet = Puppet.in(folder)) {
            for (int minute = 0; minute < 10; minute++) {
                puppet.terminal().tick("EURUSD", 1.1 + minute * 0.001, 1.2);
                puppet.terminal().tick("EURUSD", 1.1 + minute * 0.001 - 0.0004, 1.2);
                puppet.terminal().advance(Duration.ofMinutes(1));
            }

            assertThat(puppet.does("bars EURUSD 1 0")).isEqualTo("10/1.10900 0");
            assertThat(puppet.does("bars EURUSD 5 1")).isEqualTo("2/1.10400 0");
            assertThat(puppet.does("atr EURUSD 1 3 1"))
                    .as("true range 0.0014 after each close")
                    .isEqualTo("0.001400 0");
        }
    }

    @Test
    void refusesCommandsItDoesNotKnow() {
        try (Puppet puppet = Puppet.in(folder)) {
            assertThatThrownBy(() -> puppet.terminal().command("dance")).hasMessageContaining("unknown command: dance");
            assertThatThrownBy(() -> puppet.terminal().command("set mood 1"))
                    .hasMessageContaining("unknown setting: mood");
            assertThatThrownBy(() -> puppet.terminal().command("tick EURUSD")).hasMessageContaining("expected bid");
            assertThat(puppet.does("busy")).isEqualTo("false 0");
        }
    }

    @Test
    void compilerErrorsNameTheLineOfMql4() throws IOException {
        Puppet.compiled("Puppet.mq4");
        Path main = folder.resolve("Wrong.mq4");
        Files.writeString(main, "#property strict\n\nvoid OnTick()\n{\n int x=NoSuchConstant;\n}\n");

        assertThatThrownBy(() -> SimulatedMt4.compile(main, List.of()))
                .isInstanceOf(MqlException.class)
                .hasMessageContaining("Wrong.mq4:5: ")
                .hasMessageContaining("NoSuchConstant");
    }

    @Test
    void useOfAnUninitialisedLocalIsAnError() throws IOException {
        Puppet.compiled("Puppet.mq4");
        Path main = folder.resolve("Uninitialised.mq4");
        Files.writeString(main, "#property strict\nvoid OnTick()\n{\n int x;\n Print(x+1);\n}\n");

        assertThatThrownBy(() -> SimulatedMt4.compile(main, List.of())).hasMessageContaining("Uninitialised.mq4:5: ");
    }
}
