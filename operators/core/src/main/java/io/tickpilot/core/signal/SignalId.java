package io.tickpilot.core.signal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Names a signal by its cause, so that a resend sequenced anew has the same id. */
public final class SignalId {
    private static final int BYTES = 16;

    private SignalId() {}

    /**
     * First 32 hex digits of SHA-256 over the UTF-8 of strategy, symbol and origin, each ended by a zero byte.
     *
     * @param origin as {@link Decision#origin()} has it
     */
    public static String of(String strategy, String symbol, String origin) {
        byte[] cause = (strategy + '\0' + symbol + '\0' + origin + '\0').getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.of(cause), 0, BYTES);
    }
}
