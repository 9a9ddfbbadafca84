package io.tickpilot.signals;

import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.flink.connector.zeromq.JournaledRecord;
import io.tickpilot.flink.connector.zeromq.JournaledRecordSchema;
import io.tickpilot.flink.type.CoreTypes;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import io.tickpilot.wire.WireCodec;
import java.io.IOException;
import java.util.Collection;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/** Records of the log as events of symbols: a clock becomes one event for each instrument of its partition. */
final class LogSchema implements JournaledRecordSchema<SequencedEvent> {
    private static final long serialVersionUID = 1L;

    private final String[][] symbolsOfPartition;

    /** @param symbols all instruments that can have state; sorted here, so that the order is the same everywhere */
    LogSchema(Collection<String> symbols, int partitions) {
        symbolsOfPartition = new String[partitions][];
        for (int partition = 0; partition < partitions; partition++) {
            int wanted = partition;
            symbolsOfPartition[partition] = new TreeSet<>(symbols)
                    .stream()
                            .filter(symbol -> Partitions.of(symbol, partitions) == wanted)
                            .toArray(String[]::new);
        }
    }

    @Override
    public JournaledRecord<SequencedEvent> decode(byte[] bytes, int offset) throws IOException {
        JournalRecord record = WireCodec.decodeRecord(bytes, offset, bytes.length - offset);
        if (record.partition() < 0 || record.partition() >= symbolsOfPartition.length) {
            throw new IOException("record of a partition that the log does not have: " + record.partition());
        }
        return new Placed(record, symbolsOfPartition[record.partition()]);
    }

    @Override
    public TypeInformation<SequencedEvent> producedType() {
        return CoreTypes.SEQUENCED_EVENT;
    }

    private record Placed(JournalRecord record, String[] symbols) implements JournaledRecord<SequencedEvent> {
        @Override
        public int partition() {
            return record.partition();
        }

        @Override
        public int epoch() {
            return record.epoch();
        }

        @Override
        public long sequence() {
            return record.sequence();
        }

        @Override
        public boolean isFence() {
            return record instanceof JournalRecord.FenceMark;
        }

        @Override
        public long journaledBelow() {
            return record.journaledBelow();
        }

        @Override
        public void emit(Collector<SequencedEvent> out) {
            if (record instanceof JournalRecord.Entry entry) {
                out.collect(entry.event());
            } else if (record instanceof JournalRecord.ClockMark clock) {
                for (String symbol : symbols) {
                    out.collect(new SequencedEvent(
                            clock.partition(),
                            clock.epoch(),
                            clock.sequence(),
                            clock.logTimeMicros(),
                            clock.receivedMicros(),
                            new Clock(symbol, clock.timeMicros())));
                }
            }
        }
    }
}
