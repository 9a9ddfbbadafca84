package io.tickpilot.core.engine;

import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes a symbol's log for tests: a seeded walk of one tick a second and whatever else is told between. */
public final class LogScript {
    /** Ticks after which every feature and the ATR's rank are warm. */
    public static final int WARM_TICKS = 116 * 60;

    /** Monday, 2 March 2026, 00:00 UTC. */
    public static final long START_MICROS = 1_772_409_600_000_000L;

    private static final double POINT = 1e-5;

    private final String symbol;
    private final Random random;
    private final List<SequencedEvent> events = new ArrayList<>();
    private long nowMicros = START_MICROS;
    private long bidPoints = 110_000;
    private long spreadPoints = 1;
    private long sourceSequence;
    private long reportSequence;
    private int partition = 3;
    private int epoch = 1;

    public LogScript(String symbol, long seed) {
        this.symbol = symbol;
        this.random = new Random(seed);
    }

    /** The place in the log, which must not matter. */
    public LogScript at(int otherPartition, int otherEpoch) {
        partition = otherPartition;
        epoch = otherEpoch;
        return this;
    }

    public LogScript spreadPoints(long points) {
        spreadPoints = points;
        return this;
    }

    public LogScript ticks(int count) {
        for (int i = 0; i < count; i++) {
            nowMicros += 1_000_000;
            bidPoints += random.nextInt(9) - 4;
            add(new Tick(symbol, nowMicros, bidPoints / 1e5, ask(), 1, 1, "test", ++sourceSequence));
        }
        return this;
    }

    private double ask() {
        return Math.rint((bidPoints + spreadPoints) * POINT * 1e5) / 1e5;
    }

    public LogScript warmUp() {
        return ticks(WARM_TICKS);
    }

    /** Time passes without a tick, a clock event each second. */
    public LogScript quiet(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowMicros += 1_000_000;
            add(new Clock(symbol, nowMicros));
        }
        return this;
    }

    public LogScript command(Command.Kind kind, String target) {
        return command(kind, target, "");
    }

    public LogScript command(Command.Kind kind, String target, String argument) {
        return add(new Command(symbol, nowMicros, kind, target, argument, "test", "", "operator", 1));
    }

    public LogScript opened(String strategy, long ticket, Side side, double lots) {
        return report(TradeReport.Status.OPENED, strategy, ticket, ticket, side, lots, lots);
    }

    public LogScript closed(String strategy, long ticket, Side side, double lots) {
        return report(TradeReport.Status.CLOSED, strategy, ticket, ticket, side, lots, 0);
    }

    public LogScript report(
            TradeReport.Status status,
            String strategy,
            long ticket,
            long originTicket,
            Side side,
            double lots,
            double remaining) {
        return add(aReport(symbol, status, strategy, ticket, originTicket, side, lots, remaining, ++reportSequence));
    }

    static TradeReport aReport(
            String symbol,
            TradeReport.Status status,
            String strategy,
            long ticket,
            long originTicket,
            Side side,
            double lots,
            double remaining,
            long sequence) {
        return new TradeReport(
                symbol,
                START_MICROS,
                status,
                "acc",
                strategy,
                "",
                ticket,
                originTicket,
                side,
                lots,
                remaining,
                1.1,
                0,
                0,
                "signal",
                "terminal",
                sequence);
    }

    /** Writes the last event once more, as a resend sequenced anew. */
    public LogScript again() {
        return add(events.get(events.size() - 1).event());
    }

    public LogScript add(LogEvent event) {
        events.add(new SequencedEvent(partition, epoch, events.size(), nowMicros, 0, event));
        return this;
    }

    public List<SequencedEvent> events() {
        return List.copyOf(events);
    }
}
