package io.tickpilot.bench.latency;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Decision;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server process, the links to its bridge and its echo, and the ticks sent so far. Warm once it is started. */
final class Pipeline implements AutoCloseable {
    private static final int HISTORY_MINUTES = 125;
    private static final int HISTORY_TICKS_A_MINUTE = 4;
    private static final int HISTORY_RATE = 8_000;
    private static final long MICROS_A_MINUTE = 60_000_000L;
    private static final int SETTLE_ATTEMPTS = 60;

    private final BenchMarket market;
    private final ServerProcess server;
    private final Link echo;
    private final Link bridge;
    private final @Nullable LayerTraffic layer;
    private long next;

    /** @param data folder of its own for Kafka and checkpoints */
    Pipeline(Round round, Path data) throws IOException, InterruptedException {
        market = round.market();
        server = ServerProcess.start(round, data);
        ServerAddresses at = server.addresses();
        echo = new Link(at.echoControl(), at.echoPublished(), Pipeline::echoed);
        layer = round.layer() == Layer.ON ? new LayerTraffic(market, at.control()) : null;
        bridge = new Link(at.control(), at.signals(), this::signalled);
        try {
            history();
            if (layer != null) {
                layer.start();
            }
            settle();
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** What the layer is fed with, null where it is off. */
    @Nullable
    LayerTraffic layer() {
        return layer;
    }

    ServerReport report() throws IOException {
        return server.report();
    }

    /** What came back of one measurement. @param lateMillis of the last tick, when it was sent */
    record Found(Returns published, Returns acknowledged, double lateMillis) {}

    /** Requests as they are, published by the echo. */
    Found echo(Window window) throws InterruptedException {
        Schedule schedule = Schedule.startingNow(0, window.ticks(), window.rate());
        Returns returns = new Returns(schedule, window.firstMeasured(), index -> true);
        Returns none = new Returns(schedule, schedule.endIndex(), index -> false);
        echo.expect(returns, null);
        return send(echo, schedule, window, new Returns[] {returns, none}, () -> {});
    }

    /** Ticks into the bridge, signals and acknowledgements out of it. */
    Found measure(Window window) throws InterruptedException {
        Schedule schedule = Schedule.startingNow(next, window.ticks(), window.rate());
        long from = next + window.firstMeasured();
        next = schedule.endIndex();
        Returns signals = new Returns(schedule, from, market::signals);
        Returns acks = new Returns(schedule, from, index -> true);
        bridge.expect(signals, acks);
        return send(bridge, schedule, window, new Returns[] {signals, acks}, server::reset);
    }

    /** How long to send, at which rate. */
    record Window(int rate, int warmUpSeconds, int seconds) {
        long firstMeasured() {
            return (long) rate * warmUpSeconds;
        }

        long ticks() {
            return firstMeasured() + (long) rate * seconds;
        }
    }

    private Found send(Link link, Schedule schedule, Window window, Returns[] returns, Runnable warm)
            throws InterruptedException {
        LongUnaryOperator times = eventTimes(schedule);
        long measuredFrom = schedule.firstIndex() + window.firstMeasured();
        schedule.run(
                index -> {
                    if (index == measuredFrom) {
                        warm.run();
                    }
                    link.send(market.request(index, times.applyAsLong(index)));
                },
                link::drainAnswers);
        double late = (System.nanoTime() - schedule.dueNanos(schedule.endIndex() - 1)) / 1e6;
        link.awaitReturns();
        return new Found(returns[0], returns[1], late);
    }

    /** Two hours, so that all indicators are warm. */
    private void history() {
        long count = (long) HISTORY_MINUTES * HISTORY_TICKS_A_MINUTE * market.symbols();
        long start = wallMicros() - HISTORY_MINUTES * MICROS_A_MINUTE;
        double step = (double) HISTORY_MINUTES * MICROS_A_MINUTE / count;
        Schedule schedule = Schedule.startingNow(0, count, HISTORY_RATE);
        schedule.run(index -> bridge.send(market.request(index, start + (long) (index * step))), bridge::drainAnswers);
        next = count;
    }

    /** Sends slowly until the last tick of a second came back. */
    void settle() throws InterruptedException {
        for (int attempt = 0; attempt < SETTLE_ATTEMPTS; attempt++) {
            Schedule schedule = Schedule.startingNow(next, 4L * market.symbols(), 4 * market.symbols());
            Returns returns = new Returns(schedule, schedule.endIndex(), market::signals);
            bridge.expect(returns, null);
            LongUnaryOperator times = eventTimes(schedule);
            schedule.run(index -> bridge.send(market.request(index, times.applyAsLong(index))), bridge::drainAnswers);
            next = schedule.endIndex();
            TimeUnit.MILLISECONDS.sleep(500);
            if (returns.lastIndex() >= next - market.symbols()) {
                return;
            }
        }
        throw new BenchException("no signal came back within " + SETTLE_ATTEMPTS + " attempts");
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
        Signal signal = outbound.getSignal();
        Decision decision = signal.getDecision();
        if (!decision.getStrategy().equals(HotEngine.EACH_TICK)) {
            return -1;
        }
        if (layer != null) {
            layer.saw(signal);
        }
        return market.index(decision.getSymbol(), decision.getOrigin());
    }

    @Override
    public void close() {
        if (layer != null) {
            layer.close();
        }
        bridge.close();
        echo.close();
        server.close();
    }
}
