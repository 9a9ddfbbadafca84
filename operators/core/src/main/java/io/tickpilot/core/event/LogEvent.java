package io.tickpilot.core.event;

/** Anything that can change a decision. It takes effect at its place in the symbol's log, never before. */
public sealed interface LogEvent
        permits Tick,
                TradePrint,
                TradeReport,
                PositionReport,
                AccountReport,
                NewsSentiment,
                CalendarEvent,
                Command,
                Clock,
                EndOfLog {

    /** The instrument whose log this event belongs to; the key of all state. */
    String symbol();

    /** When it happened at its source, in microseconds since the epoch, UTC. */
    long eventTimeMicros();
}
