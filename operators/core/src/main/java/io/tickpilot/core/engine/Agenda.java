package io.tickpilot.core.engine;

import io.tickpilot.core.calendar.AnnouncedEvents;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.EconomicEvent;
import io.tickpilot.core.calendar.EventTimes;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.calendar.TradingHours;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.gate.Moment;
import java.util.Arrays;
import java.util.Set;

/** What the clock means to one symbol: its trading hours, and the economic events of its currencies from the file and from its log. */
final class Agenda {
    private final TradingHours hours;
    private final Set<String> currencies;
    /** By impact, each with those of a higher one. */
    private final EventTimes[] scheduled;

    private final AnnouncedEvents announced;

    Agenda(TradingHours hours, EconomicCalendar calendar, Set<String> currencies, AnnouncedEvents announced) {
        this.hours = hours;
        this.currencies = currencies;
        this.scheduled = Arrays.stream(Impact.values())
                .map(least -> calendar.times(currencies, least))
                .toArray(EventTimes[]::new);
        this.announced = announced;
    }

    void hear(CalendarEvent event) {
        if (currencies.contains(event.currency()) || event.currency().equals(EconomicEvent.EVERY_CURRENCY)) {
            announced.tell(event.id(), event.releaseMicros(), event.impact());
        }
    }

    /** @param least impact of an economic event that counts */
    Moment at(long nowMicros, Impact least) {
        double fromFile = scheduled[least.ordinal()].microsToNearest(nowMicros);
        double fromLog = announced.microsToNearest(nowMicros, least);
        return new Moment(nowMicros, hours, EventTimes.nearer(fromFile, fromLog));
    }
}
