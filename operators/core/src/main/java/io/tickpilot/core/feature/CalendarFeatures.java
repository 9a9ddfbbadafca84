package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.FeatureKind.kind;

import io.tickpilot.core.calendar.EventTimes;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.calendar.Session;
import io.tickpilot.core.calendar.TimeCycle;
import io.tickpilot.core.calendar.TradingDay;
import io.tickpilot.core.feature.FeatureKind.Group;
import java.util.List;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;

/** Features of the time alone. A row of a closed time bar is about its end, any other about the newest tick. */
final class CalendarFeatures {
    private static final String DEFINITION = "by definition";
    private static final double MICROS_PER_MINUTE = 60e6;

    /** Times of the events that matter to a symbol, and how far they are looked for. */
    private static final class Events extends Stateless {
        final EventTimes times;
        final double capMinutes;

        Events(EventTimes times, double capMinutes) {
            this.times = times;
            this.capMinutes = capMinutes;
        }

        double capped(double micros) {
            return Double.isNaN(micros) ? capMinutes : Math.min(micros / MICROS_PER_MINUTE, capMinutes);
        }
    }

    private static final Family<Events> EVENTS = Family.ofNoBars(
            "events",
            List.of(
                    Parameter.choice("impact", "high", List.of("low", "medium", "high"), "least impact that counts"),
                    Parameter.number(
                            "cap", 1_440, 1, 100_000, "minutes; what is farther, or not there, counts as this")),
            (p, s) -> new Events(
                    s.resources()
                            .calendar()
                            .times(
                                    s.currencies(),
                                    Impact.valueOf(p.text("impact").toUpperCase(Locale.ROOT))),
                    p.number("cap")));

    private CalendarFeatures() {}

    static List<FeatureKind<?>> kinds() {
        return List.of(
                cycle("time-of-day-sine", "sin(2 pi * share of the UTC day passed)", TimeCycle::daySine),
                cycle("time-of-day-cosine", "cos(2 pi * share of the UTC day passed)", TimeCycle::dayCosine),
                cycle("weekday-sine", "sin(2 pi * UTC weekday / 7), Monday 0", TimeCycle::weekdaySine),
                cycle("weekday-cosine", "cos(2 pi * UTC weekday / 7), Monday 0", TimeCycle::weekdayCosine),
                session("session-asia", Session.ASIA, "Tokyo 9 to 18 h"),
                session("session-london", Session.LONDON, "London 8 to 17 h"),
                session("session-new-york", Session.NEW_YORK, "New York 8 to 17 h"),
                ofTime(
                        "minutes-to-rollover",
                        "until the trading day ends, 17 h New York",
                        1_500,
                        now -> TradingDay.microsToRollover(now) / MICROS_PER_MINUTE),
                ofTime(
                        "minutes-to-weekend",
                        "until Friday 17 h New York; 0 on the weekend",
                        8_000,
                        now -> TradingDay.microsToWeekend(now) / MICROS_PER_MINUTE),
                event("minutes-to-event", "until the next economic event of the symbol's currencies")
                        .read((events, now) -> events.capped(events.times.microsToNext(now.timeMicros()))),
                event("minutes-since-event", "since the last economic event of the symbol's currencies")
                        .read((events, now) -> events.capped(events.times.microsSinceLast(now.timeMicros()))));
    }

    private static FeatureKind<Stateless> cycle(String name, String formula, LongToDoubleFunction of) {
        return kind(name, Group.CALENDAR, FeatureCatalogue.MARKET)
                .range(-1, 1)
                .formula(formula, DEFINITION)
                .read((none, now) -> of.applyAsDouble(now.timeMicros()));
    }

    private static FeatureKind<Stateless> session(String name, Session session, String hours) {
        return kind(name, Group.CALENDAR, FeatureCatalogue.MARKET)
                .unit(Unit.FLAG)
                .range(0, 1)
                .formula("1 while the session is open: " + hours + " local time, Monday to Friday", "market convention")
                .read((none, now) -> session.isOpen(now.timeMicros()) ? 1 : 0);
    }

    private static FeatureKind<Stateless> ofTime(String name, String formula, double most, LongToDoubleFunction of) {
        return kind(name, Group.CALENDAR, FeatureCatalogue.MARKET)
                .unit(Unit.MINUTES)
                .range(0, most)
                .formula("minutes " + formula, "market convention")
                .read((none, now) -> of.applyAsDouble(now.timeMicros()));
    }

    private static FeatureKind.Builder<Events> event(String name, String formula) {
        return kind(name, Group.CALENDAR, EVENTS)
                .unit(Unit.MINUTES)
                .range(0, Double.POSITIVE_INFINITY)
                .formula("minutes " + formula + ", at most cap", "the configured economic calendar");
    }
}
