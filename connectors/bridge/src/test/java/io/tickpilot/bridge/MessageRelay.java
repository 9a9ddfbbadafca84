package io.tickpilot.bridge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Speaks whole ZeroMQ messages on both sides, and drops, doubles, delays and so reorders them by its seed: what TCP never does
 * within a connection, and a chain of relays, queues and restarts may. Carries requests and answers (ROUTER to one DEALER a
 * client) and a publisher's messages (SUB to PUB).
 */
public final class MessageRelay implements AutoCloseable {
    private static final long LATE_NANOS = 60_000_000L;

    private final ZContext context = new ZContext();
    private final String target;
    private final boolean publishes;
    private final Random random;
    private final Thread thread;
    private final String address;
    private final ZMQ.Socket front;
    private final Map<Client, ZMQ.Socket> backs = new HashMap<>();
    private final PriorityQueue<Late> late = new PriorityQueue<>((a, b) -> Long.compare(a.dueNanos(), b.dueNanos()));
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong delayed = new AtomicLong();
    private volatile double rate;
    private volatile boolean closing;

    /** A client by its routing id. */
    private record Client(byte[] id) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Client that && Arrays.equals(id, that.id);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(id);
        }
    }

    private record Late(long dueNanos, ZMQ.Socket to, List<byte[]> frames) {}

    private MessageRelay(String target, boolean publishes, long seed) {
        this.target = target;
        this.publishes = publishes;
        random = new Random(seed);
        front = context.createSocket(publishes ? SocketType.PUB : SocketType.ROUTER);
        front.setLinger(0);
        front.setHandshakeIvl(RawPeer.HANDSHAKE_MILLIS);
        address = "tcp://127.0.0.1:" + front.bindToRandomPort("tcp://127.0.0.1");
        thread = new Thread(this::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Between clients and a ROUTER. */
    public static MessageRelay ofRequests(String target, long seed) {
        return new MessageRelay(target, false, seed);
    }

    /** Between a PUB and its subscribers. */
    public static MessageRelay ofPublished(String target, long seed) {
        return new MessageRelay(target, true, seed);
    }

    public String address() {
        return address;
    }

    /** Probability, for each message, of each of the three: to vanish, to come twice, to come up to 60 ms late. */
    public void disturb(double probability) {
        rate = probability;
    }

    public long dropped() {
        return dropped.get();
    }

    public long doubled() {
        return doubled.get();
    }

    public long delayed() {
        return delayed.get();
    }

    private void run() {
        if (publishes) {
            ZMQ.Socket subscriber = back(SocketType.SUB);
            subscriber.subscribe(new byte[0]);
            backs.put(new Client(new byte[0]), subscriber);
        }
        while (!closing) {
            boolean busy = publishes ? fromPublisher() : fromClients() | fromServer();
            busy |= deliverLate();
            if (!busy) {
                LockSupport.parkNanos(200_000);
            }
        }
        context.close();
    }

    private boolean fromPublisher() {
        ZMQ.Socket subscriber = backs.values().iterator().next();
        List<byte[]> message = receive(subscriber);
        if (message == null) {
            return false;
        }
        carry(front, message);
        return true;
    }

    private boolean fromClients() {
        List<byte[]> message = receive(front);
        if (message == null) {
            return false;
        }
        Client client = new Client(message.get(0));
        carry(backs.computeIfAbsent(client, added -> back(SocketType.DEALER)), message.subList(1, message.size()));
        return true;
    }

    private boolean fromServer() {
        boolean any = false;
        for (Map.Entry<Client, ZMQ.Socket> back : backs.entrySet()) {
            List<byte[]> message = receive(back.getValue());
            if (message != null) {
                message.add(0, back.getKey().id());
                carry(front, message);
                any = true;
            }
        }
        return any;
    }

    private void carry(ZMQ.Socket to, List<byte[]> frames) {
        double die = random.nextDouble();
        double probability = rate;
        if (die < probability) {
            dropped.incrementAndGet();
        } else if (die < 2 * probability) {
            doubled.incrementAndGet();
            send(to, frames);
            late.add(new Late(due(), to, frames));
        } else if (die < 3 * probability) {
            delayed.incrementAndGet();
            late.add(new Late(due(), to, frames));
        } else {
            send(to, frames);
        }
    }

    private long due() {
        return System.nanoTime() + (long) (random.nextDouble() * LATE_NANOS);
    }

    private boolean deliverLate() {
        boolean any = false;
        for (Late head = late.peek(); head != null && head.dueNanos() <= System.nanoTime(); head = late.peek()) {
            late.poll();
            send(head.to(), head.frames());
            any = true;
        }
        return any;
    }

    private ZMQ.Socket back(SocketType type) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setHandshakeIvl(RawPeer.HANDSHAKE_MILLIS);
        socket.connect(target);
        return socket;
    }

    private static @Nullable List<byte[]> receive(ZMQ.Socket socket) {
        byte[] first = socket.recv(ZMQ.DONTWAIT);
        if (first == null) {
            return null;
        }
        List<byte[]> frames = new ArrayList<>();
        frames.add(first);
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
        }
        return frames;
    }

    private static void send(ZMQ.Socket socket, List<byte[]> frames) {
        ArrayDeque<byte[]> left = new ArrayDeque<>(frames);
        while (!left.isEmpty()) {
            byte[] frame = left.remove();
            socket.send(frame, ZMQ.DONTWAIT | (left.isEmpty() ? 0 : ZMQ.SNDMORE));
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join(5_000);
    }
}
