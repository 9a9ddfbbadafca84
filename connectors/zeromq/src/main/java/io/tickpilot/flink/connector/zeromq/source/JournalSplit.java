package io.tickpilot.flink.connector.zeromq.source;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One partition of the log, which is one key group, and how far it has been read.
 *
 * @param epoch the newest epoch seen, 0 before any
 * @param nextSequence the next one to emit, {@link #UNKNOWN} before the first record
 * @param position in the journal, at or before that record; {@link #UNKNOWN} for the end at the moment of reading
 */
public record JournalSplit(int partition, int epoch, long nextSequence, long position) implements SourceSplit {
    public static final long UNKNOWN = -1;

    @Override
    public String splitId() {
        return Integer.toString(partition);
    }
}
