package io.tickpilot.bench.latency;

import java.util.Locale;

/** How much of the decision layer stands between a vote and its signal. */
public enum Layer {
    /**
     * All of it: two agents whose weights adapt, every check of the gate and every automatic breaker, measuring and none of them tripping; a terminal
     * that reports its account and trades, and limits of that account, each second, see {@link LayerTraffic}.
     */
    ON,
    /** One agent with a fixed weight, no breaker that opens by itself, nothing known of an account. */
    OFF;

    /** As a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
