/**
 * What a moment means to the market: sessions, trading days, the place in day and week, events to come. Pure functions of epoch
 * microseconds, UTC; the zone rules are those of the JDK's time zone data. May use the configuration's reader.
 */
@NullMarked
package io.tickpilot.core.calendar;

import org.jspecify.annotations.NullMarked;
