package io.tickpilot.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.ServerMessage;

/**
 * The messages of the schema as JSON text, by protobuf's own mapping: names in camel case, 64-bit whole numbers as
 * texts, defaults left out, NaN and infinities as texts. A frame on a WebSocket is one such text. Decoding ignores
 * unknown fields and constants, so newer senders are understood.
 */
public final class JsonForms {
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private JsonForms() {}

    public static String encode(ClientMessage message) {
        return print(message);
    }

    public static String encode(ServerMessage message) {
        return print(message);
    }

    public static ClientMessage decodeClientMessage(String text) throws WireException {
        ClientMessage.Builder message = ClientMessage.newBuilder();
        parse(text, message);
        return message.build();
    }

    public static ServerMessage decodeServerMessage(String text) throws WireException {
        ServerMessage.Builder message = ServerMessage.newBuilder();
        parse(text, message);
        return message.build();
    }

    private static String print(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("message has no JSON form", e);
        }
    }

    private static void parse(String text, Message.Builder into) throws WireException {
        JsonNumbers.check(text, into.getDescriptorForType());
        try {
            PARSER.merge(text, into);
        } catch (InvalidProtocolBufferException e) {
            throw new WireException("JSON is malformed: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
