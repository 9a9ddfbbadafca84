package io.tickpilot.flink.connector.zeromq.source;

import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * Subscribes to topics of ZeroMQ publishers. A topic is a split with watermarks and idleness of its own. Messages are
 * received in the task thread.
 *
 * <p>Delivery is at most once: PUB/SUB keeps nothing, so what is published while the job is away, or while the receive
 * high-water mark is exceeded, is gone, and neither side is told. Publishers that number their messages make the loss
 * visible, across restarts too: see {@link ZeroMqSourceBuilder#setSequenceExtractor}. For exactly once use {@link
 * ZeroMqJournaledSource}.
 *
 * <pre>{@code
 * ZeroMqSource<String> source = ZeroMqSource.<String>builder()
 *         .addEndpoint("tcp://127.0.0.1:5560")
 *         .setTopics("EURUSD", "GBPUSD")
 *         .setValueSchema(new SimpleStringSchema())
 *         .build();
 * }</pre>
 *
 * @param <T> what it emits
 */
public final class ZeroMqSource<T> implements Source<T, TopicSplit, TopicEnumeratorState>, ResultTypeQueryable<T> {
    private static final long serialVersionUID = 1L;

    private final TopicSourceSettings<T> settings;

    ZeroMqSource(TopicSourceSettings<T> settings) {
        this.settings = settings;
    }

    public static <T> ZeroMqSourceBuilder<T> builder() {
        return new ZeroMqSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return bounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    private boolean bounded() {
        return settings.lastRecord() != null;
    }

    @Override
    public SplitEnumerator<TopicSplit, TopicEnumeratorState> createEnumerator(
            SplitEnumeratorContext<TopicSplit> context) {
        return new TopicEnumerator(context, settings.topics(), bounded(), Set.of());
    }

    @Override
    public SplitEnumerator<TopicSplit, TopicEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<TopicSplit> context, TopicEnumeratorState state) {
        return new TopicEnumerator(context, settings.topics(), bounded(), state.assigned());
    }

    @Override
    public SourceReader<T, TopicSplit> createReader(SourceReaderContext context) throws Exception {
        settings.schema().open(new SchemaContext(context));
        return new TopicSourceReader<>(context, settings);
    }

    @Override
    public SimpleVersionedSerializer<TopicSplit> getSplitSerializer() {
        return new TopicSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<TopicEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new TopicEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return settings.schema().getProducedType();
    }

    private record SchemaContext(SourceReaderContext reader) implements DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return reader.metricGroup().addGroup("deserializer");
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return reader.getUserCodeClassLoader();
        }
    }
}
