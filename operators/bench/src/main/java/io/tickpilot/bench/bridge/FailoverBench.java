package io.tickpilot.bench.bridge;

import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.client.WebSocketFallback;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a terminal is without a bridge: when its ZeroMQ lines fail and it goes to the WebSocket, when it comes back, and when the
 * active bridge is killed and the one that stands by takes over. Bridges and Kafka are processes of their own.
 */
public final class FailoverBench {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Events both ways that prove the flow. */
    private static final int FLOW = 50;

    private static final long LOOK_MILLIS = 1;

    private final FailoverPlan plan;
    private final PrintStream progress;
    private final Report report = new Report("failover");
    private Traffic.@Nullable Count legs;

    public FailoverBench(FailoverPlan plan, PrintStream progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** What was measured so far. */
    public Report report() {
        return report;
    }

    /** What came of all traffic over both legs; null before that. */
    Traffic.@Nullable Count legs() {
        return legs;
    }

    /** @param data folder for Kafka, emptied by the caller afterwards */
    public void run(Path data) throws IOException, InterruptedException {
        report.note(
                "A tick a millisecond in, a signal every two out, all the while. Until done: from the fault, or its end, until the"
                        + " terminal stands on the other leg; from a kill until " + FLOW
                        + " more signals and ticks have passed. Gaps: the longest time without a signal, or an acknowledgement.");
        double load = Machine.load();
        try (KafkaHost kafka = KafkaHost.start(data)) {
            if (plan.switches() > 0) {
                legs(kafka, data);
            }
            if (plan.kills() > 0) {
                takeOver(kafka, data);
            }
        }
        report.note(String.format(Locale.ROOT, "Load average %.1f before, %.1f after.", load, Machine.load()));
    }

    private void legs(KafkaHost kafka, Path data) throws IOException, InterruptedException {
        String limits = BridgeHost.ANY_PORTS + ", websocket: {port: 0}";
        try (BridgeHost bridge = BridgeHost.start(data, kafka.bootstrap(), limits);
                Line control = new Line(bridge.addresses().control());
                Line signals = new Line(bridge.addresses().signals());
                Traffic traffic = new Traffic(
                        ClientSettings.terminal("terminal", control.address("tcp"), signals.address("tcp"))
                                .withHeartbeat(plan.heartbeat())
                                .withFallback(
                                        WebSocketFallback.to(bridge.addresses().webSocket())
                                                .switching(plan.failAfter(), plan.recoverAfter())),
                        List.of(bridge.addresses().signalsIn()),
                        kafka.bootstrap())) {
            traffic.awaitFlow(FLOW, PATIENCE);
            Distribution cut = new Distribution();
            Distribution silent = new Distribution();
            Distribution back = new Distribution();
            for (int i = 0; i < plan.switches(); i++) {
                Line.State how = i % 2 == 0 ? Line.State.CUT : Line.State.SILENT;
                Distribution away = i % 2 == 0 ? cut : silent;
                change(traffic, control, signals, how, away, () -> traffic.client()
                        .stats()
                        .overWebSocket());
                change(traffic, control, signals, Line.State.WELL, back, () -> !traffic.client()
                        .stats()
                        .overWebSocket());
                progress.printf("failover: switch %d of %d and back%n", i + 1, plan.switches());
            }
            report.note(String.format(
                    Locale.ROOT,
                    "Terminal: heartbeat %d ms, fails after %d ms, recovers after %d ms.",
                    plan.heartbeat().toMillis(),
                    plan.failAfter().toMillis(),
                    plan.recoverAfter().toMillis()));
            cut.addTo(report, "to the WebSocket, ZeroMQ cut");
            silent.addTo(report, "to the WebSocket, ZeroMQ silent");
            back.addTo(report, "back to ZeroMQ");
            legs = traffic.settle(PATIENCE);
            report.note("Switches: " + legs + ".");
        }
    }

    private static void change(
            Traffic traffic, Line control, Line signals, Line.State to, Distribution found, BooleanSupplier done)
            throws InterruptedException {
        traffic.begin();
        long started = System.nanoTime();
        control.set(to);
        signals.set(to);
        await(done);
        long switched = System.nanoTime() - started;
        traffic.awaitFlow(FLOW, PATIENCE);
        found.add(switched, traffic);
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the terminal did not change its leg");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Killed bridges come back as the next ones that stand by, at the addresses they had. */
    private void takeOver(KafkaHost kafka, Path data) throws IOException, InterruptedException {
        ArrayDeque<Seat> seats = new ArrayDeque<>(List.of(Seat.free(), Seat.free()));
        ArrayDeque<BridgeHost> running = new ArrayDeque<>();
        Distribution found = new Distribution();
        List<String> controls = new ArrayList<>();
        List<String> published = new ArrayList<>();
        List<String> signalsIn = new ArrayList<>();
        try {
            for (Seat seat : seats) {
                BridgeHost bridge = start(kafka, data, seat, running.isEmpty() ? "active" : "standby");
                running.add(bridge);
                controls.add(bridge.addresses().control());
                published.add(bridge.addresses().signals());
                signalsIn.add(bridge.addresses().signalsIn());
            }
            ClientSettings client =
                    ClientSettings.terminal("terminal", String.join(",", controls), String.join(",", published));
            try (Traffic traffic = new Traffic(client, signalsIn, kafka.bootstrap())) {
                traffic.awaitFlow(FLOW, PATIENCE);
                for (int i = 0; i < plan.kills(); i++) {
                    traffic.begin();
                    long started = System.nanoTime();
                    running.remove().kill();
                    traffic.awaitFlow(FLOW, PATIENCE);
                    found.add(System.nanoTime() - started, traffic);
                    Seat seat = seats.remove();
                    running.add(start(kafka, data, seat, "standby"));
                    seats.add(seat);
                    traffic.awaitFlow(FLOW, PATIENCE);
                    progress.printf("failover: kill %d of %d%n", i + 1, plan.kills());
                }
                found.addTo(
                        report,
                        "take-over after kill -9, take-over-after "
                                + plan.takeOverAfter().toMillis() + " ms");
                report.note("Take-overs: " + traffic.settle(PATIENCE) + ".");
            }
        } finally {
            running.forEach(BridgeHost::close);
        }
    }

    private BridgeHost start(KafkaHost kafka, Path data, Seat seat, String role) throws IOException {
        return BridgeHost.start(
                data,
                kafka.bootstrap(),
                seat.ports() + ", websocket: {enabled: false}, role: " + role + ", take-over-after: "
                        + plan.takeOverAfter().toMillis() + "ms");
    }

    /** Times of one kind of change. */
    private static final class Distribution {
        private final List<double[]> rows = new ArrayList<>();

        void add(long switchedNanos, Traffic traffic) {
            rows.add(new double[] {switchedNanos / 1e6, traffic.signalGapNanos() / 1e6, traffic.ackGapNanos() / 1e6});
        }

        void addTo(Report report, String change) {
            String[] figures = {"until done", "gap in signals", "gap in acknowledgements"};
            for (int i = 0; i < figures.length && !rows.isEmpty(); i++) {
                int column = i;
                double[] sorted =
                        rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
                Map<String, Object> row = report.row();
                row.put("change", change);
                row.put("figure", figures[i]);
                row.put("counted", (long) sorted.length);
                row.put("least ms", sorted[0]);
                row.put("P50 ms", sorted[sorted.length / 2]);
                row.put("P90 ms", sorted[(int) Math.ceil(sorted.length * 0.9) - 1]);
                row.put("max ms", sorted[sorted.length - 1]);
            }
        }
    }
}
