package io.tickpilot.core.market;

/** Direction of an order or of the aggressor of a print. */
public enum Side {
    SELL,
    BUY;

    /** +1 for BUY, -1 for SELL. */
    public int sign() {
        return this == BUY ? 1 : -1;
    }

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
