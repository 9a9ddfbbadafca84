package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.util.JsonFormat;
import io.tickpilot.bridge.Signals;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalOptions;
import io.tickpilot.wire.JsonForms;
import io.tickpilot.wire.WireCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Strategy Tester: no timer, no library, a time of its own, signals from a file. */
class ExpertTesterTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");
    private static final int ZONE_SECONDS = 7_200;

    @TempDir
    private Path data;

    private final List<String> signals = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        assumeTrue(SimulatedMt4.isPossible(), "g++ is needed: apt-get install g++ libzmq3-dev");
        Files.createDirectories(data.resolve("MQL4/Files/Tickpilot"));
    }

    @Test
    void aRecordedSignalLivesItsWholeLifeOnTicksAlone() throws Exception {
        record("FIRST", Duration.ofSeconds(10), Duration.ofSeconds(60));
        record("EXPIRED", Duration.ofSeconds(11), Duration.ofSeconds(-1));
        try (SimulatedMt4 terminal = start()) {
            quote(terminal, 1.10000);
            terminal.advance(Duration.ofSeconds(8));
            quote(terminal, 1.10000);
            assertThat(terminal.events("OPEN")).isEmpty();
            terminal.advance(Duration.ofSeconds(4));
            quote(terminal, 1.10000);
            assertThat(terminal.events("OPEN")).hasSize(1);
            for (double bid : new double[] {1.10310, 1.10310, 1.10460, 1.10460, 1.10560, 1.10560, 1.10450, 1.10450}) {
                terminal.advance(Duration.ofSeconds(1));
                quote(terminal, bid);
            }
        }

        List<TradeReport> reports = reports();
        assertThat(reports.stream()
                        .filter(report -> report.signalId().equals("FIRST"))
                        .map(ExpertRig::text))
                .isEqualTo(ExpertFixture.WHOLE_LIFE);
        assertThat(reports.stream()
                        .filter(report -> report.signalId().equals("EXPIRED"))
                        .map(ExpertRig::text))
                .containsExactly("REJECTED 0.1 0.0 expired");
        assertThat(reports.get(0).eventTimeMicros())
                .isEqualTo(BEGIN.plusSeconds(12).toEpochMilli() * 1_000);
    }

    @Test
    void twoRunsGiveTheSameReportsAndLeaveNoStateBehind() throws Exception {
        for (int i = 0; i < 5; i++) {
            record("RUN-" + i, Duration.ofSeconds(5 + 20L * i), Duration.ofSeconds(60));
        }
        String first = run();
        String second = run();

        assertThat(second).isEqualTo(first);
        assertThat(first.lines().count()).isGreaterThanOrEqualTo(5 * 4);
        try (var files = Files.list(data.resolve("MQL4/Files/Tickpilot"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("signals.jsonl", "tester-reports.jsonl");
        }
    }

    /** Each run begins with an account of its own, as in the tester. */
    private String run() throws Exception {
        Files.deleteIfExists(data.resolve("broker.txt"));
        Files.deleteIfExists(data.resolve("globals.txt"));
        try (SimulatedMt4 terminal = start()) {
            for (int i = 0; i < 150; i++) {
                double wave = Math.max(0, StrictMath.sin((i - 5) * Math.PI / 10));
                quote(terminal, Math.round((1.10000 + 0.0046 * wave) * 1e5) / 1e5);
                terminal.advance(Duration.ofSeconds(1));
            }
        }
        return Files.readString(data.resolve("MQL4/Files/Tickpilot/tester-reports.jsonl"));
    }

    private SimulatedMt4 start() throws Exception {
        Files.write(data.resolve("MQL4/Files/Tickpilot/signals.jsonl"), signals);
        TerminalOptions options = TerminalOptions.in(data)
                .with("AccountName", "tester")
                .with("TesterUtcOffsetMinutes", Integer.toString(ZONE_SECONDS / 60))
                .first(
                        "tester on",
                        "set dllsallowed 0",
                        "set zone " + ZONE_SECONDS,
                        "clock " + BEGIN.toEpochMilli() * 1_000,
                        "chart EURUSD 1",
                        "symbol EURUSD digits=5 base=EUR profit=USD contract=100000 minlot=0.01 lotstep=0.01");
        return SimulatedMt4.start(ExpertRig.expert(), options);
    }

    private void record(String id, Duration at, Duration life) throws Exception {
        long created = BEGIN.plus(at).toEpochMilli() * 1_000;
        Tick cause = new Tick("EURUSD", created, 1.1, 1.1001, 0, 0, "test", 1);
        Plan plan = ExpertRig.plan();
        signals.add(JsonFormat.printer()
                .omittingInsignificantWhitespace()
                .print(WireCodec.toWire(Signals.signal(
                        id,
                        new SequencedEvent(0, 1, 1, created, created, cause),
                        Side.BUY,
                        plan,
                        created + life.toNanos() / 1_000))));
    }

    private List<TradeReport> reports() throws Exception {
        List<TradeReport> reports = new ArrayList<>();
        for (String line : Files.readAllLines(data.resolve("MQL4/Files/Tickpilot/tester-reports.jsonl"))) {
            reports.add(WireCodec.toCore(JsonForms.decodeClientMessage(line).getTradeReport()));
        }
        return reports;
    }

    private static void quote(SimulatedMt4 terminal, double bid) {
        terminal.tick("EURUSD", bid, Math.round((bid + 0.0001) * 1e5) / 1e5);
    }
}
