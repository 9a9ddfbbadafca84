package io.tickpilot.bridge;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a request puts into the log. Decides on form only; numbers are the engine's to judge. */
final class Intake {
    private static final int MAX_NAME = 64;
    private static final int MAX_TICKS = 4_096;
    private static final int MAX_POSITIONS = 4_096;

    private Intake() {}

    /** @throws WireException when any part is malformed; then nothing of the request may be used */
    static List<LogEvent> events(ClientMessage message, Set<String> symbols) throws WireException {
        List<LogEvent> events = new ArrayList<>();
        switch (message.getBodyCase()) {
            case TICKS -> {
                if (message.getTicks().getTicksCount() > MAX_TICKS) {
                    throw new WireException("batch is too long: "
                            + message.getTicks().getTicksCount() + " ticks, at most " + MAX_TICKS);
                }
                for (Tick tick : message.getTicks().getTicksList()) {
                    events.add(WireCodec.toCore(tick));
                }
            }
            case TRADE_REPORT -> events.add(WireCodec.toCore(message.getTradeReport()));
            case TRADE_PRINT -> events.add(WireCodec.toCore(message.getTradePrint()));
            case NEWS -> events.add(WireCodec.toCore(message.getNews()));
            case POSITION_REPORT -> {
                if (message.getPositionReport().getPositionsCount() > MAX_POSITIONS) {
                    throw new WireException("report is too long: "
                            + message.getPositionReport().getPositionsCount() + " positions, at most " + MAX_POSITIONS);
                }
                events.add(WireCodec.toCore(message.getPositionReport()));
            }
            case ACCOUNT_REPORT -> addAccount(WireCodec.toCore(message.getAccountReport()), symbols, events);
            case CALENDAR_EVENT -> addAnnounced(WireCodec.toCore(message.getCalendarEvent()), symbols, events);
            case COMMAND -> addCommand(WireCodec.toCore(message.getCommand()), symbols, events);
            default -> throw new IllegalStateException("request holds no event: " + message.getBodyCase());
        }
        for (LogEvent event : events) {
            checkName("symbol", event.symbol());
            checkName("source", Senders.source(event));
        }
        return events;
    }

    /** Whether the events made of it are a command's copies, one for each symbol. */
    static boolean isCommandForAll(ClientMessage message) {
        return message.hasCommand() && message.getCommand().getSymbol().equals(Command.ALL);
    }

    private static void addCommand(Command command, Set<String> symbols, List<LogEvent> events) throws WireException {
        try {
            command.check();
        } catch (IllegalArgumentException e) {
            throw new WireException(command.kind() + ": " + e.getMessage(), e);
        }
        if (command.symbol().equals(Command.ALL)) {
            symbols.forEach(symbol -> events.add(command.forSymbol(symbol)));
        } else {
            events.add(command);
        }
    }

    private static void addAnnounced(CalendarEvent event, Set<String> symbols, List<LogEvent> events)
            throws WireException {
        checkName("id", event.id());
        if (event.symbol().equals(Command.ALL)) {
            symbols.forEach(symbol -> events.add(event.forSymbol(symbol)));
        } else {
            events.add(event);
        }
    }

    private static void addAccount(AccountReport report, Set<String> symbols, List<LogEvent> events) {
        if (report.symbol().equals(Command.ALL)) {
            symbols.forEach(symbol -> events.add(report.forSymbol(symbol)));
        } else {
            events.add(report);
        }
    }

    /** A symbol is a subscription prefix and a key: printable ASCII or letters, no space. */
    private static void checkName(String field, String name) throws WireException {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new WireException(field + " must have 1 to " + MAX_NAME + " characters: " + name.length());
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                throw new WireException(field + " must not hold white space or control characters");
            }
        }
    }
}
