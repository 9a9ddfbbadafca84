package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.FaultProxy;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.bridge.curve.KeyHolder;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a trade, and what may come in between. */
class ExpertTest extends ExpertFixture {

    @Test
    void tradesASignalThroughItsWholeLife() throws Exception {
        try (ExpertRig rig = rig("life").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("LIFE-1"));
            int first = rig.awaitPosition(0.10, 1.09800).whole("ticket");
            rig.quote(1.10310);
            assertThat(rig.awaitPosition(0.05, 1.10010).whole("ticket")).isNotEqualTo(first);
            rig.quote(1.10460);
            rig.awaitPosition(0.02, 1.10360);
            rig.quote(1.10560);
            rig.awaitPosition(0.02, 1.10460);
            rig.quote(1.10450);

            assertThat(rig.awaitReports(4)).isEqualTo(WHOLE_LIFE);
            List<TradeReport> reports = rig.reports();
            assertThat(reports).extracting(TradeReport::originTicket).containsOnly((long) first);
            assertThat(reports).extracting(TradeReport::signalId).containsOnly("LIFE-1");
            assertThat(reports).extracting(TradeReport::strategy).containsOnly("scalp");
            assertThat(reports.stream().mapToDouble(TradeReport::profit).sum())
                    .isCloseTo(15.0 + 13.5 + 8.8, Offset.offset(0.5));
        }
    }

    @Test
    void aTerminalKilledAtEveryStageGoesOnAndReportsEachStageOnce() throws Exception {
        try (ExpertRig rig = rig("killed").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("KILLED-1"));
            rig.awaitPosition(0.10, 1.09800);
            rig.restartTerminal();
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
            rig.restartTerminal();
            rig.quote(1.10460);
            rig.awaitPosition(0.02, 1.10360);
            rig.restartTerminal();
            rig.quote(1.10560);
            rig.awaitPosition(0.02, 1.10460);
            rig.restartTerminal();
            rig.quote(1.10450);

            assertThat(rig.awaitReports(4)).isEqualTo(WHOLE_LIFE);
        }
    }

    @Test
    void withoutItsStateFileThePlanIsInTheTerminalsVariables() throws Exception {
        try (ExpertRig rig = rig("keepsakes").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("00112233445566778899aabbccddeeff"));
            rig.awaitPosition(0.10, 1.09800);
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
            rig.awaitReports(2);
            rig.terminal().kill();
            Files.delete(rig.files().resolve("770077-state.txt"));
            Files.deleteIfExists(rig.files().resolve("770077-state.txt.draft"));
            rig.startTerminal();
            rig.quote(1.10460);

            rig.awaitPosition(0.02, 1.10360);
            assertThat(rig.awaitReports(3)).element(2).isEqualTo("PARTIALLY_CLOSED 0.03 0.02 exit-2");
            assertThat(rig.reports().get(2).signalId()).isEqualTo("00112233445566778899aabbccddeeff");
        }
    }

    @Test
    void aBridgeThatIsAwayGetsTheReportsWhenItIsBack() throws Exception {
        try (ExpertRig rig = rig("away").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("AWAY-1"));
            rig.awaitPosition(0.10, 1.09800);
            rig.awaitReports(1);
            rig.stopBridge();
            rig.quote(1.10310);
            rig.awaitPosition(0.05, 1.10010);
            rig.restartTerminalWithoutBridge();
            rig.quote(1.10460);
            rig.awaitPosition(0.02, 1.10360);
            rig.startBridge();

            assertThat(rig.awaitReports(3)).isEqualTo(WHOLE_LIFE.subList(0, 3));
        }
    }

    @Test
    void aSignalThatComesAgainIsTradedOnceAlsoAfterARestart() throws Exception {
        try (ExpertRig rig = rig("again").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("AGAIN-1"));
            rig.awaitPosition(0.10, 1.09800);
            rig.awaitReports(1);
            // Another bridge has another stream, from which everything that is valid is asked for again.
            rig.stopBridge();
            rig.startBridge();
            rig.push(ExpertRig.buy("AGAIN-1"));
            rig.restartTerminal();
            rig.push(ExpertRig.buy("AGAIN-2"));

            ExpertRig.await(() -> rig.orders().size() == 2);
            assertThat(rig.awaitReports(2)).containsExactly("OPENED 0.1 0.1 signal", "OPENED 0.1 0.1 signal");
            assertThat(rig.reports()).extracting(TradeReport::signalId).containsExactly("AGAIN-1", "AGAIN-2");
        }
    }

    @Test
    void aSignalPublishedWhileTheTerminalWasAwayIsAskedFor() throws Exception {
        try (ExpertRig rig = rig("missed").startBridge().startTerminal()) {
            rig.terminal().kill();
            rig.push(ExpertRig.buy("MISSED-1"));
            rig.startTerminal();

            rig.awaitPosition(0.10, 1.09800);
            assertThat(rig.awaitReports(1)).containsExactly("OPENED 0.1 0.1 signal");
        }
    }

    @Test
    void refusesWhatIsTooOldTooFarOrHasItsStopBehindThePrice() throws Exception {
        try (ExpertRig rig =
                rig("checks").with("MaxSignalAgeMillis", "2000").startBridge().startTerminal()) {
            Plan plan = ExpertRig.plan();
            rig.push(ExpertRig.signal("OLD", Side.BUY, plan, Duration.ofSeconds(5), Duration.ofSeconds(60)));
            assertThat(rig.awaitReports(1)).last().isEqualTo("REJECTED 0.1 0.0 age");
            rig.quote(1.10050);
            rig.push(ExpertRig.buy("FAR"));
            assertThat(rig.awaitReports(2)).last().isEqualTo("REJECTED 0.1 0.0 deviation");
            rig.quote(1.09700);
            rig.push(ExpertRig.buy("PASSED"));
            assertThat(rig.awaitReports(3)).last().isEqualTo("REJECTED 0.1 0.0 stop-passed");
            rig.terminal().tick(ExpertRig.SYMBOL, 1.09950, 1.10000);
            rig.push(ExpertRig.buy("WIDE"));
            assertThat(rig.awaitReports(4)).last().isEqualTo("REJECTED 0.1 0.0 spread");
            assertThat(rig.orders()).isEmpty();
        }
    }

    @Test
    void paperSignalsAreNotTradedWithMoney() throws Exception {
        try (ExpertRig rig = rig("money").first("set demo 0").startBridge().startTerminal()) {
            rig.push(ExpertRig.buy("PAPER-1"));

            assertThat(rig.awaitReports(1)).containsExactly("REJECTED 0.1 0.0 paper");
            assertThat(rig.orders()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-95_000, 95_000})
    void aWrongPcClockChangesNothing(int skewMillis) throws Exception {
        String account = "skew" + skewMillis;
        try (ExpertRig rig = rig(account)
                .first("set skew " + skewMillis)
                .with("MaxSignalAgeMillis", "8000")
                .startBridge()
                .startTerminal()) {
            rig.push(ExpertRig.buy(account));
            rig.awaitPosition(0.10, 1.09800);
            TradeReport report = rig.awaitReport();
            long now = MarketClock.system().micros();
            assertThat(now - report.eventTimeMicros()).isBetween(-500_000L, 30_000_000L);

            rig.push(ExpertRig.signal(
                    account + "-old", Side.BUY, ExpertRig.plan(), Duration.ofSeconds(10), Duration.ofSeconds(60)));
            assertThat(rig.awaitReports(2)).last().isEqualTo("REJECTED 0.1 0.0 age");
        }
    }

    @Test
    void killButtonStopsEntriesAndOutlivesARestart() throws Exception {
        try (ExpertRig rig = rig("button").startBridge().startTerminal()) {
            rig.terminal().command("click Tickpilot.kill");
            rig.push(ExpertRig.buy("BUTTON-1"));
            assertThat(rig.awaitReports(1)).containsExactly("REJECTED 0.1 0.0 kill");

            rig.terminal().kill();
            rig.attach();
            rig.awaitRow("no entries: kill");
            rig.terminal().command("click Tickpilot.kill");
            rig.awaitRow(" ready");
            rig.push(ExpertRig.buy("BUTTON-2"));
            rig.awaitPosition(0.10, 1.09800);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultProxy.Fault.class,
            names = {"SILENT", "CUT"})
    void goesToTheWebSocketAndBackAndLosesAndDoublesNothing(FaultProxy.Fault fault) throws Exception {
        ExpertRig rig = rig("failover-" + fault).with("FailAfterMillis", "1000").with("RecoverAfterMillis", "1000");
        rig.startBridge();
        try (FaultProxy control = new FaultProxy(BridgePorts.of(rig.addresses().control()), 1);
                FaultProxy signals =
                        new FaultProxy(BridgePorts.of(rig.addresses().signals()), 2);
                rig) {
            rig.with("ControlAddresses", control.address())
                    .with("SignalAddresses", signals.address())
                    .with("WebSocketAddress", rig.addresses().webSocket());
            rig.startTerminal();
            rig.push(ExpertRig.buy("OVER-1"));
            ExpertRig.await(() -> rig.orders().size() == 1);

            control.set(fault);
            signals.set(fault);
            rig.push(ExpertRig.buy("OVER-2"));
            rig.awaitPrint("now over WebSocket");
            ExpertRig.await(() -> rig.orders().size() == 2);
            assertThat(rig.awaitReports(2)).hasSize(2);

            control.set(FaultProxy.Fault.NONE);
            signals.set(FaultProxy.Fault.NONE);
            rig.awaitPrint("now over ZeroMQ");
            rig.push(ExpertRig.buy("OVER-3"));
            ExpertRig.await(() -> rig.orders().size() == 3);

            rig.awaitReports(3);
            assertThat(rig.reports()).extracting(TradeReport::signalId).containsExactly("OVER-1", "OVER-2", "OVER-3");
        }
    }

    @Test
    void forwardsPricesInOrderAndEachOnce() throws Exception {
        try (ExpertRig rig = rig("prices").startBridge().startTerminal()) {
            for (int i = 1; i <= 50; i++) {
                rig.quote(Math.round((1.1 + i * 0.00001) * 1e5) / 1e5);
            }

            ExpertRig.await(() -> ticks(rig).stream().anyMatch(tick -> tick.bid() == 1.1005));
            List<Tick> ticks = ticks(rig);
            assertThat(ticks).extracting(Tick::sourceSequence).isSorted().doesNotHaveDuplicates();
            assertThat(ticks).extracting(Tick::bid).isSorted().contains(1.10050);
        }
    }

    @Test
    void keysAreSealedAtTheFirstStartAndTheBridgeLetsItIn() throws Exception {
        Path keys = Files.createDirectory(folder().resolve("keys"));
        KeyFolder.Issued terminal = new KeyFolder(keys).issue(KeyHolder.of("mt4-1", "terminal"));
        ExpertRig rig = rig("curve")
                .bridgeWith(settings -> settings.withGuard(settings.guard().withCurve(keys.toString())));
        Files.createDirectories(rig.files());
        Files.copy(terminal.secret(), rig.files().resolve("keys.txt"));
        try (rig) {
            rig.startBridge().startTerminal();
            assertThat(rig.files().resolve("keys.txt")).doesNotExist();
            String stored = Files.readString(rig.files().resolve("keys.dat"), StandardCharsets.ISO_8859_1);
            assertThat(stored).doesNotContain(terminal.keys().own().secretKey()).doesNotContain("secret-key");

            rig.terminal().kill();
            rig.startTerminal();
        }
    }

    @Test
    void aDayLostStopsEntriesUntilTheBrokersMidnight() throws Exception {
        long evening = 1_767_308_100_000_000L; // 1 January 2026, 22:55 UTC
        ExpertRig rig = rig("midnight")
                .first("set zone 3600", "clock " + evening)
                .with("ControlAddresses", "tcp://127.0.0.1:1");
        rig.with("SignalAddresses", "tcp://127.0.0.1:1")
                .with("ReceiveWaitMillis", "0")
                .with("TimerMillis", "1000");
        try (rig) {
            rig.attach();
            rig.terminal().advance(Duration.ofSeconds(1));
            assertThat(rig.row()).contains("no entries: link");
            rig.terminal().command("set balance 9400");
            rig.quote(1.10001);
            rig.terminal().advance(Duration.ofSeconds(1));
            assertThat(rig.row()).contains("no entries: daily-loss");

            rig.terminal().kill();
            rig.first("set balance 9400");
            rig.attach();
            rig.terminal().advance(Duration.ofSeconds(1));
            assertThat(rig.row()).contains("no entries: daily-loss");

            rig.terminal().advance(Duration.ofMinutes(10));
            rig.quote(1.10002);
            rig.terminal().advance(Duration.ofSeconds(1));
            assertThat(rig.row()).contains("no entries: link");
        }
    }

    private static List<Tick> ticks(ExpertRig rig) throws Exception {
        return rig.events(Tick.class).stream()
                .filter(tick -> tick.source().equals("prices"))
                .toList();
    }
}
