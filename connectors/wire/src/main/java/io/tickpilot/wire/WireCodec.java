package io.tickpilot.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.risk.Reconciled;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.Fence;
import io.tickpilot.wire.proto.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Core types to bytes and back. Encoding is deterministic. Decoding is strict about structure (a missing event, an
 * unknown enum constant, a name left empty) and passes every number through, NaN with them: validation is the engine's.
 * Unknown fields are ignored, so newer senders are understood.
 */
public final class WireCodec {

    private WireCodec() {}

    /** The bytes that the journal and the fast copy carry. */
    public static byte[] encode(JournalRecord record) {
        if (record instanceof JournalRecord.Entry entry) {
            return encode(entry);
        }
        LogRecord.Builder wire = LogRecord.newBuilder()
                .setPartition(record.partition())
                .setEpoch(record.epoch())
                .setSequence(record.sequence())
                .setLogTimeMicros(record.logTimeMicros());
        if (record instanceof JournalRecord.ClockMark clock) {
            wire.setReceivedMicros(clock.receivedMicros())
                    .setClock(io.tickpilot.wire.proto.Clock.newBuilder()
                            .setTimeMicros(clock.timeMicros())
                            .setJournaledBelow(clock.journaledBelow()));
        } else {
            wire.setFence(Fence.newBuilder().setEpoch(record.epoch()));
        }
        return wire.build().toByteArray();
    }

    /**
     * The bytes of an event of one symbol.
     *
     * @throws IllegalArgumentException for events that are never journaled for one symbol: clock and end of log
     */
    public static byte[] encode(SequencedEvent event) {
        return encode(new JournalRecord.Entry(event));
    }

    private static byte[] encode(JournalRecord.Entry entry) {
        SequencedEvent event = entry.event();
        LogRecord.Builder wire = LogRecord.newBuilder()
                .setPartition(event.partition())
                .setEpoch(event.epoch())
                .setSequence(event.sequence())
                .setLogTimeMicros(event.logTimeMicros())
                .setReceivedMicros(event.receivedMicros())
                .setForAllMicros(entry.forAllMicros())
                .setJournaledBelow(entry.journaledBelow());
        LogEvent content = event.event();
        if (content instanceof Tick tick) {
            wire.setTick(EventForms.toWire(tick));
        } else if (content instanceof TradePrint print) {
            wire.setTradePrint(EventForms.toWire(print));
        } else if (content instanceof TradeReport report) {
            wire.setTradeReport(EventForms.toWire(report));
        } else if (content instanceof NewsSentiment news) {
            wire.setNews(EventForms.toWire(news));
        } else if (content instanceof Command command) {
            wire.setCommand(EventForms.toWire(command));
        } else if (content instanceof PositionReport report) {
            wire.setPositionReport(EventForms.toWire(report));
        } else if (content instanceof AccountReport report) {
            wire.setAccountReport(EventForms.toWire(report));
        } else if (content instanceof CalendarEvent announced) {
            wire.setCalendarEvent(EventForms.toWire(announced));
        } else if (content instanceof Clock || content instanceof EndOfLog) {
            throw new IllegalArgumentException("event has no wire form for one symbol: " + content);
        }
        return wire.build().toByteArray();
    }

    public static JournalRecord decodeRecord(byte[] bytes) throws WireException {
        return decodeRecord(bytes, 0, bytes.length);
    }

    /**
     * For readers that must know of every record's place: an event of a kind that only newer programs know, or that makes no
     * sense, comes as a clock mark without a time.
     */
    public static JournalRecord decodePlace(byte[] bytes) throws WireException {
        try {
            return decodeRecord(bytes);
        } catch (WireException unknown) {
            try {
                LogRecord raw = LogRecord.parseFrom(bytes);
                return new JournalRecord.ClockMark(
                        raw.getPartition(), raw.getEpoch(), raw.getSequence(), raw.getLogTimeMicros(), 0, 0, 0);
            } catch (InvalidProtocolBufferException e) {
                throw unknown;
            }
        }
    }

    /** @throws WireException when the range does not hold one whole record */
    public static JournalRecord decodeRecord(byte[] bytes, int offset, int length) throws WireException {
        LogRecord wire;
        try {
            wire = LogRecord.parser().parseFrom(bytes, offset, length);
        } catch (InvalidProtocolBufferException e) {
            throw new WireException("log record is malformed: " + e.getMessage(), e);
        }
        int partition = notNegative("partition", wire.getPartition());
        int epoch = notNegative("epoch", wire.getEpoch());
        long sequence = notNegative("sequence", wire.getSequence());
        long logTime = wire.getLogTimeMicros();
        long received = wire.getReceivedMicros();
        LogEvent event =
                switch (wire.getEventCase()) {
                    case TICK -> EventForms.toCore(wire.getTick());
                    case TRADE_PRINT -> EventForms.toCore(wire.getTradePrint());
                    case TRADE_REPORT -> EventForms.toCore(wire.getTradeReport());
                    case COMMAND -> EventForms.toCore(wire.getCommand());
                    case NEWS -> EventForms.toCore(wire.getNews());
                    case POSITION_REPORT -> EventForms.toCore(wire.getPositionReport());
                    case ACCOUNT_REPORT -> EventForms.toCore(wire.getAccountReport());
                    case CALENDAR_EVENT -> EventForms.toCore(wire.getCalendarEvent());
                    case CLOCK, FENCE -> null;
                    case EVENT_NOT_SET -> throw new WireException("log record has no event");
                };
        if (event != null) {
            return new JournalRecord.Entry(
                    new SequencedEvent(partition, epoch, sequence, logTime, received, event),
                    wire.getForAllMicros(),
                    notNegative("journaled_below", wire.getJournaledBelow()));
        }
        if (wire.hasClock()) {
            io.tickpilot.wire.proto.Clock clock = wire.getClock();
            long below = notNegative("journaled_below", clock.getJournaledBelow());
            return new JournalRecord.ClockMark(
                    partition, epoch, sequence, logTime, received, clock.getTimeMicros(), below);
        }
        if (wire.getFence().getEpoch() != epoch) {
            throw new WireException(
                    "fence opens another epoch than its own: " + wire.getFence().getEpoch());
        }
        return new JournalRecord.FenceMark(partition, epoch, sequence, logTime);
    }

    public static byte[] encode(Signal signal) {
        return SignalForms.toWire(signal).toByteArray();
    }

    public static Signal decodeSignal(byte[] bytes) throws WireException {
        return SignalForms.toCore(parse("signal", io.tickpilot.wire.proto.Signal.parser(), bytes));
    }

    public static byte[] encode(Decision decision) {
        return SignalForms.toWire(decision).toByteArray();
    }

    public static Decision decodeDecision(byte[] bytes) throws WireException {
        return SignalForms.toCore(parse("decision", io.tickpilot.wire.proto.Decision.parser(), bytes));
    }

    public static byte[] encode(Bar bar) {
        return SignalForms.toWire(bar).toByteArray();
    }

    public static Bar decodeBar(byte[] bytes) throws WireException {
        return SignalForms.toCore(parse("bar", io.tickpilot.wire.proto.Bar.parser(), bytes));
    }

    /** The bytes of an alert of its kind. */
    public static byte[] encode(RegimeChange change) {
        return Alert.newBuilder()
                .setRegimeChange(AlertForms.toWire(change))
                .build()
                .toByteArray();
    }

    /** The bytes of an alert of its kind. */
    public static byte[] encode(BreakerChange change) {
        return Alert.newBuilder()
                .setBreakerChange(AlertForms.toWire(change))
                .build()
                .toByteArray();
    }

    /** The bytes of an alert of its kind. */
    public static byte[] encode(Reconciled told) {
        return Alert.newBuilder().setReconciled(AlertForms.toWire(told)).build().toByteArray();
    }

    /** @return null for an alert of another kind */
    public static @Nullable BreakerChange decodeBreakerChange(byte[] bytes) throws WireException {
        Alert alert = parse("alert", Alert.parser(), bytes);
        return alert.hasBreakerChange() ? AlertForms.toCore(alert.getBreakerChange()) : null;
    }

    /** @return null for an alert of another kind */
    public static @Nullable Reconciled decodeReconciled(byte[] bytes) throws WireException {
        Alert alert = parse("alert", Alert.parser(), bytes);
        return alert.hasReconciled() ? AlertForms.toCore(alert.getReconciled()) : null;
    }

    /** @return null for an alert of another kind */
    public static @Nullable RegimeChange decodeAlert(byte[] bytes) throws WireException {
        Alert alert = parse("alert", Alert.parser(), bytes);
        return alert.hasRegimeChange() ? AlertForms.toCore(alert.getRegimeChange()) : null;
    }

    /** The letter keeps the journaled bytes of its event. */
    public static byte[] encode(DeadLetter letter) {
        return encode(new DeadLetterRecord(
                letter.event().symbol(),
                source(letter.event().event()),
                letter.reason(),
                letter.detail(),
                letter.event().logTimeMicros(),
                ByteString.copyFrom(encode(letter.event()))));
    }

    public static byte[] encode(DeadLetterRecord letter) {
        return io.tickpilot.wire.proto.DeadLetter.newBuilder()
                .setSymbol(letter.symbol())
                .setSource(letter.source())
                .setReason(letter.reason().name())
                .setDetail(letter.detail())
                .setLogTimeMicros(letter.logTimeMicros())
                .setRaw(letter.raw())
                .build()
                .toByteArray();
    }

    public static DeadLetterRecord decodeDeadLetter(byte[] bytes) throws WireException {
        io.tickpilot.wire.proto.DeadLetter wire =
                parse("dead letter", io.tickpilot.wire.proto.DeadLetter.parser(), bytes);
        return new DeadLetterRecord(
                wire.getSymbol(),
                wire.getSource(),
                reason(wire.getReason()),
                wire.getDetail(),
                wire.getLogTimeMicros(),
                wire.getRaw());
    }

    public static io.tickpilot.wire.proto.Tick toWire(Tick tick) {
        return EventForms.toWire(tick);
    }

    public static Tick toCore(io.tickpilot.wire.proto.Tick tick) throws WireException {
        return EventForms.toCore(tick);
    }

    public static io.tickpilot.wire.proto.TradePrint toWire(TradePrint print) {
        return EventForms.toWire(print);
    }

    public static TradePrint toCore(io.tickpilot.wire.proto.TradePrint print) throws WireException {
        return EventForms.toCore(print);
    }

    public static io.tickpilot.wire.proto.NewsSentiment toWire(NewsSentiment news) {
        return EventForms.toWire(news);
    }

    public static NewsSentiment toCore(io.tickpilot.wire.proto.NewsSentiment news) throws WireException {
        return EventForms.toCore(news);
    }

    public static io.tickpilot.wire.proto.TradeReport toWire(TradeReport report) {
        return EventForms.toWire(report);
    }

    public static TradeReport toCore(io.tickpilot.wire.proto.TradeReport report) throws WireException {
        return EventForms.toCore(report);
    }

    public static io.tickpilot.wire.proto.Command toWire(Command command) {
        return EventForms.toWire(command);
    }

    public static Command toCore(io.tickpilot.wire.proto.Command command) throws WireException {
        return EventForms.toCore(command);
    }

    public static io.tickpilot.wire.proto.PositionReport toWire(PositionReport report) {
        return EventForms.toWire(report);
    }

    public static PositionReport toCore(io.tickpilot.wire.proto.PositionReport report) throws WireException {
        return EventForms.toCore(report);
    }

    public static io.tickpilot.wire.proto.AccountReport toWire(AccountReport report) {
        return EventForms.toWire(report);
    }

    public static AccountReport toCore(io.tickpilot.wire.proto.AccountReport report) throws WireException {
        return EventForms.toCore(report);
    }

    public static io.tickpilot.wire.proto.CalendarEvent toWire(CalendarEvent event) {
        return EventForms.toWire(event);
    }

    public static CalendarEvent toCore(io.tickpilot.wire.proto.CalendarEvent event) throws WireException {
        return EventForms.toCore(event);
    }

    public static io.tickpilot.wire.proto.Signal toWire(Signal signal) {
        return SignalForms.toWire(signal);
    }

    public static Signal toCore(io.tickpilot.wire.proto.Signal signal) throws WireException {
        return SignalForms.toCore(signal);
    }

    static int notNegative(String field, int value) throws WireException {
        if (value < 0) {
            throw new WireException(field + " is out of range: " + Integer.toUnsignedString(value));
        }
        return value;
    }

    static long notNegative(String field, long value) throws WireException {
        if (value < 0) {
            throw new WireException(field + " is out of range: " + Long.toUnsignedString(value));
        }
        return value;
    }

    private static <T> T parse(String what, Parser<T> parser, byte[] bytes) throws WireException {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new WireException(what + " is malformed: " + e.getMessage(), e);
        }
    }

    private static String source(LogEvent event) {
        if (event instanceof Tick tick) {
            return tick.source();
        }
        if (event instanceof TradePrint print) {
            return print.source();
        }
        if (event instanceof TradeReport report) {
            return report.source();
        }
        if (event instanceof NewsSentiment news) {
            return news.source();
        }
        if (event instanceof PositionReport report) {
            return report.source();
        }
        if (event instanceof AccountReport report) {
            return report.source();
        }
        if (event instanceof CalendarEvent announced) {
            return announced.source();
        }
        return event instanceof Command command ? command.source() : "";
    }

    private static RejectReason reason(String name) throws WireException {
        for (RejectReason reason : RejectReason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        throw new WireException("reject reason is unknown: " + name);
    }
}
