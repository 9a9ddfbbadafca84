package io.tickpilot.local.ea;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.StreamClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class StreamClockProbeTest {
    private static final long NOW = 1_763_355_600_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void hearsTheClockOfAStream() {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket stream = context.createSocket(SocketType.XPUB);
            int port = stream.bindToRandomPort("tcp://127.0.0.1");
            CompletableFuture<OptionalLong> heard = hear(port, PATIENCE);

            tellTheTime(stream);

            assertThat(heard.join()).hasValue(NOW);
        }
    }

    @Test
    void dialsAgainWhereAHandshakeStalls() throws Exception {
        try (ZContext context = new ZContext();
                ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = silent.getLocalPort();
            CompletableFuture<OptionalLong> heard = hear(port, Duration.ofSeconds(20));
            try (Socket stalled = silent.accept()) {
                silent.close();
                ZMQ.Socket stream = context.createSocket(SocketType.XPUB);
                stream.bind("tcp://127.0.0.1:" + port);

                tellTheTime(stream);

                assertThat(stalled.isClosed()).isFalse();
                assertThat(heard.join()).hasValue(NOW);
            }
        }
    }

    @Test
    void hearsNothingWhereNothingIs() {
        assertThat(StreamClockProbe.hear("tcp://127.0.0.1:1", Duration.ofMillis(300), PATIENCE))
                .isEmpty();
    }

    private static CompletableFuture<OptionalLong> hear(int port, Duration listening) {
        return CompletableFuture.supplyAsync(
                () -> StreamClockProbe.hear("tcp://127.0.0.1:" + port, PATIENCE, listening));
    }

    /** To the first that subscribes. */
    private static void tellTheTime(ZMQ.Socket stream) {
        stream.setReceiveTimeOut(50_000);
        assertThat(stream.recv()).as("a subscription").isNotNull();
        stream.sendMore("* ");
        stream.send(Outbound.newBuilder()
                .setClock(StreamClock.newBuilder().setTimeMicros(NOW))
                .build()
                .toByteArray());
    }
}
