package io.tickpilot.core.ensemble;

/**
 * What stands in the market at a moment of the log.
 *
 * @param tickMicros event time of the tick that brought it
 */
public record Quote(long logMicros, long tickMicros, double bid, double ask) {}
