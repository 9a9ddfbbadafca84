package io.tickpilot.bridge.websocket;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a client did wrong when its connection broke. */
final class Faults {
    static final String TOO_LONG = "frame is too long";

    private Faults() {}

    /** @return null when it just went away */
    static @Nullable String of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorruptedWebSocketFrameException corrupted
                    && !corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
                return "frame is malformed";
            }
            if (cause instanceof TooLongFrameException
                    || cause instanceof DecompressionException
                    || cause instanceof CorruptedWebSocketFrameException) {
                return TOO_LONG;
            }
            if (cause instanceof SSLException) {
                return "TLS handshake failed";
            }
        }
        return thrown instanceof DecoderException ? "frame is malformed" : null;
    }
}
