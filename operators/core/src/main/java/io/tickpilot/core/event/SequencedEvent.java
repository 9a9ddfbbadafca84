package io.tickpilot.core.event;

/**
 * An event with its place in the log.
 *
 * @param partition of the journal; the key group of the symbol
 * @param epoch of the bridge that sequenced it, from 1
 * @param sequence counts up by one within the partition across epochs, from 0
 * @param logTimeMicros the sequencer's clock when it was sequenced, never falling within a partition; the only "now" a
 *     decision may use
 * @param receivedMicros wall clock of the bridge at receipt, for latency metrics only, never for a decision; 0 in replays
 */
public record SequencedEvent(
        int partition, int epoch, long sequence, long logTimeMicros, long receivedMicros, LogEvent event) {

    public String symbol() {
        return event.symbol();
    }
}
