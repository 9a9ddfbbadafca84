package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.JournalReaderFactory;
import io.tickpilot.flink.connector.zeromq.JournalStart;
import io.tickpilot.flink.connector.zeromq.JournaledRecordSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads a sequenced log that exists twice: durable in a journal such as Kafka, and as a fast copy over ZeroMQ PUB/SUB.
 * ZeroMQ cannot rewind, the journal can; the source joins both to one sequence a partition without gap or double, and
 * its state never contains what the journal lacks. Without a live endpoint it reads the journal alone.
 *
 * <p>A partition is a key group. The source must run with the parallelism of the keyed operator behind it and the
 * maximum parallelism of the environment must be the one given here; then {@code
 * DataStreamUtils.reinterpretAsKeyedStream} is right at any parallelism and no shuffle is needed. Emits no watermarks
 * and no timestamps: time is an event of the log.
 *
 * <pre>{@code
 * ZeroMqJournaledSource<Quote> source = ZeroMqJournaledSource.<Quote>builder()
 *         .setJournal(() -> new MyJournalReader("kafka:9092"))
 *         .setSchema(new QuoteSchema())
 *         .setMaxParallelism(64)
 *         .addLiveEndpoint("tcp://127.0.0.1:5558")
 *         .build();
 * }</pre>
 *
 * @param <T> what it emits
 */
public final class ZeroMqJournaledSource<T>
        implements Source<T, JournalSplit, JournalEnumeratorState>,
                SupportsSplitReassignmentOnRecovery,
                ResultTypeQueryable<T> {
    private static final long serialVersionUID = 1L;

    private final JournalReaderFactory journal;
    private final JournaledRecordSchema<T> schema;
    private final JournalSourceSettings settings;

    ZeroMqJournaledSource(
            JournalReaderFactory journal, JournaledRecordSchema<T> schema, JournalSourceSettings settings) {
        this.journal = journal;
        this.schema = schema;
        this.settings = settings;
    }

    public static <T> ZeroMqJournaledSourceBuilder<T> builder() {
        return new ZeroMqJournaledSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<JournalSplit, JournalEnumeratorState> createEnumerator(
            SplitEnumeratorContext<JournalSplit> context) {
        List<JournalSplit> splits = new ArrayList<>(settings.maxParallelism());
        long position = settings.start() == JournalStart.EARLIEST ? 0 : JournalSplit.UNKNOWN;
        for (int partition = 0; partition < settings.maxParallelism(); partition++) {
            splits.add(new JournalSplit(partition, 0, JournalSplit.UNKNOWN, position));
        }
        return new JournalEnumerator(context, settings.maxParallelism(), splits);
    }

    @Override
    public SplitEnumerator<JournalSplit, JournalEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<JournalSplit> context, JournalEnumeratorState state) {
        if (state.maxParallelism() != settings.maxParallelism()) {
            throw new IllegalStateException("maximum parallelism must not change: state=" + state.maxParallelism()
                    + " configured=" + settings.maxParallelism());
        }
        return new JournalEnumerator(context, settings.maxParallelism(), state.unassigned());
    }

    @Override
    public SourceReader<T, JournalSplit> createReader(SourceReaderContext context) {
        return new JournalSourceReader<>(context, schema, settings, journal.create());
    }

    @Override
    public SimpleVersionedSerializer<JournalSplit> getSplitSerializer() {
        return new JournalSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<JournalEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new JournalEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return schema.producedType();
    }
}
