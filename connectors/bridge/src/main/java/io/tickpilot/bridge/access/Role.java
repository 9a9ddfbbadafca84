package io.tickpilot.bridge.access;

import io.tickpilot.wire.proto.ClientMessage;
import java.util.Locale;
import java.util.Optional;

/** What a client may ask of the bridge. */
public enum Role {
    /** Gets signals, and again what it missed. Changes nothing. */
    VIEWER,
    /** A terminal or a feed: ticks, trade prints, news, economic events, receipts and reports of trades, positions and account too. */
    TERMINAL,
    /** Commands too. */
    OPERATOR;

    public boolean may(ClientMessage.BodyCase request) {
        return switch (request) {
            // What is empty or unknown is judged by its form.
            case HELLO, HEARTBEAT, REPLAY, BODY_NOT_SET -> true;
            case TICKS, TRADE_REPORT, TRADE_PRINT, NEWS, RECEIPT, POSITION_REPORT, ACCOUNT_REPORT, CALENDAR_EVENT ->
                this != VIEWER;
            case COMMAND -> this == OPERATOR;
        };
    }

    /** As configurations and tokens write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        for (Role role : values()) {
            if (role.text().equals(text)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
