package io.tickpilot.bench.bridge;

import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * How much one bridge carries: feeds that upload as fast as it acknowledges, and signals as fast as every terminal takes them. Three
 * processes: Kafka, the bridge, all clients. Closed loop: a rate is what was carried, never what was offered.
 */
public final class CarryBench {
    private static final int IN_FLIGHT = 32;
    private static final int QUEUE = 1_024;
    /** Of a terminal that sends each tick at once, and of a feed under load. */
    private static final int[] BATCHES = {1, 128};

    private static final int OUTSTANDING_SIGNALS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Integer> clients;
    private final int seconds;
    private final PrintStream progress;
    private final Report report = new Report("bridge");
    private int runs;

    public CarryBench(List<Integer> clients, int seconds, PrintStream progress) {
        this.clients = List.copyOf(clients);
        this.seconds = seconds;
        this.progress = progress;
    }

    /** What was measured so far. */
    public Report report() {
        return report;
    }

    /** @param data folder for Kafka, emptied by the caller afterwards */
    public void run(Path data) throws IOException, InterruptedException {
        report.note(String.format(
                Locale.ROOT,
                "Closed loop, three processes (Kafka, bridge, clients), journal async, %d s each after %d s of warm-up; processors"
                        + " used by each process.",
                seconds,
                warmUp()));
        try (KafkaHost kafka = KafkaHost.start(data);
                BridgeHost bridge = BridgeHost.start(
                        data, kafka.bootstrap(), BridgeHost.ANY_PORTS + ", websocket: {enabled: false}")) {
            for (int number : clients) {
                for (int batch : BATCHES) {
                    upload(kafka, bridge, number, batch);
                }
            }
            for (int number : clients) {
                fanOut(kafka, bridge, number);
            }
        }
    }

    private int warmUp() {
        return Math.max(1, seconds / 2);
    }

    private void upload(KafkaHost kafka, BridgeHost bridge, int number, int batch)
            throws IOException, InterruptedException {
        int run = ++runs;
        List<BridgeClient> feeds = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ClientSettings defaults =
                    ClientSettings.feed("feed" + i, bridge.addresses().control());
            feeds.add(BridgeClient.connect(new ClientSettings(
                    defaults.name(),
                    defaults.role(),
                    defaults.control(),
                    defaults.signals(),
                    QUEUE,
                    batch,
                    IN_FLIGHT,
                    Duration.ofSeconds(10),
                    defaults.heartbeat(),
                    defaults.fallback(),
                    defaults.keys())));
        }
        try {
            long[] sent = new long[number];
            push(feeds, sent, run, warmUp());
            Use use = new Use(kafka, bridge);
            long before = accepted(feeds);
            long started = System.nanoTime();
            push(feeds, sent, run, seconds);
            long carried = accepted(feeds) - before;
            double elapsed = (System.nanoTime() - started) / 1e9;
            Map<String, Object> row = row("ticks in, acknowledged", number, batch, carried / elapsed, use, elapsed);
            long offered = 0;
            for (int i = 0; i < number; i++) {
                feeds.get(i).flush(PATIENCE);
                offered += sent[i];
            }
            row.put("lost", offered - accepted(feeds));
            row.put(
                    "doubled",
                    feeds.stream().mapToLong(f -> f.stats().duplicates()).sum());
        } finally {
            feeds.forEach(BridgeClient::close);
        }
    }

    /** Keeps every feed's queue full from this thread. */
    private static void push(List<BridgeClient> feeds, long[] sent, int run, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            boolean any = false;
            for (int i = 0; i < sent.length; i++) {
                String source = "run" + run + "-" + i;
                for (int j = 0; j < QUEUE && feeds.get(i).send(tick(i, source, sent[i])); j++) {
                    sent[i]++;
                    any = true;
                }
            }
            if (!any) {
                LockSupport.parkNanos(500_000);
            }
        }
    }

    private static Tick tick(int feed, String source, long sequence) {
        String symbol = "B" + (char) ('A' + feed / 26) + (char) ('A' + feed % 26) + "USD";
        return new Tick(symbol, MarketClock.system().micros(), 1.1, 1.10001, 1, 1, source, sequence);
    }

    private static long accepted(List<BridgeClient> feeds) {
        return feeds.stream().mapToLong(feed -> feed.stats().accepted()).sum();
    }

    /** Counts what a terminal was given. */
    private static final class Taken implements ClientListener {
        private final LongAdder signals = new LongAdder();

        @Override
        public void onSignal(Signal signal) {
            signals.increment();
        }
    }

    private void fanOut(KafkaHost kafka, BridgeHost bridge, int number) throws IOException, InterruptedException {
        int run = ++runs;
        List<BridgeClient> terminals = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Taken own = new Taken();
            taken.add(own);
            terminals.add(BridgeClient.connect(
                    ClientSettings.terminal(
                            "terminal" + i,
                            bridge.addresses().control(),
                            bridge.addresses().signals()),
                    MarketClock.system(),
                    own));
        }
        try (ZContext context = new ZContext()) {
            ZMQ.Socket push = context.createSocket(SocketType.PUSH);
            push.setLinger(0);
            push.connect(bridge.addresses().signalsIn());
            Fan fan = new Fan(push, taken, run);
            fan.awaitSubscribed();
            fan.publish(warmUp());
            Use use = new Use(kafka, bridge);
            long before = fan.published;
            long started = System.nanoTime();
            fan.publish(seconds);
            double elapsed = (System.nanoTime() - started) / 1e9;
            double rate = (fan.published - before) / elapsed;
            Map<String, Object> row = row("signals out, to every terminal", number, 1, rate, use, elapsed);
            fan.awaitTaken();
            row.put("lost", fan.lost());
            row.put("doubled", fan.doubled());
        } finally {
            terminals.forEach(BridgeClient::close);
        }
    }

    /** Pushes signals into a bridge and never runs ahead of the slowest terminal by more than {@link #OUTSTANDING_SIGNALS}. */
    private static final class Fan {
        private final ZMQ.Socket push;
        private final List<Taken> taken;
        private final int run;
        private final long[] base;
        private long published;
        private long probes;

        Fan(ZMQ.Socket push, List<Taken> taken, int run) {
            this.push = push;
            this.taken = taken;
            this.run = run;
            this.base = new long[taken.size()];
        }

        /** Until each terminal has a signal, and none has more to come. */
        void awaitSubscribed() throws InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (taken.stream().anyMatch(own -> own.signals.sum() == 0) && System.nanoTime() < end) {
                send("probe" + run + "-" + probes++);
                TimeUnit.MILLISECONDS.sleep(50);
            }
            for (long before = -1; before != total(); TimeUnit.SECONDS.sleep(1)) {
                before = total();
            }
            for (int i = 0; i < base.length; i++) {
                base[i] = taken.get(i).signals.sum();
            }
        }

        private long total() {
            return taken.stream().mapToLong(own -> own.signals.sum()).sum();
        }

        void publish(int seconds) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < end) {
                long room = OUTSTANDING_SIGNALS - (published - slowest());
                for (long i = 0; i < room; i++) {
                    send("run" + run + "-" + published++);
                }
                if (room <= 0) {
                    LockSupport.parkNanos(200_000);
                }
            }
        }

        private void send(String id) {
            push.send(WireCodec.encode(
                    MadeUpSignals.signal(id, MarketClock.system().micros())));
        }

        private long slowest() {
            long slowest = Long.MAX_VALUE;
            for (int i = 0; i < base.length; i++) {
                slowest = Math.min(slowest, taken.get(i).signals.sum() - base[i]);
            }
            return slowest;
        }

        void awaitTaken() throws InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (slowest() < published && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }

        long lost() {
            return difference(1);
        }

        long doubled() {
            return difference(-1);
        }

        private long difference(int sign) {
            long sum = 0;
            for (int i = 0; i < base.length; i++) {
                sum += Math.max(0, sign * (published - (taken.get(i).signals.sum() - base[i])));
            }
            return sum;
        }
    }

    /** Processor time of the three processes since it was made. */
    private record Use(
            KafkaHost kafka, BridgeHost bridge, long kafkaMillis, long bridgeMillis, long ownMillis, double load) {
        Use(KafkaHost kafka, BridgeHost bridge) {
            this(
                    kafka,
                    bridge,
                    kafka.process().cpu().toMillis(),
                    bridge.process().cpu().toMillis(),
                    Machine.cpuMillis(),
                    Machine.load());
        }

        void fill(Map<String, Object> row, double seconds) {
            double millis = seconds * 1_000;
            row.put("bridge cpu", (bridge.process().cpu().toMillis() - bridgeMillis) / millis);
            row.put("kafka cpu", (kafka.process().cpu().toMillis() - kafkaMillis) / millis);
            row.put("clients cpu", (Machine.cpuMillis() - ownMillis) / millis);
            row.put("load", String.format(Locale.ROOT, "%.1f-%.1f", load, Machine.load()));
        }
    }

    private Map<String, Object> row(String what, int number, int batch, double rate, Use use, double elapsed) {
        Map<String, Object> row = report.row();
        row.put("what", what);
        row.put("clients", (long) number);
        row.put("a request", (long) batch);
        row.put("a second", (long) rate);
        row.put("deliveries a second", (long) (what.startsWith("signals") ? rate * number : rate));
        use.fill(row, elapsed);
        progress.printf(
                Locale.ROOT, "bridge: %s, %d clients, %d a request: %,.0f a second%n", what, number, batch, rate);
        return row;
    }
}
