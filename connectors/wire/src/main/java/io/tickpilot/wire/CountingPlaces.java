package io.tickpilot.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of the log whose records count, gathered from the journal in its order. What was decided at another place was decided
 * on a record that was lost with its sequencer, or fenced: an orphan. Takes room by the epoch and not by the record.
 */
public final class CountingPlaces {
    private final Map<Integer, Partition> partitions = new HashMap<>();

    /** Sequences {@code from} to below {@code below} of an epoch. */
    private static final class Span {
        private final int epoch;
        private final long from;
        private long below;

        Span(int epoch, long from) {
            this.epoch = epoch;
            this.from = from;
            this.below = from + 1;
        }
    }

    private static final class Partition {
        private final JournalOrder order = JournalOrder.fromOldest();
        private final List<Span> spans = new ArrayList<>();
    }

    /** @param record the next of its partition */
    public void take(JournalRecord record) {
        Partition partition = partitions.computeIfAbsent(record.partition(), number -> new Partition());
        if (!partition.order.take(record)) {
            return;
        }
        List<Span> spans = partition.spans;
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.epoch == record.epoch() && last.below == record.sequence()) {
            last.below++;
        } else {
            spans.add(new Span(record.epoch(), record.sequence()));
        }
    }

    /** Whether what is gathered so far tells of this place: it counts, is void, or was passed over. Else it may still come. */
    public boolean reaches(int partition, int epoch, long sequence) {
        Partition known = partitions.get(partition);
        return known != null
                && (epoch < known.order.epoch() || epoch == known.order.epoch() && sequence < known.order.next());
    }

    public boolean counts(int partition, int epoch, long sequence) {
        Partition known = partitions.get(partition);
        return known != null
                && known.spans.stream()
                        .anyMatch(span -> span.epoch == epoch && span.from <= sequence && sequence < span.below);
    }

    /** Whether the place is older than the oldest record gathered: nothing is known of it. */
    public boolean precedes(int partition, int epoch, long sequence) {
        Partition known = partitions.get(partition);
        return known == null
                || known.spans.isEmpty()
                || epoch < known.spans.get(0).epoch
                || epoch == known.spans.get(0).epoch && sequence < known.spans.get(0).from;
    }
}
