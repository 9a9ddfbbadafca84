package io.tickpilot.bridge;

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
    /** A command for every symbol known. */
    static final String ALL_SYMBOLS = "*";

    private static final int MAX_NAME = 64;
    private static final int MAX_TICKS = 4_096;

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
            case COMMAND -> addCommand(WireCodec.toCore(message.getCommand()), symbols, events);
            default -> throw new IllegalStateException("request holds no event: " + message.getBodyCase());
        }
        for (LogEvent event : events) {
            checkName("symbol", event.symbol());
            checkName("source", Senders.source(event));
        }
        return events;
    }

    private static void addCommand(Command command, Set<String> symbols, List<LogEvent> events) {
        if (!command.symbol().equals(ALL_SYMBOLS)) {
            events.add(command);
            return;
        }
        for (String symbol : symbols) {
            events.add(new Command(
                    symbol,
                    command.eventTimeMicros(),
                    command.kind(),
                    command.target(),
                    command.argument(),
                    command.issuedBy(),
                    command.why(),
                    command.source(),
                    command.sourceSequence()));
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
