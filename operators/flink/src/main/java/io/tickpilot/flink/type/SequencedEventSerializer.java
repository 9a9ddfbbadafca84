package io.tickpilot.flink.type;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Place in the log, a tag, then the event's fields in their declared order. Enums by ordinal: constants are only added. */
public final class SequencedEventSerializer extends VersionedSerializer<SequencedEvent> {
    private static final long serialVersionUID = 1L;
    private static final int CURRENT = 1;
    private static final int TICK = 1;
    private static final int TRADE_PRINT = 2;
    private static final int TRADE_REPORT = 3;
    private static final int COMMAND = 4;
    private static final int CLOCK = 5;
    private static final int END_OF_LOG = 6;
    private static final int NEWS = 7;
    private static final int POSITION_REPORT = 8;
    private static final int ACCOUNT_REPORT = 9;
    private static final int CALENDAR_EVENT = 10;
    private static final Side[] SIDES = Side.values();
    private static final TradeReport.Status[] STATUSES = TradeReport.Status.values();
    private static final Command.Kind[] KINDS = Command.Kind.values();
    private static final Impact[] IMPACTS = Impact.values();

    public SequencedEventSerializer() {
        this(CURRENT);
    }

    private SequencedEventSerializer(int version) {
        super(version);
    }

    @Override
    protected void write(SequencedEvent value, DataOutputView out) throws IOException {
        writeEvent(value, out);
    }

    @Override
    protected SequencedEvent read(int version, DataInputView in) throws IOException {
        return readEvent(in);
    }

    static void writeEvent(SequencedEvent value, DataOutputView out) throws IOException {
        out.writeInt(value.partition());
        out.writeInt(value.epoch());
        out.writeLong(value.sequence());
        out.writeLong(value.logTimeMicros());
        out.writeLong(value.receivedMicros());
        LogEvent event = value.event();
        if (event instanceof Tick tick) {
            writeTick(tick, out);
        } else if (event instanceof TradePrint print) {
            writePrint(print, out);
        } else if (event instanceof TradeReport report) {
            out.writeByte(TRADE_REPORT);
            writeReport(report, out);
        } else if (event instanceof NewsSentiment news) {
            writeNews(news, out);
        } else if (event instanceof Command command) {
            out.writeByte(COMMAND);
            writeCommand(command, out);
        } else if (event instanceof PositionReport report) {
            writePositions(report, out);
        } else if (event instanceof AccountReport report) {
            writeAccount(report, out);
        } else if (event instanceof CalendarEvent announced) {
            writeAnnounced(announced, out);
        } else {
            out.writeByte(event instanceof Clock ? CLOCK : END_OF_LOG);
            writeString(event.symbol(), out);
            out.writeLong(event.eventTimeMicros());
        }
    }

    static SequencedEvent readEvent(DataInputView in) throws IOException {
        int partition = in.readInt();
        int epoch = in.readInt();
        long sequence = in.readLong();
        long logTimeMicros = in.readLong();
        long receivedMicros = in.readLong();
        int tag = in.readByte();
        LogEvent event =
                switch (tag) {
                    case TICK -> readTick(in);
                    case TRADE_PRINT -> readPrint(in);
                    case TRADE_REPORT -> readReport(in);
                    case COMMAND -> readCommand(in);
                    case NEWS -> readNews(in);
                    case POSITION_REPORT -> readPositions(in);
                    case ACCOUNT_REPORT -> readAccount(in);
                    case CALENDAR_EVENT -> readAnnounced(in);
                    case CLOCK -> new Clock(readString(in), in.readLong());
                    case END_OF_LOG -> new EndOfLog(readString(in), in.readLong());
                    default -> throw new IOException("event tag is unknown: " + tag);
                };
        return new SequencedEvent(partition, epoch, sequence, logTimeMicros, receivedMicros, event);
    }

    private static void writeTick(Tick tick, DataOutputView out) throws IOException {
        out.writeByte(TICK);
        writeString(tick.symbol(), out);
        out.writeLong(tick.eventTimeMicros());
        out.writeDouble(tick.bid());
        out.writeDouble(tick.ask());
        out.writeDouble(tick.bidSize());
        out.writeDouble(tick.askSize());
        writeString(tick.source(), out);
        out.writeLong(tick.sourceSequence());
    }

    private static Tick readTick(DataInputView in) throws IOException {
        return new Tick(
                readString(in),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                readString(in),
                in.readLong());
    }

    private static void writePrint(TradePrint print, DataOutputView out) throws IOException {
        out.writeByte(TRADE_PRINT);
        writeString(print.symbol(), out);
        out.writeLong(print.eventTimeMicros());
        out.writeDouble(print.price());
        out.writeDouble(print.size());
        out.writeByte(print.aggressor().ordinal());
        writeString(print.venue(), out);
        writeString(print.tradeId(), out);
        writeString(print.source(), out);
        out.writeLong(print.sourceSequence());
    }

    private static TradePrint readPrint(DataInputView in) throws IOException {
        return new TradePrint(
                readString(in),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                SIDES[in.readByte()],
                readString(in),
                readString(in),
                readString(in),
                in.readLong());
    }

    static void writeReport(TradeReport report, DataOutputView out) throws IOException {
        writeString(report.symbol(), out);
        out.writeLong(report.eventTimeMicros());
        out.writeByte(report.status().ordinal());
        writeString(report.account(), out);
        writeString(report.strategy(), out);
        writeString(report.signalId(), out);
        out.writeLong(report.ticket());
        out.writeLong(report.originTicket());
        out.writeByte(report.side().ordinal());
        out.writeDouble(report.lots());
        out.writeDouble(report.remainingLots());
        out.writeDouble(report.price());
        out.writeDouble(report.profit());
        out.writeDouble(report.commission());
        writeString(report.reason(), out);
        writeString(report.source(), out);
        out.writeLong(report.sourceSequence());
    }

    static TradeReport readReport(DataInputView in) throws IOException {
        return new TradeReport(
                readString(in),
                in.readLong(),
                STATUSES[in.readByte()],
                readString(in),
                readString(in),
                readString(in),
                in.readLong(),
                in.readLong(),
                SIDES[in.readByte()],
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                readString(in),
                readString(in),
                in.readLong());
    }

    private static void writeNews(NewsSentiment news, DataOutputView out) throws IOException {
        out.writeByte(NEWS);
        writeString(news.symbol(), out);
        out.writeLong(news.eventTimeMicros());
        out.writeDouble(news.score());
        out.writeDouble(news.confidence());
        writeString(news.id(), out);
        writeString(news.source(), out);
        out.writeLong(news.sourceSequence());
    }

    private static NewsSentiment readNews(DataInputView in) throws IOException {
        return new NewsSentiment(
                readString(in),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                readString(in),
                readString(in),
                in.readLong());
    }

    private static void writePositions(PositionReport report, DataOutputView out) throws IOException {
        out.writeByte(POSITION_REPORT);
        writeString(report.symbol(), out);
        out.writeLong(report.eventTimeMicros());
        writeString(report.account(), out);
        out.writeInt(report.positions().size());
        for (HeldPosition position : report.positions()) {
            out.writeLong(position.ticket());
            out.writeLong(position.originTicket());
            writeString(position.strategy(), out);
            writeString(position.signalId(), out);
            out.writeByte(position.side().ordinal());
            out.writeDouble(position.lots());
            out.writeDouble(position.openPrice());
            out.writeDouble(position.stop());
            out.writeDouble(position.target());
            out.writeLong(position.openTimeMicros());
        }
        writeString(report.source(), out);
        out.writeLong(report.sourceSequence());
    }

    private static PositionReport readPositions(DataInputView in) throws IOException {
        String symbol = readString(in);
        long eventTimeMicros = in.readLong();
        String account = readString(in);
        List<HeldPosition> positions = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            positions.add(new HeldPosition(
                    in.readLong(),
                    in.readLong(),
                    readString(in),
                    readString(in),
                    SIDES[in.readByte()],
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readLong()));
        }
        return new PositionReport(symbol, eventTimeMicros, account, positions, readString(in), in.readLong());
    }

    private static void writeAccount(AccountReport report, DataOutputView out) throws IOException {
        out.writeByte(ACCOUNT_REPORT);
        writeString(report.symbol(), out);
        out.writeLong(report.eventTimeMicros());
        writeString(report.account(), out);
        writeString(report.currency(), out);
        out.writeDouble(report.balance());
        out.writeDouble(report.equity());
        out.writeDouble(report.margin());
        out.writeDouble(report.freeMargin());
        out.writeDouble(report.leverage());
        out.writeLong(report.dayStartMicros());
        out.writeDouble(report.dayStartEquity());
        out.writeBoolean(report.live());
        writeString(report.source(), out);
        out.writeLong(report.sourceSequence());
    }

    private static AccountReport readAccount(DataInputView in) throws IOException {
        return new AccountReport(
                readString(in),
                in.readLong(),
                readString(in),
                readString(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readDouble(),
                in.readBoolean(),
                readString(in),
                in.readLong());
    }

    private static void writeAnnounced(CalendarEvent event, DataOutputView out) throws IOException {
        out.writeByte(CALENDAR_EVENT);
        writeString(event.symbol(), out);
        out.writeLong(event.eventTimeMicros());
        out.writeLong(event.releaseMicros());
        writeString(event.currency(), out);
        out.writeByte(event.impact().ordinal());
        writeString(event.title(), out);
        writeString(event.id(), out);
        writeString(event.source(), out);
        out.writeLong(event.sourceSequence());
    }

    private static CalendarEvent readAnnounced(DataInputView in) throws IOException {
        return new CalendarEvent(
                readString(in),
                in.readLong(),
                in.readLong(),
                readString(in),
                IMPACTS[in.readByte()],
                readString(in),
                readString(in),
                readString(in),
                in.readLong());
    }

    static void writeCommand(Command command, DataOutputView out) throws IOException {
        writeString(command.symbol(), out);
        out.writeLong(command.eventTimeMicros());
        out.writeByte(command.kind().ordinal());
        writeString(command.target(), out);
        writeString(command.argument(), out);
        writeString(command.issuedBy(), out);
        writeString(command.why(), out);
        writeString(command.source(), out);
        out.writeLong(command.sourceSequence());
    }

    static Command readCommand(DataInputView in) throws IOException {
        return new Command(
                readString(in),
                in.readLong(),
                KINDS[in.readByte()],
                readString(in),
                readString(in),
                readString(in),
                readString(in),
                readString(in),
                in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<SequencedEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Format of values in a checkpoint. */
    public static final class Snapshot extends VersionedSnapshot<SequencedEvent> {
        public Snapshot() {
            super(CURRENT, SequencedEventSerializer::new);
        }
    }
}
