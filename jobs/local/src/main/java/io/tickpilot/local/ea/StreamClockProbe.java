package io.tickpilot.local.ea;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.wire.proto.Outbound;
import java.time.Duration;
import java.util.OptionalLong;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Listens to a bridge's stream for its clock, which it publishes each second to whoever it lets in. */
public final class StreamClockProbe {
    private static final String EVERYONE = "* ";

    private StreamClockProbe() {}

    /**
     * What the bridge calls now, epoch microseconds; empty when none was heard in time.
     *
     * @param signals address of the bridge's signals
     */
    public static OptionalLong hear(String signals, Duration patience) {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket stream = context.createSocket(SocketType.SUB);
            stream.subscribe(EVERYONE);
            stream.connect(signals);
            long end = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < end) {
                stream.setReceiveTimeOut(Math.max(1, (int) ((end - System.nanoTime()) / 1_000_000)));
                if (stream.recv() == null) {
                    return OptionalLong.empty();
                }
                Outbound outbound = Outbound.parseFrom(stream.recv());
                if (outbound.hasClock()) {
                    return OptionalLong.of(outbound.getClock().getTimeMicros());
                }
            }
            return OptionalLong.empty();
        } catch (InvalidProtocolBufferException e) {
            return OptionalLong.empty();
        }
    }
}
