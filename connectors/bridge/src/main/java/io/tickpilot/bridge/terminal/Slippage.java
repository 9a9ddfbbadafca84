package io.tickpilot.bridge.terminal;

/** Seeded by signal and fill, not by the order in which fills happen, so threads do not change it. */
final class Slippage {
    private final double maxPoints;
    private final long seed;

    Slippage(double maxPoints, long seed) {
        this.maxPoints = maxPoints;
        this.seed = seed;
    }

    /** @return points by which the fill is worse, in [0, maximum] */
    double points(String signalId, int fill) {
        long mixed = mix(seed ^ mix(signalId.hashCode() * 31L + fill));
        return maxPoints * (mixed >>> 11) * 0x1p-53;
    }

    /** Finaliser of SplitMix64. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
