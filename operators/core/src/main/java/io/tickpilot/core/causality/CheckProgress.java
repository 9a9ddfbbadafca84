package io.tickpilot.core.causality;

/** Hears how far a check is, after each of its runs, on the calling thread. */
@FunctionalInterface
public interface CheckProgress {
    /** For whom it does not matter. */
    CheckProgress NONE = (done, all) -> {};

    void onRun(int done, int all);
}
