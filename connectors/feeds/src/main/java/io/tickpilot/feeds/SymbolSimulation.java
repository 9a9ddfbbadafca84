package io.tickpilot.feeds;

import io.tickpilot.core.event.Tick;
import java.util.SplittableRandom;

/**
 * The price process of one symbol: a diffusion in points whose drift, volatility, tick rate and spread follow the
 * regime and the hour. Owns its randomness, so no symbol's ticks depend on which others are simulated.
 */
final class SymbolSimulation {
    private static final double DAY_SECONDS = 86_400;
    private static final int MINUTES_PER_DAY = 1_440;
    private static final long MINUTE_MICROS = 60_000_000L;

    /** Drift of a trend: this share of a minute's standard deviation, each minute. */
    private static final double TREND_STRENGTH = 0.45;

    /** Pull of a range to its anchor, as a share of the distance each second: half-life about three minutes. */
    private static final double RANGE_PULL = 0.004;

    private static final double GAP_CHANCE_PER_TICK = 1.0 / 12_000;
    private static final double GAP_MEAN_SECONDS = 12;
    private static final double MIN_PRICE_POINTS = 50;
    private static final double[] ACTIVITY = activity();

    private final SimulatedSymbol symbol;
    private final String source;
    private final SplittableRandom random;
    private final double pointsPerUnit;
    private final double relativeSecondVolatility;

    private Regime regime = Regime.RANGING;
    private long regimeEndMicros;
    private double anchorPoints;
    private double midPoints;
    private double trendStrength;
    private double heat = 1;
    private long timeMicros;
    private long sequence;

    SymbolSimulation(SimulatedSymbol symbol, String source, long startMicros, long seed) {
        this.symbol = symbol;
        this.source = source;
        this.random = new SplittableRandom(mixed(seed, symbol.symbol()));
        this.pointsPerUnit = Math.rint(Math.pow(10, symbol.digits()));
        this.relativeSecondVolatility = symbol.dailyVolatility() / Math.sqrt(DAY_SECONDS);
        this.midPoints = symbol.startPrice() * pointsPerUnit;
        this.timeMicros = startMicros;
        this.anchorPoints = midPoints;
        this.regimeEndMicros = startMicros;
        step();
    }

    /** Time of the tick that {@link #take()} gives next. */
    long timeMicros() {
        return timeMicros;
    }

    /** The regime the next tick was made in. */
    Regime regime() {
        return regime;
    }

    Tick take() {
        double breadth = symbol.spreadPoints() * regime.spread * (0.55 + 0.45 * heat);
        long spread = Math.max(1, Math.round(breadth * (0.85 + 0.3 * random.nextDouble())));
        long bid = Math.max(1, Math.round(midPoints - 0.5 * spread));
        double size = 0.5 + regime.rate;
        Tick tick = new Tick(
                symbol.symbol(),
                timeMicros,
                bid / pointsPerUnit,
                (bid + spread) / pointsPerUnit,
                size(size),
                size(size),
                source,
                ++sequence);
        step();
        return tick;
    }

    private double size(double mean) {
        return Math.rint(10 * mean * random.nextExponential() + 1) / 10;
    }

    private void step() {
        double activity = ACTIVITY[(int) (Math.floorDiv(timeMicros, MINUTE_MICROS) % MINUTES_PER_DAY)];
        double rate = symbol.ticksPerSecond() * activity * regime.rate;
        double seconds = random.nextExponential() / rate;
        if (random.nextDouble() < GAP_CHANCE_PER_TICK) {
            seconds += GAP_MEAN_SECONDS * random.nextExponential();
        }
        long micros = Math.max(1, Math.round(seconds * 1e6));
        timeMicros += micros;
        if (timeMicros >= regimeEndMicros) {
            enter(regime.next(random.nextDouble()));
        }
        move(micros * 1e-6, activity);
    }

    private void enter(Regime next) {
        regime = next;
        anchorPoints = midPoints;
        trendStrength = TREND_STRENGTH * (0.7 + 0.6 * random.nextDouble());
        double minutes = next.meanMinutes * (0.4 + 0.6 * random.nextExponential());
        regimeEndMicros = timeMicros + Math.round(minutes * MINUTE_MICROS);
    }

    private void move(double seconds, double activity) {
        double deviation = midPoints * relativeSecondVolatility * regime.volatility * Math.sqrt(activity);
        double shock = random.nextGaussian();
        // Volatility clusters within a regime: large shocks heat the next minute or so.
        double memory = Math.min(1, seconds / 40);
        heat += memory * (Math.abs(shock) * 1.2533 - heat) * 1.5;
        heat = Math.max(0.6, Math.min(1.8, heat));
        double change = deviation * heat * Math.sqrt(seconds) * shock;
        if (regime == Regime.RANGING) {
            change += (anchorPoints - midPoints) * Math.min(1, RANGE_PULL * seconds);
        } else {
            change += regime.drift() * trendStrength * deviation * seconds / Math.sqrt(60);
        }
        midPoints = Math.max(MIN_PRICE_POINTS + symbol.spreadPoints(), midPoints + change);
    }

    /** Share of the average activity by minute of the UTC day: quiet nights, London's opening, the New York overlap. */
    private static double[] activity() {
        double[] table = new double[MINUTES_PER_DAY];
        double sum = 0;
        for (int minute = 0; minute < MINUTES_PER_DAY; minute++) {
            double hour = minute / 60.0;
            table[minute] = 0.55 + bump(hour, 1.5, 1.5, 0.3) + bump(hour, 8, 1.5, 0.9) + bump(hour, 14, 1.8, 1.2);
            sum += table[minute];
        }
        for (int minute = 0; minute < MINUTES_PER_DAY; minute++) {
            table[minute] *= MINUTES_PER_DAY / sum;
        }
        return table;
    }

    private static double bump(double hour, double centre, double width, double height) {
        double distance = (hour - centre) / width;
        return height * StrictMath.exp(-0.5 * distance * distance);
    }

    private static long mixed(long seed, String symbol) {
        long hash = 0xcbf29ce484222325L ^ seed;
        for (int i = 0; i < symbol.length(); i++) {
            hash = (hash ^ symbol.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ Long.rotateLeft(seed, 32);
    }
}
