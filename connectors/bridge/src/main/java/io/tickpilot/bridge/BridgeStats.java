package io.tickpilot.bridge;

import java.util.concurrent.atomic.LongAdder;

/** Counters of a running bridge. Written by its threads, read by anyone. */
public final class BridgeStats {
    final LongAdder ticks = new LongAdder();
    final LongAdder tradeReports = new LongAdder();
    final LongAdder otherEvents = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder slowed = new LongAdder();
    final LongAdder tooEarly = new LongAdder();
    final LongAdder acks = new LongAdder();
    final LongAdder receipts = new LongAdder();
    final LongAdder signalsOut = new LongAdder();
    final LongAdder commandsOut = new LongAdder();
    final LongAdder signalDuplicates = new LongAdder();
    final LongAdder signalsExpired = new LongAdder();
    final LongAdder signalsCrowdedOut = new LongAdder();
    final LongAdder replayed = new LongAdder();
    final LongAdder journalFailures = new LongAdder();
    final Latency receivedToJournaled = new Latency();
    final Latency receivedToSignal = new Latency();
    volatile int clients;
    volatile int epoch;
    volatile boolean leading;
    final LongAdder fenced = new LongAdder();

    BridgeStats() {}

    /**
     * @param ticks sequenced, resends not counted; as are {@code tradeReports} and {@code otherEvents} (prints, commands)
     * @param duplicates events that were in the log already
     * @param malformed frames that could not be decoded; {@code refused} requests that were decoded and not accepted
     * @param slowed messages not taken because their client sent too much
     * @param tooEarly requests not taken because one before them was still missing; the client repeats both
     * @param acks requests confirmed as durable
     * @param signalsOut signals sent to terminals, each once; {@code commandsOut} commands
     * @param signalsCrowdedOut signals that could not be replayed although valid: more than {@value SignalBook#MOST} were at once
     * @param clients seen within the last seconds
     * @param journalFailures times Kafka failed and a new epoch was opened
     * @param epoch opened last by this bridge; 0 when it never led
     * @param leading whether this bridge is the active one
     * @param fenced times another bridge took over
     * @param receivedToJournaled request in to acknowledgement out, wall microseconds
     * @param receivedToSignal input in to the signal it caused out, wall microseconds
     */
    public record Snapshot(
            long ticks,
            long tradeReports,
            long otherEvents,
            long duplicates,
            long malformed,
            long refused,
            long slowed,
            long tooEarly,
            long acks,
            long receipts,
            long signalsOut,
            long commandsOut,
            long signalDuplicates,
            long signalsExpired,
            long signalsCrowdedOut,
            long replayed,
            long journalFailures,
            int clients,
            int epoch,
            boolean leading,
            long fenced,
            Latency.Snapshot receivedToJournaled,
            Latency.Snapshot receivedToSignal) {}

    Snapshot snapshot() {
        return new Snapshot(
                ticks.sum(),
                tradeReports.sum(),
                otherEvents.sum(),
                duplicates.sum(),
                malformed.sum(),
                refused.sum(),
                slowed.sum(),
                tooEarly.sum(),
                acks.sum(),
                receipts.sum(),
                signalsOut.sum(),
                commandsOut.sum(),
                signalDuplicates.sum(),
                signalsExpired.sum(),
                signalsCrowdedOut.sum(),
                replayed.sum(),
                journalFailures.sum(),
                clients,
                epoch,
                leading,
                fenced.sum(),
                receivedToJournaled.snapshot(),
                receivedToSignal.snapshot());
    }
}
