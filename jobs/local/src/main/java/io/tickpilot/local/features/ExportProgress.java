package io.tickpilot.local.features;

/** Hears how far an export is, about every ten thousand ticks. */
@FunctionalInterface
public interface ExportProgress {

    /** @param filesBegun out of {@code files} */
    void onProgress(long ticks, long rows, long filesBegun, long files);
}
