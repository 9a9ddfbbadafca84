package io.tickpilot.replay;

/** Hears how far a replay is, a few times a second, on the calling thread. */
@FunctionalInterface
public interface ReplayProgress {
    /** For whom it does not matter. */
    ReplayProgress NONE = (ticks, filesBegun, files) -> {};

    /**
     * @param ticks read so far
     * @param filesBegun how many of {@code files} have been opened
     */
    void onProgress(long ticks, long filesBegun, long files);
}
