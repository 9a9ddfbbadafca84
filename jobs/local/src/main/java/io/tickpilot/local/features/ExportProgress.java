package io.tickpilot.local.features;

/** Hears how far an export is, about every ten thousand ticks. */
@FunctionalInterface
public interface ExportProgress {

    /** @param share of the files' bytes read, 0 to 1 */
    void onProgress(long ticks, long rows, double share);
}
