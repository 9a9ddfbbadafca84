package io.tickpilot.local.ea;

import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Quotes a simulated market to an Expert Advisor in real time, and tells when its bridge falls silent or is back. */
public final class ExpertSimulation {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int BRIDGE_ROW = 1;

    private final ExpertTerminal terminal;
    private final Consumer<String> told;
    private String bridge = "";
    private long lookedNanos;

    /** @param told one line when the link to the bridge comes or goes */
    public ExpertSimulation(ExpertTerminal terminal, Consumer<String> told) {
        this.terminal = terminal;
        this.told = told;
    }

    /**
     * Quotes until the time is over.
     *
     * @param market that begins now
     */
    public void run(SimulatedMarket market, Duration length) throws InterruptedException {
        long begin = System.nanoTime();
        long first = market.nextMicros();
        lookedNanos = begin + PATIENCE_NANOS;
        while (TimeUnit.MICROSECONDS.toNanos(market.nextMicros() - first) <= length.toNanos()) {
            long due = TimeUnit.MICROSECONDS.toNanos(market.nextMicros() - first) - (System.nanoTime() - begin);
            if (due > 0) {
                TimeUnit.NANOSECONDS.sleep(due);
            }
            Tick tick = market.next();
            terminal.quote(tick);
            look(System.nanoTime());
        }
    }

    private void look(long nowNanos) {
        if (nowNanos - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = nowNanos;
        String row = terminal.panelRow(BRIDGE_ROW);
        String now = row.isEmpty() ? bridge : row.contains("silent") ? "bridge: silent" : "bridge: connected";
        if (!now.equals(bridge)) {
            bridge = now;
            told.accept(now);
        }
    }
}
