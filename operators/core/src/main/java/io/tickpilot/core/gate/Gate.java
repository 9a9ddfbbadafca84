package io.tickpilot.core.gate;

import io.tickpilot.core.signal.Rejection;
import java.util.ArrayList;
import java.util.List;

/** Checks a signal against the limits of its strategy; every check is made, so that each failure is on record. */
public final class Gate {
    private static final double MICROS_PER_SECOND = 1e6;
    /** A spread of exactly the limit passes although binary prices differ in their last bits. */
    private static final double POINT_TOLERANCE = 1e-6;

    private Gate() {}

    /**
     * In this order: {@code paused} (1 against 0), {@code confidence}, {@code freshness} (s), {@code warm-up} (1 against 0),
     * {@code spread} (points), {@code spread-atr} (share of the ATR), {@code atr-range} (rank), {@code session} (min until it opens, against 0),
     * {@code rollover} (min to it, below 0 when it has passed), {@code weekend} (min to it), {@code after-weekend} (min since it), {@code news}
     * (min to the event, below 0 when it has passed), {@code regime} (probability of those allowed, 0 when not known), {@code cooldown} (s),
     * {@code flip-flop} (s), {@code positions}, {@code exposure} (lots). Before the warm-up its two ATR checks have nothing to compare and are
     * left to {@code warm-up}.
     *
     * @return the checks that did not hold, empty when the signal may leave
     */
    public static List<Rejection> check(GateSettings limits, Conditions now) {
        List<Rejection> failed = new ArrayList<>(0);
        check(limits, now, failed);
        return List.copyOf(failed);
    }

    /** The same, added to what failed before. */
    public static void check(GateSettings limits, Conditions now, List<Rejection> failed) {
        if (now.paused()) {
            failed.add(new Rejection("paused", 1, 0));
        }
        if (!(now.confidence() >= limits.confidence())) {
            failed.add(new Rejection("confidence", now.confidence(), limits.confidence()));
        }
        if (now.tickAgeMicros() > limits.freshnessMicros()) {
            failed.add(new Rejection("freshness", seconds(now.tickAgeMicros()), seconds(limits.freshnessMicros())));
        }
        checkMarket(limits, now, failed);
        HoursGate.check(limits.hours(), now.moment(), failed);
        checkRegime(limits.regimes(), now.regimeProbability(), failed);
        if (now.lastSide() != null) {
            checkHistory(limits, now, failed);
        }
        if (now.positions() >= limits.maxPositions()) {
            failed.add(new Rejection("positions", now.positions(), limits.maxPositions()));
        }
        if (!(now.openLots() < limits.maxOpenLots())) {
            failed.add(new Rejection("exposure", now.openLots(), limits.maxOpenLots()));
        }
    }

    private static void checkMarket(GateSettings limits, Conditions now, List<Rejection> failed) {
        boolean warm = now.warm() && now.atr() > 0 && !Double.isNaN(now.atrRank());
        if (!warm) {
            failed.add(new Rejection("warm-up", 1, 0));
        }
        double points = now.spread() / now.point();
        double maxPoints = limits.maxSpreadPoints().getOrDefault(now.symbol(), Double.POSITIVE_INFINITY);
        if (!(points <= maxPoints + POINT_TOLERANCE)) {
            failed.add(new Rejection("spread", points, maxPoints));
        }
        if (!warm) {
            return;
        }
        double spreadAtr = now.spread() / now.atr();
        if (!(spreadAtr <= limits.maxSpreadAtr())) {
            failed.add(new Rejection("spread-atr", spreadAtr, limits.maxSpreadAtr()));
        }
        if (now.atrRank() < limits.minAtrRank()) {
            failed.add(new Rejection("atr-range", now.atrRank(), limits.minAtrRank()));
        } else if (now.atrRank() > limits.maxAtrRank()) {
            failed.add(new Rejection("atr-range", now.atrRank(), limits.maxAtrRank()));
        }
    }

    private static void checkRegime(RegimeSettings limits, double probability, List<Rejection> failed) {
        if (!limits.allowed().isEmpty() && !(probability >= limits.probability())) {
            double known = Double.isNaN(probability) ? 0 : probability;
            failed.add(new Rejection("regime", known, limits.probability()));
        }
    }

    private static void checkHistory(GateSettings limits, Conditions now, List<Rejection> failed) {
        long since = now.sinceSignalMicros();
        if (since < limits.cooldownMicros()) {
            failed.add(new Rejection("cooldown", seconds(since), seconds(limits.cooldownMicros())));
        }
        if (now.lastSide() == now.side().opposite() && since < limits.flipFlopMicros()) {
            failed.add(new Rejection("flip-flop", seconds(since), seconds(limits.flipFlopMicros())));
        }
    }

    private static double seconds(long micros) {
        return micros / MICROS_PER_SECOND;
    }
}
