package io.tickpilot.local.ea;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.StreamClock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class StreamClockProbeTest {

    @Test
    void hearsTheClockOfAStream() {
        byte[] clock = Outbound.newBuilder()
                .setClock(StreamClock.newBuilder().setTimeMicros(1_763_355_600_000_000L))
                .build()
                .toByteArray();
        try (ZContext context = new ZContext()) {
            ZMQ.Socket stream = context.createSocket(SocketType.XPUB);
            stream.setReceiveTimeOut(50_000);
            int port = stream.bindToRandomPort("tcp://127.0.0.1");
            CompletableFuture<OptionalLong> heard = CompletableFuture.supplyAsync(
                    () -> StreamClockProbe.hear("tcp://127.0.0.1:" + port, Duration.ofSeconds(60)));

            assertThat(stream.recv()).as("a subscription").isNotNull();
            stream.sendMore("* ");
            stream.send(clock);

            assertThat(heard.join()).hasValue(1_763_355_600_000_000L);
        }
    }

    @Test
    void hearsNothingWhereNothingIs() {
        assertThat(StreamClockProbe.hear("tcp://127.0.0.1:1", Duration.ofMillis(300)))
                .isEmpty();
    }
}
