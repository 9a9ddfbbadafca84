package io.tickpilot.bench.bridge;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.Topics;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * One terminal under steady traffic, a tick a millisecond in and a signal every two out, that tells for how long nothing came. Signals are
 * pushed to every bridge and written to Kafka, as the job does.
 */
final class Traffic implements AutoCloseable {
    private static final String SIGNAL = "signal";
    private static final long TICK_NANOS = 1_000_000;
    private static final long SIGNAL_NANOS = 2_000_000;

    private final BridgeClient client;
    private final List<String> bridges;
    private final String bootstrap;
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final Gap signalGap = new Gap();
    private final Gap ackGap = new Gap();
    private final Thread feed = new Thread(this::feed, "bench-feed");
    private final Thread job = new Thread(this::job, "bench-job");
    private final Thread watch = new Thread(this::watch, "bench-watch");
    private volatile boolean sending = true;
    private volatile boolean closing;

    /** The longest time without an event since it was asked to begin. */
    static final class Gap {
        private long last = System.nanoTime();
        private long longest;

        synchronized void event() {
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
        }

        synchronized void begin() {
            last = System.nanoTime();
            longest = 0;
        }

        synchronized long nanos() {
            return Math.max(longest, System.nanoTime() - last);
        }
    }

    /** @param signalsIn where bridges take signals */
    Traffic(ClientSettings settings, List<String> signalsIn, String bootstrap) {
        this.bootstrap = bootstrap;
        bridges = List.copyOf(signalsIn);
        client = BridgeClient.connect(settings, MarketClock.system(), new ClientListener() {
            @Override
            public void onSignal(Signal signal) {
                signalGap.event();
                if (!ids.add(signal.id())) {
                    doubled.incrementAndGet();
                }
            }
        });
        for (Thread thread : List.of(feed, job, watch)) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    BridgeClient client() {
        return client;
    }

    void begin() {
        signalGap.begin();
        ackGap.begin();
    }

    long signalGapNanos() {
        return signalGap.nanos();
    }

    long ackGapNanos() {
        return ackGap.nanos();
    }

    /** Waits until so much more came back, both ways. */
    void awaitFlow(int more, Duration patience) throws InterruptedException {
        long signals = ids.size() + more;
        long accepted = client.stats().accepted() + more;
        long end = System.nanoTime() + patience.toNanos();
        while (ids.size() < signals || client.stats().accepted() < accepted) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("traffic does not flow again: signals=" + ids.size() + " of "
                        + published.get() + " stats=" + client.stats());
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private void feed() {
        long due = System.nanoTime();
        while (sending) {
            long number = sent.get();
            if (client.send(new Tick("EURUSD", MarketClock.system().micros(), 1.1, 1.10001, 1, 1, "traffic", number))) {
                sent.incrementAndGet();
            }
            due = pace(due, TICK_NANOS);
        }
    }

    private void job() {
        Map<String, Object> config =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ProducerConfig.ACKS_CONFIG, "all");
        try (ZContext context = new ZContext();
                KafkaProducer<byte[], byte[]> kafka =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            Map<String, ZMQ.Socket> sockets = new HashMap<>();
            long due = System.nanoTime();
            while (sending) {
                byte[] signal = WireCodec.encode(MadeUpSignals.signal(
                        SIGNAL + published.get(), MarketClock.system().micros()));
                for (String bridge : bridges) {
                    ZMQ.Socket socket = sockets.computeIfAbsent(bridge, address -> {
                        ZMQ.Socket created = context.createSocket(SocketType.PUSH);
                        created.setLinger(0);
                        created.connect(address);
                        return created;
                    });
                    socket.send(signal, ZMQ.DONTWAIT);
                }
                kafka.send(new ProducerRecord<>(Topics.SIGNALS, new byte[0], signal));
                published.incrementAndGet();
                due = pace(due, SIGNAL_NANOS);
            }
        }
    }

    private static long pace(long due, long interval) {
        long next = due + interval;
        LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
        return next;
    }

    /** Acknowledgements are seen a millisecond late at most. */
    private void watch() {
        long accepted = 0;
        while (!closing) {
            long now = client.stats().accepted();
            if (now != accepted) {
                accepted = now;
                ackGap.event();
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /**
     * What came of everything.
     *
     * @param ticks sent; {@code ticksLost} were never acknowledged
     * @param lost where in the stream signals are missing, empty when none is
     */
    record Count(long ticks, long ticksLost, long signals, long signalsLost, long signalsDoubled, String lost) {
        @Override
        public String toString() {
            return ticks + " ticks sent, " + ticksLost + " not acknowledged; " + signals + " signals published, "
                    + signalsLost + " lost" + lost + ", " + signalsDoubled + " doubled";
        }
    }

    /** Ends the traffic and waits until all of it arrived. */
    Count settle(Duration patience) throws InterruptedException {
        sending = false;
        feed.join();
        job.join();
        client.flush(patience);
        long end = System.nanoTime() + patience.toNanos();
        while (ids.size() < published.get() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        long accepted = client.stats().accepted() + client.stats().duplicates();
        return new Count(
                sent.get(),
                sent.get() - accepted,
                published.get(),
                published.get() - ids.size(),
                doubled.get(),
                missing());
    }

    private String missing() {
        long[] missing = LongStream.range(0, published.get())
                .filter(number -> !ids.contains(SIGNAL + number))
                .toArray();
        return missing.length == 0 ? "" : " (from " + missing[0] + " to " + missing[missing.length - 1] + ")";
    }

    @Override
    public void close() {
        sending = false;
        closing = true;
        client.close();
    }
}
