package io.tickpilot.core.feature;

/**
 * How far back a feature remembers once it is warm: from when on its numbers no longer depend on how long before it began to hear
 * the market. The check of warm-ups judges a feature by this.
 */
public enum Memory {
    /** As far as its warm-up and the bar before it. */
    WINDOW("its warm-up"),
    /** For ever, but ever less, as an exponential mean does: of what was before {@value #FADING_WARM_UPS} warm-ups next to nothing is left. */
    FADING("fading"),
    /** To the start of the trading day, 17:00 in New York. */
    DAY("the trading day"),
    /** 30 days. */
    MONTH("30 days");

    /** Warm-ups after which a fading memory counts as faded: Wilder's mean of n bars keeps exp(-20) of what was 20 n bars ago. */
    public static final int FADING_WARM_UPS = 20;

    private final String text;

    Memory(String text) {
        this.text = text;
    }

    /** As documentation prints it. */
    public String text() {
        return text;
    }
}
