package io.tickpilot.bench.latency;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Decision;
import io.tickpilot.wire.proto.Outbound;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/**
 * Runs a plan: for each round a fresh server process, first two hours of history so that indicators are warm, then at each
 * rate the echo and the pipeline, one after the other.
 */
public final class LatencyBench {
    private static final int HISTORY_MINUTES = 125;
    private static final int HISTORY_TICKS_A_MINUTE = 4;
    private static final int HISTORY_RATE = 4_000;
    private static final long MICROS_A_MINUTE = 60_000_000L;
    private static final int SETTLE_ATTEMPTS = 60;
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
    private final BenchMarket market;
    private final Path data;
    private final PrintStream progress;
    private final Report report = new Report("latency");

    /** @param data folder for Kafka and checkpoints, emptied by the caller afterwards */
    public LatencyBench(LatencyPlan plan, Path data, PrintStream progress) {
        this.plan = plan;
        this.market = new BenchMarket(plan.symbols(), plan.signalEvery());
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
                "Open loop, two processes: latency counts from when a tick was due, %d symbols, %d s measured after %d s of"
                        + " warm-up at the same rate; the ticks of one symbol in %d make a signal each.",
                plan.symbols(),
                plan.seconds(),
                plan.warmUpSeconds(),
                plan.signalEvery()));
        round("none", PipelineServer.NO_MODEL);
        Path model = plan.model();
        if (model != null) {
            round("each s, each symbol", model.toAbsolutePath().toString());
        }
    }

    private void round(String inference, String model) throws IOException, InterruptedException {
        progress.println("latency: starting the server, inference: " + inference);
        try (ServerProcess server = ServerProcess.start(
                        market, model, data.resolve(model.equals(PipelineServer.NO_MODEL) ? "bare" : "scored"));
                Link echo = new Link(
                        server.addresses().echoControl(), server.addresses().echoPublished(), LatencyBench::echoed);
                Link bridge = new Link(
                        server.addresses().control(), server.addresses().signals(), this::signalled)) {
            long next = history(bridge);
            next = settle(bridge, next);
            Leg echoLeg = new Leg("echo", echo, index -> true, () -> {});
            Leg bridgeLeg = new Leg("bridge to bridge", bridge, market::signals, server::reset);
            for (int rate : plan.rates()) {
                Percentiles floor = measure(echoLeg, 0, rate, inference, Double.NaN);
                ServerReport before = server.report();
                long clientBefore = Machine.cpuMillis();
                Percentiles whole = measure(bridgeLeg, next, rate, inference, floor.p99());
                next += (long) rate * (plan.seconds() + plan.warmUpSeconds());
                ServerReport after = server.report();
                addServerRows(after, rate, inference);
                addUse(before, after, Machine.cpuMillis() - clientBefore, rate, inference, whole);
            }
        }
    }

    /** @return number of the next tick */
    private long history(Link bridge) {
        long count = (long) HISTORY_MINUTES * HISTORY_TICKS_A_MINUTE * plan.symbols();
        progress.println("latency: sending " + count + " ticks of history");
        long start = wallMicros() - HISTORY_MINUTES * MICROS_A_MINUTE;
        long step = HISTORY_MINUTES * MICROS_A_MINUTE / count;
        Schedule schedule = Schedule.startingNow(0, count, HISTORY_RATE);
        schedule.run(index -> bridge.send(market.request(index, start + index * step)), bridge::drainAnswers);
        return count;
    }

    /** Sends slowly until the last tick of a second came back. */
    private long settle(Link bridge, long first) throws InterruptedException {
        long next = first;
        for (int attempt = 0; attempt < SETTLE_ATTEMPTS; attempt++) {
            Schedule schedule = Schedule.startingNow(next, 4L * plan.symbols(), 4 * plan.symbols());
            Returns returns = new Returns(schedule, schedule.endIndex(), market::signals);
            bridge.expect(returns);
            LongUnaryOperator times = eventTimes(schedule);
            schedule.run(index -> bridge.send(market.request(index, times.applyAsLong(index))), bridge::drainAnswers);
            next = schedule.endIndex();
            TimeUnit.MILLISECONDS.sleep(500);
            if (returns.lastIndex() >= next - plan.symbols()) {
                return next;
            }
        }
        throw new BenchException("no signal came back within " + SETTLE_ATTEMPTS + " attempts");
    }

    /**
     * A way that is measured.
     *
     * @param answered which ticks must come back
     * @param warm told when the warm-up is over
     */
    private record Leg(String name, Link link, LongPredicate answered, Runnable warm) {}

    private Percentiles measure(Leg leg, long first, int rate, String inference, double floorP99)
            throws InterruptedException {
        progress.printf("latency: %s at %,d ticks/s%n", leg.name(), rate);
        long warmUp = (long) rate * plan.warmUpSeconds();
        double loadBefore = Machine.load();
        Link link = leg.link();
        Schedule schedule = Schedule.startingNow(first, warmUp + (long) rate * plan.seconds(), rate);
        Returns returns = new Returns(schedule, first + warmUp, leg.answered());
        link.expect(returns);
        LongUnaryOperator times = eventTimes(schedule);
        schedule.run(
                index -> {
                    if (index == first + warmUp) {
                        leg.warm().run();
                    }
                    link.send(market.request(index, times.applyAsLong(index)));
                },
                link::drainAnswers);
        link.awaitReturns(returns);
        Percentiles found = Percentiles.of(returns.latencies());
        Map<String, Object> row = row(rate, leg.name(), inference, found);
        row.put("P99/echo", Double.isNaN(floorP99) ? "1" : found.p99() / floorP99);
        row.put("lost", returns.lost());
        row.put("doubled", returns.doubles());
        row.put("load", String.format(Locale.ROOT, "%.1f-%.1f", loadBefore, Machine.load()));
        return found;
    }

    private void addServerRows(ServerReport server, int rate, String inference) {
        JOB_LEGS.forEach((metric, leg) -> {
            Percentiles found = server.job().get(metric);
            if (found != null && found.count() > 0) {
                addServerRow(leg, found, rate, inference);
            }
        });
        if (server.journalFailures() > 0) {
            report.note("The journal failed " + server.journalFailures() + " times: the figures below are void.");
        }
    }

    private void addUse(
            ServerReport before, ServerReport after, long clientMillis, int rate, String inference, Percentiles whole) {
        double millis = 1_000.0 * (plan.warmUpSeconds() + plan.seconds());
        String use = String.format(
                Locale.ROOT,
                "At %,d ticks/s, inference %s: the server used %.2f processors, the client %.2f; collections took %d ms.",
                rate,
                inference,
                (after.cpuMillis() - before.cpuMillis()) / millis,
                clientMillis / millis,
                after.garbageMillis() - before.garbageMillis());
        report.note(use);
        progress.printf(Locale.ROOT, "latency: P99 %,.0f us bridge to bridge. %s%n", whole.p99(), use);
    }

    private void addServerRow(String leg, Percentiles found, int rate, String inference) {
        Map<String, Object> row = row(rate, leg, inference, found);
        row.put("P99/echo", "");
        row.put("lost", "");
        row.put("doubled", "");
        row.put("load", "");
    }

    private Map<String, Object> row(int rate, String leg, String inference, Percentiles found) {
        Map<String, Object> row = report.row();
        row.put("ticks/s", (long) rate);
        row.put("inference", inference);
        row.put("leg", leg);
        row.put("counted", found.count());
        found.fill(row);
        return row;
    }

    /** A tick happens when it is due, by the wall clock. */
    private static LongUnaryOperator eventTimes(Schedule schedule) {
        long start = wallMicros();
        return index -> start + (schedule.dueNanos(index) - schedule.startNanos()) / 1_000;
    }

    private static long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static long echoed(byte[] frame) throws InvalidProtocolBufferException {
        return ClientMessage.parseFrom(frame).getRequest();
    }

    private long signalled(byte[] frame) throws InvalidProtocolBufferException {
        Outbound outbound = Outbound.parseFrom(frame);
        if (!outbound.hasSignal()) {
            return -1;
        }
        Decision decision = outbound.getSignal().getDecision();
        return decision.getStrategy().equals(HotEngine.EACH_TICK)
                ? market.index(decision.getSymbol(), decision.getOrigin())
                : -1;
    }
}
