package io.tickpilot.core.event;

/** Nothing follows: sent by bounded replays only. Forming bars are closed by it where their time is over. */
public record EndOfLog(String symbol, long eventTimeMicros) implements LogEvent {}
