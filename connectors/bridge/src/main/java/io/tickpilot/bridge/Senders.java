package io.tickpilot.bridge;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.wire.proto.LogRecord;
import io.tickpilot.wire.proto.SavedSender;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What of each sender is in one partition, so that a resend is known by (kind, source, symbol) and source sequence. */
final class Senders {
    private final Map<Sender, SeenSequences> seen = new HashMap<>();

    /** @param kind field number of the event in {@code LogRecord} */
    private record Sender(int kind, String source, String symbol) {}

    /** What a sender says of its event. */
    private record Mark(int kind, String source, long sequence) {}

    /** @return whether the event is new; it is known from then on */
    boolean add(LogEvent event) {
        Mark mark = mark(event);
        return seen.computeIfAbsent(
                        new Sender(mark.kind(), mark.source(), event.symbol()), sender -> new SeenSequences())
                .add(mark.sequence());
    }

    int size() {
        return seen.size();
    }

    Set<String> symbols() {
        Set<String> symbols = new TreeSet<>();
        seen.keySet().forEach(sender -> symbols.add(sender.symbol()));
        return symbols;
    }

    /** Those of which there is more than commands. */
    Set<String> begun() {
        Set<String> symbols = new TreeSet<>();
        seen.keySet().stream()
                .filter(sender -> sender.kind() != LogRecord.COMMAND_FIELD_NUMBER)
                .forEach(sender -> symbols.add(sender.symbol()));
        return symbols;
    }

    Senders copy() {
        Senders copy = new Senders();
        seen.forEach((sender, sequences) -> copy.seen.put(sender, sequences.copy()));
        return copy;
    }

    List<SavedSender> toWire() {
        return seen.entrySet().stream()
                .map(entry -> entry.getValue()
                        .toWire()
                        .setKind(entry.getKey().kind())
                        .setSource(entry.getKey().source())
                        .setSymbol(entry.getKey().symbol())
                        .build())
                .toList();
    }

    static Senders fromWire(List<SavedSender> states) {
        Senders senders = new Senders();
        for (SavedSender state : states) {
            senders.seen.put(
                    new Sender(state.getKind(), state.getSource(), state.getSymbol()), SeenSequences.fromWire(state));
        }
        return senders;
    }

    static String source(LogEvent event) {
        return mark(event).source();
    }

    private static Mark mark(LogEvent event) {
        if (event instanceof Tick tick) {
            return new Mark(LogRecord.TICK_FIELD_NUMBER, tick.source(), tick.sourceSequence());
        }
        if (event instanceof TradePrint print) {
            return new Mark(LogRecord.TRADE_PRINT_FIELD_NUMBER, print.source(), print.sourceSequence());
        }
        if (event instanceof TradeReport report) {
            return new Mark(LogRecord.TRADE_REPORT_FIELD_NUMBER, report.source(), report.sourceSequence());
        }
        if (event instanceof NewsSentiment news) {
            return new Mark(LogRecord.NEWS_FIELD_NUMBER, news.source(), news.sourceSequence());
        }
        if (event instanceof Command command) {
            return new Mark(LogRecord.COMMAND_FIELD_NUMBER, command.source(), command.sourceSequence());
        }
        if (event instanceof PositionReport report) {
            return new Mark(LogRecord.POSITION_REPORT_FIELD_NUMBER, report.source(), report.sourceSequence());
        }
        if (event instanceof AccountReport report) {
            return new Mark(LogRecord.ACCOUNT_REPORT_FIELD_NUMBER, report.source(), report.sourceSequence());
        }
        if (event instanceof CalendarEvent announced) {
            return new Mark(LogRecord.CALENDAR_EVENT_FIELD_NUMBER, announced.source(), announced.sourceSequence());
        }
        throw new IllegalStateException("event has no source: " + event);
    }
}
