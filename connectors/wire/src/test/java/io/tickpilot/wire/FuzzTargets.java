package io.tickpilot.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.ServerMessage;
import io.tickpilot.wire.proto.Tick;
import java.util.Arrays;

/** Every decoder of the wire, as Jazzer calls them: a value or a refusal, nothing else. What decodes must encode again. */
public final class FuzzTargets {
    private FuzzTargets() {}

    /** The first byte chooses the decoder. */
    @SuppressWarnings("ReturnValueIgnored") // whether it throws is the question
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        try {
            switch (input[0] & 7) {
                case 0 -> WireCodec.encode(WireCodec.decodeSignal(bytes));
                case 1 -> WireCodec.encode(WireCodec.decodeDecision(bytes));
                case 2 -> WireCodec.encode(WireCodec.decodeBar(bytes));
                case 3 -> WireCodec.encode(WireCodec.decodeDeadLetter(bytes));
                case 4 -> WireCodec.decodeAlert(bytes);
                case 5 -> request(ClientMessage.parseFrom(bytes));
                case 6 -> {
                    ServerMessage answer = ServerMessage.parseFrom(bytes);
                    Outbound outbound = answer.hasReplayed() ? answer.getReplayed() : Outbound.parseFrom(bytes);
                    WireCodec.toCore(outbound.getSignal());
                }
                default -> WireCodec.encode(WireCodec.decodeRecord(bytes));
            }
        } catch (WireException | InvalidProtocolBufferException e) {
            // Refused, as it should be.
        }
    }

    private static void request(ClientMessage message) throws WireException {
        switch (message.getBodyCase()) {
            case TICKS -> {
                for (Tick tick : message.getTicks().getTicksList()) {
                    WireCodec.toCore(tick);
                }
            }
            case TRADE_PRINT -> WireCodec.toCore(message.getTradePrint());
            case TRADE_REPORT -> WireCodec.toCore(message.getTradeReport());
            case COMMAND -> WireCodec.toCore(message.getCommand());
            case POSITION_REPORT -> WireCodec.toCore(message.getPositionReport());
            case ACCOUNT_REPORT -> WireCodec.toCore(message.getAccountReport());
            case CALENDAR_EVENT -> WireCodec.toCore(message.getCalendarEvent());
            default -> {
                // Nothing of it becomes an event.
            }
        }
    }
}
