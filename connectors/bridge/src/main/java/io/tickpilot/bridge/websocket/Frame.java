package io.tickpilot.bridge.websocket;

import io.tickpilot.wire.JsonForms;
import io.tickpilot.wire.proto.ServerMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A message on its way out, made into text once however many get it. Thread-safe. */
final class Frame {
    private final ServerMessage message;
    private byte @Nullable [] text;

    Frame(ServerMessage message) {
        this.message = message;
    }

    synchronized byte[] text() {
        byte[] bytes = text;
        if (bytes == null) {
            bytes = JsonForms.encode(message).getBytes(StandardCharsets.UTF_8);
            text = bytes;
        }
        return bytes;
    }
}
