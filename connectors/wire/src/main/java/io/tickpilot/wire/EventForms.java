package io.tickpilot.wire;

import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.wire.proto.Command.Kind;
import io.tickpilot.wire.proto.TradeReport.Status;
import java.util.ArrayList;
import java.util.List;

/** Wire forms of the events that enter the log. */
final class EventForms {

    private EventForms() {}

    static io.tickpilot.wire.proto.Tick toWire(Tick tick) {
        return io.tickpilot.wire.proto.Tick.newBuilder()
                .setSymbol(tick.symbol())
                .setEventTimeMicros(tick.eventTimeMicros())
                .setBid(tick.bid())
                .setAsk(tick.ask())
                .setBidSize(tick.bidSize())
                .setAskSize(tick.askSize())
                .setSource(tick.source())
                .setSourceSequence(tick.sourceSequence())
                .build();
    }

    static Tick toCore(io.tickpilot.wire.proto.Tick tick) throws WireException {
        return new Tick(
                named("symbol", tick.getSymbol()),
                tick.getEventTimeMicros(),
                tick.getBid(),
                tick.getAsk(),
                tick.getBidSize(),
                tick.getAskSize(),
                tick.getSource(),
                tick.getSourceSequence());
    }

    static io.tickpilot.wire.proto.TradePrint toWire(TradePrint print) {
        return io.tickpilot.wire.proto.TradePrint.newBuilder()
                .setSymbol(print.symbol())
                .setEventTimeMicros(print.eventTimeMicros())
                .setPrice(print.price())
                .setSize(print.size())
                .setAggressor(toWire(print.aggressor()))
                .setVenue(print.venue())
                .setTradeId(print.tradeId())
                .setSource(print.source())
                .setSourceSequence(print.sourceSequence())
                .build();
    }

    static TradePrint toCore(io.tickpilot.wire.proto.TradePrint print) throws WireException {
        return new TradePrint(
                named("symbol", print.getSymbol()),
                print.getEventTimeMicros(),
                print.getPrice(),
                print.getSize(),
                toCore(print.getAggressor()),
                print.getVenue(),
                print.getTradeId(),
                print.getSource(),
                print.getSourceSequence());
    }

    static io.tickpilot.wire.proto.NewsSentiment toWire(NewsSentiment news) {
        return io.tickpilot.wire.proto.NewsSentiment.newBuilder()
                .setSymbol(news.symbol())
                .setEventTimeMicros(news.eventTimeMicros())
                .setScore(news.score())
                .setConfidence(news.confidence())
                .setId(news.id())
                .setSource(news.source())
                .setSourceSequence(news.sourceSequence())
                .build();
    }

    static NewsSentiment toCore(io.tickpilot.wire.proto.NewsSentiment news) throws WireException {
        return new NewsSentiment(
                named("symbol", news.getSymbol()),
                news.getEventTimeMicros(),
                news.getScore(),
                news.getConfidence(),
                news.getId(),
                news.getSource(),
                news.getSourceSequence());
    }

    static io.tickpilot.wire.proto.CalendarEvent toWire(CalendarEvent event) {
        return io.tickpilot.wire.proto.CalendarEvent.newBuilder()
                .setSymbol(event.symbol())
                .setEventTimeMicros(event.eventTimeMicros())
                .setReleaseMicros(event.releaseMicros())
                .setCurrency(event.currency())
                .setImpact(
                        switch (event.impact()) {
                            case LOW -> io.tickpilot.wire.proto.CalendarEvent.Impact.LOW;
                            case MEDIUM -> io.tickpilot.wire.proto.CalendarEvent.Impact.MEDIUM;
                            case HIGH -> io.tickpilot.wire.proto.CalendarEvent.Impact.HIGH;
                        })
                .setTitle(event.title())
                .setId(event.id())
                .setSource(event.source())
                .setSourceSequence(event.sourceSequence())
                .build();
    }

    static CalendarEvent toCore(io.tickpilot.wire.proto.CalendarEvent event) throws WireException {
        return new CalendarEvent(
                named("symbol", event.getSymbol()),
                event.getEventTimeMicros(),
                event.getReleaseMicros(),
                named("currency", event.getCurrency()),
                switch (event.getImpact()) {
                    case LOW -> Impact.LOW;
                    case MEDIUM -> Impact.MEDIUM;
                    case HIGH -> Impact.HIGH;
                    case IMPACT_UNSPECIFIED, UNRECOGNIZED ->
                        throw new WireException("impact is unknown: " + event.getImpactValue());
                },
                event.getTitle(),
                named("id", event.getId()),
                event.getSource(),
                event.getSourceSequence());
    }

    static io.tickpilot.wire.proto.TradeReport toWire(TradeReport report) {
        return io.tickpilot.wire.proto.TradeReport.newBuilder()
                .setSymbol(report.symbol())
                .setEventTimeMicros(report.eventTimeMicros())
                .setStatus(toWire(report.status()))
                .setAccount(report.account())
                .setStrategy(report.strategy())
                .setSignalId(report.signalId())
                .setTicket(report.ticket())
                .setOriginTicket(report.originTicket())
                .setSide(toWire(report.side()))
                .setLots(report.lots())
                .setRemainingLots(report.remainingLots())
                .setPrice(report.price())
                .setProfit(report.profit())
                .setCommission(report.commission())
                .setReason(report.reason())
                .setSource(report.source())
                .setSourceSequence(report.sourceSequence())
                .build();
    }

    static TradeReport toCore(io.tickpilot.wire.proto.TradeReport report) throws WireException {
        return new TradeReport(
                named("symbol", report.getSymbol()),
                report.getEventTimeMicros(),
                toCore(report.getStatus()),
                report.getAccount(),
                report.getStrategy(),
                report.getSignalId(),
                report.getTicket(),
                report.getOriginTicket(),
                toCore(report.getSide()),
                report.getLots(),
                report.getRemainingLots(),
                report.getPrice(),
                report.getProfit(),
                report.getCommission(),
                report.getReason(),
                report.getSource(),
                report.getSourceSequence());
    }

    static io.tickpilot.wire.proto.Command toWire(Command command) {
        return io.tickpilot.wire.proto.Command.newBuilder()
                .setSymbol(command.symbol())
                .setEventTimeMicros(command.eventTimeMicros())
                .setKind(
                        switch (command.kind()) {
                            case PAUSE_STRATEGY -> Kind.PAUSE_STRATEGY;
                            case RESUME_STRATEGY -> Kind.RESUME_STRATEGY;
                            case DISABLE_AGENT -> Kind.DISABLE_AGENT;
                            case ENABLE_AGENT -> Kind.ENABLE_AGENT;
                            case BLOCK_ENTRIES -> Kind.BLOCK_ENTRIES;
                            case UNBLOCK_ENTRIES -> Kind.UNBLOCK_ENTRIES;
                            case TRIP_BREAKER -> Kind.TRIP_BREAKER;
                            case RESET_BREAKER -> Kind.RESET_BREAKER;
                            case KILL -> Kind.KILL;
                            case RESUME -> Kind.RESUME;
                            case SET_LIMITS -> Kind.SET_LIMITS;
                            case SET_RATE -> Kind.SET_RATE;
                            case TIGHTEN_STOPS -> Kind.TIGHTEN_STOPS;
                            case REDUCE_POSITIONS -> Kind.REDUCE_POSITIONS;
                            case CLOSE_POSITIONS -> Kind.CLOSE_POSITIONS;
                            case REPORT_POSITIONS -> Kind.REPORT_POSITIONS;
                        })
                .setTarget(command.target())
                .setArgument(command.argument())
                .setIssuedBy(command.issuedBy())
                .setWhy(command.why())
                .setSource(command.source())
                .setSourceSequence(command.sourceSequence())
                .build();
    }

    static Command toCore(io.tickpilot.wire.proto.Command command) throws WireException {
        return new Command(
                named("symbol", command.getSymbol()),
                command.getEventTimeMicros(),
                switch (command.getKind()) {
                    case PAUSE_STRATEGY -> Command.Kind.PAUSE_STRATEGY;
                    case RESUME_STRATEGY -> Command.Kind.RESUME_STRATEGY;
                    case DISABLE_AGENT -> Command.Kind.DISABLE_AGENT;
                    case ENABLE_AGENT -> Command.Kind.ENABLE_AGENT;
                    case BLOCK_ENTRIES -> Command.Kind.BLOCK_ENTRIES;
                    case UNBLOCK_ENTRIES -> Command.Kind.UNBLOCK_ENTRIES;
                    case TRIP_BREAKER -> Command.Kind.TRIP_BREAKER;
                    case RESET_BREAKER -> Command.Kind.RESET_BREAKER;
                    case KILL -> Command.Kind.KILL;
                    case RESUME -> Command.Kind.RESUME;
                    case SET_LIMITS -> Command.Kind.SET_LIMITS;
                    case SET_RATE -> Command.Kind.SET_RATE;
                    case TIGHTEN_STOPS -> Command.Kind.TIGHTEN_STOPS;
                    case REDUCE_POSITIONS -> Command.Kind.REDUCE_POSITIONS;
                    case CLOSE_POSITIONS -> Command.Kind.CLOSE_POSITIONS;
                    case REPORT_POSITIONS -> Command.Kind.REPORT_POSITIONS;
                    case KIND_UNSPECIFIED, UNRECOGNIZED ->
                        throw new WireException("command kind is unknown: " + command.getKindValue());
                },
                command.getTarget(),
                command.getArgument(),
                command.getIssuedBy(),
                command.getWhy(),
                command.getSource(),
                command.getSourceSequence());
    }

    static io.tickpilot.wire.proto.PositionReport toWire(PositionReport report) {
        io.tickpilot.wire.proto.PositionReport.Builder wire = io.tickpilot.wire.proto.PositionReport.newBuilder()
                .setSymbol(report.symbol())
                .setEventTimeMicros(report.eventTimeMicros())
                .setAccount(report.account())
                .setSource(report.source())
                .setSourceSequence(report.sourceSequence());
        for (HeldPosition position : report.positions()) {
            wire.addPositions(io.tickpilot.wire.proto.HeldPosition.newBuilder()
                    .setTicket(position.ticket())
                    .setOriginTicket(position.originTicket())
                    .setStrategy(position.strategy())
                    .setSignalId(position.signalId())
                    .setSide(toWire(position.side()))
                    .setLots(position.lots())
                    .setOpenPrice(position.openPrice())
                    .setStop(position.stop())
                    .setTarget(position.target())
                    .setOpenTimeMicros(position.openTimeMicros()));
        }
        return wire.build();
    }

    static PositionReport toCore(io.tickpilot.wire.proto.PositionReport report) throws WireException {
        List<HeldPosition> positions = new ArrayList<>(report.getPositionsCount());
        for (io.tickpilot.wire.proto.HeldPosition position : report.getPositionsList()) {
            positions.add(new HeldPosition(
                    position.getTicket(),
                    position.getOriginTicket(),
                    position.getStrategy(),
                    position.getSignalId(),
                    toCore(position.getSide()),
                    position.getLots(),
                    position.getOpenPrice(),
                    position.getStop(),
                    position.getTarget(),
                    position.getOpenTimeMicros()));
        }
        return new PositionReport(
                named("symbol", report.getSymbol()),
                report.getEventTimeMicros(),
                report.getAccount(),
                positions,
                report.getSource(),
                report.getSourceSequence());
    }

    static io.tickpilot.wire.proto.AccountReport toWire(AccountReport report) {
        return io.tickpilot.wire.proto.AccountReport.newBuilder()
                .setSymbol(report.symbol())
                .setEventTimeMicros(report.eventTimeMicros())
                .setAccount(report.account())
                .setCurrency(report.currency())
                .setBalance(report.balance())
                .setEquity(report.equity())
                .setMargin(report.margin())
                .setFreeMargin(report.freeMargin())
                .setLeverage(report.leverage())
                .setDayStartMicros(report.dayStartMicros())
                .setDayStartEquity(report.dayStartEquity())
                .setLive(report.live())
                .setSource(report.source())
                .setSourceSequence(report.sourceSequence())
                .build();
    }

    static AccountReport toCore(io.tickpilot.wire.proto.AccountReport report) throws WireException {
        return new AccountReport(
                named("symbol", report.getSymbol()),
                report.getEventTimeMicros(),
                report.getAccount(),
                report.getCurrency(),
                report.getBalance(),
                report.getEquity(),
                report.getMargin(),
                report.getFreeMargin(),
                report.getLeverage(),
                report.getDayStartMicros(),
                report.getDayStartEquity(),
                report.getLive(),
                report.getSource(),
                report.getSourceSequence());
    }

    static io.tickpilot.wire.proto.Side toWire(Side side) {
        return side == Side.BUY ? io.tickpilot.wire.proto.Side.SIDE_BUY : io.tickpilot.wire.proto.Side.SIDE_SELL;
    }

    static Side toCore(io.tickpilot.wire.proto.Side side) throws WireException {
        return switch (side) {
            case SIDE_SELL -> Side.SELL;
            case SIDE_BUY -> Side.BUY;
            case SIDE_UNSPECIFIED, UNRECOGNIZED -> throw new WireException("side is unknown: " + side);
        };
    }

    static String named(String field, String value) throws WireException {
        if (value.isEmpty()) {
            throw new WireException(field + " is missing");
        }
        return value;
    }

    private static Status toWire(TradeReport.Status status) {
        return switch (status) {
            case OPENED -> Status.OPENED;
            case PARTIALLY_CLOSED -> Status.PARTIALLY_CLOSED;
            case CLOSED -> Status.CLOSED;
            case MODIFIED -> Status.MODIFIED;
            case REJECTED -> Status.REJECTED;
        };
    }

    private static TradeReport.Status toCore(Status status) throws WireException {
        return switch (status) {
            case OPENED -> TradeReport.Status.OPENED;
            case PARTIALLY_CLOSED -> TradeReport.Status.PARTIALLY_CLOSED;
            case CLOSED -> TradeReport.Status.CLOSED;
            case MODIFIED -> TradeReport.Status.MODIFIED;
            case REJECTED -> TradeReport.Status.REJECTED;
            case STATUS_UNSPECIFIED, UNRECOGNIZED -> throw new WireException("trade status is unknown: " + status);
        };
    }
}
