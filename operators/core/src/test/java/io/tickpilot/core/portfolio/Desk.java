package io.tickpilot.core.portfolio;

import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.signal.Decision;
import org.jspecify.annotations.Nullable;

/** Where the orders of one symbol leave in a {@link TradingWorld}. */
interface Desk {
    /** Decides on a new price; null when there was nothing to decide. */
    @Nullable
    Decision price(long nowMicros, double bid, double ask);

    /** What comes into the symbol's log beside prices. */
    void hear(long nowMicros, LogEvent event);

    /** Orders held back so far. */
    int held();
}
