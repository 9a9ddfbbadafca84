package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.local.Main;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.StreamClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What keeps it from running for minutes in vain. */
class EaSimulateCommandTest {
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void needCompiler() {
        assumeTrue(SimulatedMt4.lacks().isEmpty(), SimulatedMt4::lacks);
    }

    @Test
    void tellsThatNoBridgeIsThere() {
        assertThat(run("tcp://127.0.0.1:1")).isEqualTo(2);

        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "tickpilot: no bridge is heard at tcp://127.0.0.1:1: start one with ./tickpilot bridge");
    }

    @Test
    void leavesTheBridgeOfADemoAlone() {
        byte[] clock = Outbound.newBuilder()
                .setClock(StreamClock.newBuilder().setTimeMicros(1_763_355_600_000_000L))
                .build()
                .toByteArray();
        try (ZContext context = new ZContext()) {
            ZMQ.Socket stream = context.createSocket(SocketType.PUB);
            stream.setHandshakeIvl(2_000); // as the bridge does
            int port = stream.bindToRandomPort("tcp://127.0.0.1");
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> run("tcp://127.0.0.1:" + port));
            await().pollInSameThread().atMost(Duration.ofSeconds(120)).until(() -> {
                stream.sendMore("* ");
                stream.send(clock);
                return exit.isDone();
            });

            assertThat(exit.join()).as(err.toString()).isEqualTo(2);
            assertThat(err.toString())
                    .contains(
                            "has a market's time, 2025-11-17T05:00:00Z: for a demo use ./tickpilot demo --terminal ea");
        }
    }

    private int run(String signals) {
        return Main.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute("ea", "simulate", "--seconds", "1", "--input", "SignalAddresses=" + signals);
    }
}
