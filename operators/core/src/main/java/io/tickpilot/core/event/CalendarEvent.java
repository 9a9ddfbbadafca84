package io.tickpilot.core.event;

import io.tickpilot.core.calendar.AnnouncedEvents;
import io.tickpilot.core.calendar.EconomicEvent;
import io.tickpilot.core.calendar.Impact;

/**
 * An economic event that is going to be. The gate keeps away from it as from those of the calendar's file; features do not read it.
 *
 * @param symbol may be that of all symbols, of which the bridge makes one for each
 * @param releaseMicros when it will be; {@link AnnouncedEvents#WITHDRAWN} when it is called off
 * @param currency it concerns; {@link EconomicEvent#EVERY_CURRENCY} for all. A symbol of other currencies passes over it
 * @param id the same when it is told anew, as when it is moved
 */
public record CalendarEvent(
        String symbol,
        long eventTimeMicros,
        long releaseMicros,
        String currency,
        Impact impact,
        String title,
        String id,
        String source,
        long sourceSequence)
        implements LogEvent {

    /** The same for one of the symbols, where this one is for all. */
    public CalendarEvent forSymbol(String one) {
        return new CalendarEvent(
                one, eventTimeMicros, releaseMicros, currency, impact, title, id, source, sourceSequence);
    }
}
