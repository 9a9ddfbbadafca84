package io.tickpilot.wire;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.wire.proto.Command.Kind;
import io.tickpilot.wire.proto.TradeReport.Status;

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
