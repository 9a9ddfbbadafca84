package io.tickpilot.mql4.translate;

/** A fault of the MQL4 source. */
public record Finding(Place place, String message) {

    @Override
    public String toString() {
        return place + ": " + message;
    }
}
