package io.tickpilot.local.demo;

import io.tickpilot.core.event.Tick;
import java.time.Duration;

/** A terminal that trades what a demo's bridge sends it, at the prices it is shown. */
interface DemoTerminal extends AutoCloseable {

    /** A price of the market; returns once the terminal has dealt with it. */
    void onTick(Tick tick);

    TerminalView look();

    /** Faults of the terminal itself so far: 0 in a healthy run. */
    long errors();

    /** @return whether the bridge has every report so far in its journal */
    boolean flush(Duration timeout) throws InterruptedException;
}
