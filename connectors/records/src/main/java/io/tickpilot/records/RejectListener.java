package io.tickpilot.records;

/** Hears what a reader could not use. Called on the reading thread. */
public interface RejectListener {
    /** A line that is no tick. The reading goes on. */
    void onReject(RejectedLine line);

    /** A file of a folder or archive that holds no ticks as far as can be told. */
    default void onSkippedFile(String file, String why) {}

    /** For readings whose rejects are only counted. */
    RejectListener NONE = line -> {};
}
