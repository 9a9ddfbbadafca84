package io.tickpilot.mql4.expert;

import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A seeded random walk of two symbols, in points: about two pips a second, so that a plan of a few pips is over in seconds. */
final class SoakMarket {
    static final List<String> SYMBOLS = List.of("EURUSD", "GBPUSD");
    private static final int STEP = 12;
    private static final int SPREAD = 4;
    private static final int MOST_SPREAD = 9;

    private final Random random;
    private final Map<String, Integer> bids = new TreeMap<>(Map.of("EURUSD", 110_000, "GBPUSD", 125_000));

    SoakMarket(long seed) {
        random = new Random(seed);
    }

    /** @return the symbol that has moved */
    synchronized String move() {
        String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        bids.merge(symbol, random.nextInt(2 * STEP + 1) - STEP, Integer::sum);
        return symbol;
    }

    synchronized double bid(String symbol) {
        return price(bids.get(symbol));
    }

    synchronized double ask(String symbol) {
        return price(bids.get(symbol) + SPREAD + (bids.get(symbol) & (MOST_SPREAD - SPREAD)));
    }

    /** A scalp from here: half of it closed early and the rest made safe, another part later, the last trailed. */
    synchronized Plan plan(String symbol, Side side) {
        int entry = (int) Math.round((side == Side.BUY ? ask(symbol) : bid(symbol)) * 1e5);
        int sign = side.sign();
        int stop = 30 + random.nextInt(30);
        return new Plan(
                price(entry),
                price(entry - sign * stop),
                price(entry + sign * 16),
                price(entry + sign * 50),
                0.10,
                0.00012,
                List.of(
                        new Plan.Exit(price(entry + sign * 16), 0.5, true),
                        new Plan.Exit(price(entry + sign * 26), 0.3, false)));
    }

    private static double price(int points) {
        return Math.round(points * 1.0) / 1e5;
    }
}
