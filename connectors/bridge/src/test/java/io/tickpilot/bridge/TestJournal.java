package io.tickpilot.bridge;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.wire.JournalOrder;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the journal of a test holds. */
public final class TestJournal {
    private TestJournal() {}

    /** Events that count, partition by partition in order. */
    public static List<SequencedEvent> events(TestKafka kafka) throws WireException {
        List<SequencedEvent> events = new ArrayList<>();
        Map<Integer, JournalOrder> orders = new HashMap<>();
        for (byte[] bytes : kafka.read(Topics.JOURNAL)) {
            JournalRecord record = WireCodec.decodeRecord(bytes);
            JournalOrder order = orders.computeIfAbsent(record.partition(), partition -> JournalOrder.fromOldest());
            if (order.take(record) && record instanceof JournalRecord.Entry entry) {
                events.add(entry.event());
            }
        }
        return events;
    }

    /** Source sequences of a symbol's ticks that count, in order. */
    public static List<Long> ticks(TestKafka kafka, String symbol) throws WireException {
        return events(kafka).stream()
                .filter(event -> event.symbol().equals(symbol) && event.event() instanceof Tick)
                .map(event -> ((Tick) event.event()).sourceSequence())
                .toList();
    }

    /** The same of a symbol's trade reports. */
    public static List<Long> reports(TestKafka kafka, String symbol) throws WireException {
        return events(kafka).stream()
                .filter(event -> event.symbol().equals(symbol) && event.event() instanceof TradeReport)
                .map(event -> ((TradeReport) event.event()).sourceSequence())
                .toList();
    }
}
