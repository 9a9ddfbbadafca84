package io.tickpilot.core.feature;

import java.util.Locale;

/** What a feature's number is divided by, so that one model can read instruments of any price. */
public enum Scale {
    NONE("as it is"),
    /** Over ATR(14) of the same bars, at least one point. */
    ATR("over ATR(14) of the same bars, at least a point"),
    /** Over the bar's close. */
    RELATIVE("over the close"),
    /** Over the instrument's point. */
    POINTS("in points"),
    /** Over 100. */
    UNIT("over 100");

    private final String text;

    Scale(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Whether a number of that unit can be scaled so. */
    public boolean suits(Unit unit) {
        return switch (this) {
            case NONE -> true;
            case ATR, RELATIVE, POINTS -> unit == Unit.PRICE;
            case UNIT -> unit == Unit.INDEX;
        };
    }

    /** As schemas write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
