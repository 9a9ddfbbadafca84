package io.tickpilot.bridge.client;

import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.SignalReceipt;
import io.tickpilot.wire.proto.TickBatch;
import java.util.Queue;

/** Puts events into requests: neighbouring ticks share one, everything else has its own. */
final class Requests {

    private Requests() {}

    /** @return whether the event can be sent at all */
    static boolean accepts(LogEvent event) {
        return event instanceof Tick
                || event instanceof TradePrint
                || event instanceof TradeReport
                || event instanceof NewsSentiment
                || event instanceof PositionReport
                || event instanceof AccountReport
                || event instanceof CalendarEvent
                || event instanceof Command;
    }

    /** Takes the next request's events from the queue, which must not be empty. */
    static ClientMessage.Builder next(Queue<LogEvent> queue, int maxTicks) {
        LogEvent head = queue.remove();
        ClientMessage.Builder message = ClientMessage.newBuilder();
        if (head instanceof Tick tick) {
            TickBatch.Builder batch = TickBatch.newBuilder().addTicks(WireCodec.toWire(tick));
            while (batch.getTicksCount() < maxTicks && queue.peek() instanceof Tick following) {
                batch.addTicks(WireCodec.toWire(following));
                queue.remove();
            }
            message.setTicks(batch);
        } else if (head instanceof TradePrint print) {
            message.setTradePrint(WireCodec.toWire(print));
        } else if (head instanceof TradeReport report) {
            message.setTradeReport(WireCodec.toWire(report));
        } else if (head instanceof NewsSentiment news) {
            message.setNews(WireCodec.toWire(news));
        } else if (head instanceof PositionReport report) {
            message.setPositionReport(WireCodec.toWire(report));
        } else if (head instanceof AccountReport report) {
            message.setAccountReport(WireCodec.toWire(report));
        } else if (head instanceof CalendarEvent announced) {
            message.setCalendarEvent(WireCodec.toWire(announced));
        } else if (head instanceof Command command) {
            message.setCommand(WireCodec.toWire(command));
        }
        return message;
    }

    static SignalReceipt receipt(SignalReceived receipt) {
        return SignalReceipt.newBuilder()
                .setSignalId(receipt.signalId())
                .setStage(
                        switch (receipt.stage()) {
                            case RECEIVED -> SignalReceipt.Stage.RECEIVED;
                            case EXECUTED -> SignalReceipt.Stage.EXECUTED;
                            case REFUSED -> SignalReceipt.Stage.REFUSED;
                        })
                .setReason(receipt.reason())
                .setClientMicros(receipt.clientMicros())
                .build();
    }
}
