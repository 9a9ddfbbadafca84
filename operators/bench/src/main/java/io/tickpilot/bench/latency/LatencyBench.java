package io.tickpilot.bench.latency;

import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import io.tickpilot.bench.latency.Pipeline.Found;
import io.tickpilot.bench.latency.Pipeline.Window;
import io.tickpilot.bridge.BridgeSettings.JournalMode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a plan: for each round a fresh server process, then at each rate the echo and the pipeline, one after the other.
 */
public final class LatencyBench {
    /** The job's own histograms, in the order of a tick's way. */
    private static final Map<String, String> JOB_LEGS = new LinkedHashMap<>();

    static {
        JOB_LEGS.put("latencyNanos/received", "bridge in to engine");
        JOB_LEGS.put("chainNanos", "inside Flink: source to sink");
        JOB_LEGS.put("latencyNanos/total", "- engine, emission included");
        JOB_LEGS.put("latencyNanos/market", "-- validation, bars, indicators");
        JOB_LEGS.put("latencyNanos/features", "-- feature window");
        JOB_LEGS.put("latencyNanos/scoring", "-- one score");
        JOB_LEGS.put("latencyNanos/decide", "-- vote, gate, plan, emission");
        JOB_LEGS.put("loopGapNanos", "gap between turns of the loop");
    }

    private final LatencyPlan plan;
    private final Path data;
    private final PrintStream progress;
    private final Report report = new Report("latency");
    private int rounds;

    /** @param data folder for Kafka and checkpoints, emptied by the caller afterwards */
    public LatencyBench(LatencyPlan plan, Path data, PrintStream progress) {
        this.plan = plan;
        this.data = data;
        this.progress = progress;
    }

    /** What was measured so far. */
    public Report report() {
        return report;
    }

    /** @throws BenchException when the pipeline does not answer at all */
    public void run() throws IOException, InterruptedException {
        report.note(String.format(
                Locale.ROOT,
                "Open loop, two processes: latency counts from when a tick was due, %d s measured after %d s of warm-up at the"
                        + " same rate; the ticks of one symbol in %d make a signal each.",
                plan.seconds(),
                plan.warmUpSeconds(),
                plan.signalEvery()));
        for (int symbols : plan.symbols()) {
            for (JournalMode journal : plan.journals()) {
                for (Layer layer : plan.layers()) {
                    BenchMarket market = new BenchMarket(symbols, plan.signalEvery());
                    round(new Round(market, journal, PipelineServer.NO_MODEL, layer));
                }
            }
        }
        Path model = plan.model();
        if (model != null) {
            round(new Round(
                    new BenchMarket(plan.symbols().get(0), plan.signalEvery()),
                    plan.journals().get(0),
                    model.toAbsolutePath().toString(),
                    plan.layers().get(0)));
        }
    }

    private void round(Round round) throws IOException, InterruptedException {
        progress.println("latency: starting the server: " + round);
        try (Pipeline pipeline = new Pipeline(round, data.resolve("round" + ++rounds))) {
            for (int rate : plan.rates()) {
                Window window = new Window(rate, plan.warmUpSeconds(), plan.seconds());
                double floor = measureEcho(pipeline, round, window);
                ServerReport before = pipeline.report();
                long clientBefore = Machine.cpuMillis();
                measure(pipeline, round, window, floor);
                ServerReport after = pipeline.report();
                addServerRows(after, round, rate);
                addUse(before, after, Machine.cpuMillis() - clientBefore, round, rate);
            }
            addTraffic(pipeline, round);
            if (plan.highest()) {
                int rate = new HighestRate(pipeline, progress).find();
                report.note(String.format(
                        Locale.ROOT,
                        "Highest sustainable rate with %s: %,d ticks/s (%s).",
                        round,
                        rate,
                        HighestRate.CRITERION));
                if (rate > 0) {
                    Window window = new Window(rate, HighestRate.WARM_UP_SECONDS, plan.seconds());
                    measure(pipeline, round, window, measureEcho(pipeline, round, window));
                }
            }
        }
    }

    private void addTraffic(Pipeline pipeline, Round round) {
        LayerTraffic traffic = pipeline.layer();
        if (traffic != null) {
            report.note(String.format(
                    Locale.ROOT,
                    "%s: %,d limits, %,d account reports and %,d trade reports came in between.",
                    round,
                    traffic.limits(),
                    traffic.accounts(),
                    traffic.trades()));
        }
    }

    /** @return its P99 in microseconds */
    private double measureEcho(Pipeline pipeline, Round round, Window window) throws InterruptedException {
        double load = Machine.load();
        Found found = pipeline.echo(window);
        Percentiles floor = Percentiles.of(found.published().latencies());
        addRow(round, window.rate(), "echo", found.published(), floor.p99(), load);
        return floor.p99();
    }

    private void measure(Pipeline pipeline, Round round, Window window, double floor) throws InterruptedException {
        progress.printf(Locale.ROOT, "latency: %,d ticks/s%n", window.rate());
        double load = Machine.load();
        Found found = pipeline.measure(window);
        addRow(round, window.rate(), "bridge to bridge", found.published(), floor, load);
        addRow(round, window.rate(), "acknowledged, read back from Kafka", found.acknowledged(), floor, load);
    }

    private void addRow(Round round, int rate, String leg, Returns returns, double floor, double loadBefore) {
        Percentiles found = Percentiles.of(returns.latencies());
        Map<String, Object> row = row(round, rate, leg, found);
        row.put("P99/echo", found.p99() / floor);
        row.put("lost", returns.lost());
        row.put("doubled", returns.doubles());
        row.put("load", String.format(Locale.ROOT, "%.1f-%.1f", loadBefore, Machine.load()));
        progress.printf(
                Locale.ROOT,
                "latency: %s: P50 %,.0f, P95 %,.0f, P99 %,.0f us%n",
                leg,
                found.p50(),
                found.p95(),
                found.p99());
    }

    private void addServerRows(ServerReport server, Round round, int rate) {
        JOB_LEGS.forEach((metric, leg) -> {
            Percentiles found = server.job().get(metric);
            if (found != null && found.count() > 0) {
                Map<String, Object> row = row(round, rate, leg, found);
                for (String column : new String[] {"P99/echo", "lost", "doubled", "load"}) {
                    row.put(column, "");
                }
            }
        });
        if (server.journalFailures() > 0) {
            report.note("The journal failed " + server.journalFailures() + " times: the figures below are void.");
        }
    }

    private void addUse(ServerReport before, ServerReport after, long clientMillis, Round round, int rate) {
        double millis = 1_000.0 * (plan.warmUpSeconds() + plan.seconds());
        report.note(String.format(
                Locale.ROOT,
                "At %,d ticks/s, %s: the server used %.2f processors, the client %.2f; %d collections took %d ms.",
                rate,
                round,
                (after.cpuMillis() - before.cpuMillis()) / millis,
                clientMillis / millis,
                after.collections() - before.collections(),
                after.garbageMillis() - before.garbageMillis()));
    }

    private Map<String, Object> row(Round round, int rate, String leg, Percentiles found) {
        Map<String, Object> row = report.row();
        row.put("ticks/s", (long) rate);
        round.fill(row);
        row.put("leg", leg);
        row.put("counted", found.count());
        found.fill(row);
        return row;
    }
}
