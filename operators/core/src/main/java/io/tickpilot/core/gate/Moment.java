package io.tickpilot.core.gate;

import io.tickpilot.core.calendar.TradingHours;

/**
 * What time it is, for the market and for the news.
 *
 * @param nowMicros log time
 * @param hours of the instrument
 * @param newsMicros log time to the nearest economic event that counts, below 0 when it has passed; NaN when there is none
 */
public record Moment(long nowMicros, TradingHours hours, double newsMicros) {}
