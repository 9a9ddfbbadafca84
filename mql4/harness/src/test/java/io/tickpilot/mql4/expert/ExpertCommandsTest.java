package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.bridge.TestKafka;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.wire.proto.Command;
import io.tickpilot.wire.proto.Outbound;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Commands as the stream carries them, published beside a real bridge. */
class ExpertCommandsTest {
    private static TestKafka kafka;

    @TempDir
    private Path folder;

    private long sequence;

    @BeforeAll
    static void startKafka(@TempDir Path directory) throws Exception {
        assumeTrue(SimulatedMt4.isPossible(), "g++ is needed: apt-get install g++ libzmq3-dev");
        kafka = TestKafka.start(directory);
    }

    @AfterAll
    static void stopKafka() {
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void positionsAreTightenedReducedReportedAndClosedOnce() throws Exception {
        try (ExpertRig rig = new ExpertRig(kafka, folder, "ordered").startBridge();
                ZContext context = new ZContext()) {
            ZMQ.Socket publisher = publisher(rig, context);
            rig.startTerminal();
            awaitSubscription(publisher);
            rig.push(ExpertRig.buy("ORDERED-1"));
            rig.awaitPosition(0.10, 1.09800);

            rig.quote(1.10050);
            Outbound tighten = command(Command.Kind.TIGHTEN_STOPS, "account:ordered", "id=t1;atr=0.8");
            send(publisher, tighten);
            rig.awaitPosition(0.10, 1.09970);
            Outbound reduce = command(Command.Kind.REDUCE_POSITIONS, "scalp", "id=r1;fraction=0.3");
            send(publisher, reduce);
            rig.awaitPosition(0.07, 1.09970);
            // Whatever is replayed is known.
            send(publisher, reduce);
            send(publisher, tighten);
            send(publisher, command(Command.Kind.CLOSE_POSITIONS, "another", "id=c0"));
            send(publisher, command(Command.Kind.REPORT_POSITIONS, "*", ""));
            ExpertRig.await(() -> positions(rig).stream()
                    .anyMatch(report -> report.positions().size() == 1
                            && report.positions().get(0).lots() == 0.07));
            send(publisher, command(Command.Kind.CLOSE_POSITIONS, "*", "id=c1"));

            assertThat(rig.awaitReports(4))
                    .containsExactly(
                            "OPENED 0.1 0.1 signal",
                            "MODIFIED 0.1 0.1 command:t1",
                            "PARTIALLY_CLOSED 0.03 0.07 command:r1",
                            "CLOSED 0.07 0.0 command:c1");
            assertThat(rig.reports()).extracting(TradeReport::signalId).containsOnly("ORDERED-1");
        }
    }

    @Test
    void whatIsForbiddenStaysSoOverARestartUntilItIsAllowed() throws Exception {
        try (ExpertRig rig = new ExpertRig(kafka, folder, "forbidden").startBridge();
                ZContext context = new ZContext()) {
            ZMQ.Socket publisher = publisher(rig, context);
            rig.startTerminal();
            awaitSubscription(publisher);
            send(publisher, command(Command.Kind.KILL, "account:somebody", ""));
            send(publisher, command(Command.Kind.BLOCK_ENTRIES, "*", "id=news"));
            rig.awaitRow("no entries: block:news");
            rig.push(ExpertRig.buy("FORBIDDEN-1"));
            assertThat(rig.awaitReports(1)).last().isEqualTo("REJECTED 0.1 0.0 block:news");

            send(publisher, command(Command.Kind.KILL, "*", ""));
            rig.awaitRow("no entries: kill");
            send(publisher, command(Command.Kind.UNBLOCK_ENTRIES, "*", "id=news"));
            rig.terminal().kill();
            rig.attach();
            rig.awaitRow("no entries: kill");
            awaitSubscription(publisher);
            send(publisher, command(Command.Kind.RESUME, "*", ""));
            rig.awaitRow(" ready");
            send(publisher, command(Command.Kind.TRIP_BREAKER, "symbol", "cause=drawdown;cooldown=0"));
            rig.awaitRow("no entries: breaker:drawdown");
            send(publisher, command(Command.Kind.RESET_BREAKER, "symbol", ""));
            rig.awaitRow(" ready");

            send(publisher, command(Command.Kind.SET_LIMITS, "account:forbidden", "max-lots=0.04;risk-scale=0.5"));
            rig.awaitPrint("max-lots=0.04");
            rig.push(ExpertRig.buy("FORBIDDEN-2"));
            rig.awaitPosition(0.04, 1.09800);
        }
    }

    private static ZMQ.Socket publisher(ExpertRig rig, ZContext context) {
        ZMQ.Socket publisher = context.createSocket(SocketType.XPUB);
        publisher.setXpubVerbose(true);
        publisher.setReceiveTimeOut(60_000);
        int port = publisher.bindToRandomPort("tcp://127.0.0.1");
        rig.with("SignalAddresses", rig.addresses().signals() + ",tcp://127.0.0.1:" + port);
        return publisher;
    }

    private Outbound command(Command.Kind kind, String target, String argument) {
        return Outbound.newBuilder()
                .setCommand(Command.newBuilder()
                        .setSymbol("*")
                        .setKind(kind)
                        .setTarget(target)
                        .setArgument(argument)
                        .setIssuedBy("test")
                        .setSource("test-" + folder.hashCode())
                        .setSourceSequence(++sequence))
                .build();
    }

    private static void send(ZMQ.Socket publisher, Outbound outbound) {
        publisher.sendMore("* ".getBytes(StandardCharsets.UTF_8));
        publisher.send(outbound.toByteArray());
    }

    /** Waits until the terminal has subscribed. */
    private static void awaitSubscription(ZMQ.Socket publisher) {
        byte[] told = publisher.recv();
        while (told != null && told[0] != 1) {
            told = publisher.recv();
        }
        assertThat(told).isNotNull();
    }

    private static List<PositionReport> positions(ExpertRig rig) throws Exception {
        return rig.events(PositionReport.class).stream()
                .filter(report -> report.account().equals("ordered"))
                .toList();
    }
}
