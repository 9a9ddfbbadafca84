package io.tickpilot.bridge.curve;

import io.tickpilot.bridge.access.Refusals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMonitor;
import zmq.ZError;
import zmq.util.Errno;

/**
 * Counts the connections to the sockets it is set on and ends those that are too many before their handshake. Counts those
 * that ZeroMQ ends for the length of a frame. Has the system look after silent ones, so that one whose machine is gone ends
 * within a minute. Told by ZeroMQ's own threads.
 */
final class ConnectionGate implements ZEvent.ZEventConsummer {
    static final int EVENTS = ZMQ.EVENT_ACCEPTED | ZMQ.EVENT_DISCONNECTED;
    private static final int IDLE_SECONDS = 30;
    private static final int PROBE_SECONDS = 10;
    private static final int PROBES = 3;

    private final int most;
    private final int mostFromOne;
    private final Refusals refusals;
    /** Of the thread that tells; ZeroMQ leaves there why it ended a connection. */
    private final Errno errno = new Errno();

    private final Map<Object, InetAddress> open = new IdentityHashMap<>();
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();

    /**
     * @param most connections at once
     * @param mostFromOne connections at once from one address
     */
    ConnectionGate(int most, int mostFromOne, Refusals refusals) {
        this.most = most;
        this.mostFromOne = mostFromOne;
        this.refusals = refusals;
    }

    @Override
    public void consume(ZEvent event) {
        if (!(event.getValue() instanceof SocketChannel channel)) {
            return;
        }
        if (event.getEvent() == ZMonitor.Event.ACCEPTED) {
            accepted(channel);
        } else {
            InetAddress address = ended(channel);
            if (errno.is(ZError.EMSGSIZE)) {
                errno.set(0);
                refusals.count("frame is far too long", address == null ? "unknown" : address.getHostAddress());
            }
        }
    }

    synchronized int count() {
        return open.size();
    }

    private void accepted(SocketChannel channel) {
        try {
            InetAddress address = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
            String refused = enter(channel, address);
            if (refused == null) {
                watch(channel);
            } else {
                refusals.count(refused, address.getHostAddress());
                // ZeroMQ's thread reads an end and closes; a channel closed under its hands would stay in its books.
                channel.shutdownInput();
            }
        } catch (IOException e) {
            // It is gone already.
            ended(channel);
        }
    }

    private synchronized @Nullable String enter(SocketChannel channel, InetAddress address) {
        if (open.size() >= most) {
            return "too many connections";
        }
        if (byAddress.getOrDefault(address, 0) >= mostFromOne) {
            return "too many connections from one address";
        }
        open.put(channel, address);
        byAddress.merge(address, 1, Integer::sum);
        return null;
    }

    /** @return where it came from, or null when it was not let in */
    private synchronized @Nullable InetAddress ended(SocketChannel channel) {
        InetAddress address = open.remove(channel);
        if (address != null) {
            byAddress.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
        }
        return address;
    }

    private static void watch(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
        set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    }

    private static void set(SocketChannel channel, SocketOption<Integer> option, int value) throws IOException {
        if (channel.supportedOptions().contains(option)) {
            channel.setOption(option, value);
        }
    }
}
