package io.tickpilot.core.calendar;

/** How much an economic event is expected to move the market, ascending. */
public enum Impact {
    LOW,
    MEDIUM,
    HIGH
}
