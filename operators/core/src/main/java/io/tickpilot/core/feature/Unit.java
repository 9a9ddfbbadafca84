package io.tickpilot.core.feature;

/** What a feature's number counts before it is scaled. */
public enum Unit {
    /** A distance in quote currency; the only unit that depends on the instrument's price. */
    PRICE("price"),
    /** 0 to 100. */
    INDEX("0..100"),
    /** Without dimension. */
    RATIO("ratio"),
    /** Logarithm of a ratio. */
    LOG("log ratio"),
    /** Size as the source counts it; ticks where it gives none. */
    VOLUME("volume"),
    COUNT("count"),
    PER_SECOND("1/s"),
    MINUTES("minutes"),
    PROBABILITY("probability"),
    /** 0 or 1. */
    FLAG("0 or 1");

    private final String text;

    Unit(String text) {
        this.text = text;
    }

    /** As documentation prints it. */
    public String text() {
        return text;
    }
}
