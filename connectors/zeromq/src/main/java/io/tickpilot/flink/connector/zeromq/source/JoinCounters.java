package io.tickpilot.flink.connector.zeromq.source;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What happened at the seams between journal and live copy. */
record JoinCounters(
        Counter gaps,
        Counter epochChanges,
        Counter catchUps,
        Counter joins,
        Counter duplicates,
        Counter fenced,
        Counter holes,
        Counter overflows,
        Counter fromJournal,
        Counter fromLive) {

    static JoinCounters of(MetricGroup group) {
        return new JoinCounters(
                group.counter("gaps"),
                group.counter("epochChanges"),
                group.counter("catchUps"),
                group.counter("joins"),
                group.counter("duplicatesDropped"),
                group.counter("fencedDropped"),
                group.counter("journalHoles"),
                group.counter("pendingOverflows"),
                group.counter("recordsFromJournal"),
                group.counter("recordsFromLive"));
    }
}
