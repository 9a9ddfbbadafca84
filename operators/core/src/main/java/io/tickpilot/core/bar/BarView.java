package io.tickpilot.core.bar;

/** A bar as it is now, forming or closed: prices of bid and ask, in quote currency. */
public interface BarView {

    /** Start of a time bar's interval, of other bars the time of their first tick or trade; epoch microseconds, UTC. */
    long startMicros();

    double bidOpen();

    double bidHigh();

    double bidLow();

    double bidClose();

    double askOpen();

    double askHigh();

    double askLow();

    double askClose();

    int ticks();

    /** Sum of bid sizes, 0 when the source gives none; likewise {@link #askVolume()}. */
    double bidVolume();

    double askVolume();
}
