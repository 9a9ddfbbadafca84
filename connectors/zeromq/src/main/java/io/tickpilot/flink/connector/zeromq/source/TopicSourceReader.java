package io.tickpilot.flink.connector.zeromq.source;

import io.tickpilot.flink.connector.zeromq.SequenceExtractor;
import io.tickpilot.flink.connector.zeromq.ZeroMqMessage;
import io.tickpilot.flink.connector.zeromq.internal.ZeroMqSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordEvaluator;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;

/**
 * Receives in the task thread, so a record runs through the whole chain without a change of thread. It waits for messages
 * itself, a millisecond at most, and is therefore always available once it has splits; before that {@link
 * #isAvailable()} returns one and the same pending future.
 */
final class TopicSourceReader<T> implements SourceReader<T, TopicSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSourceReader.class);
    /** Messages a turn: enough to amortise the turn, few enough that a checkpoint or cancellation waits little. */
    private static final int BATCH = 64;

    private final TopicSourceSettings<T> settings;
    private final ZeroMqSocket socket;
    private final TopicMetrics metrics;
    /** By their bytes: as none is the beginning of another, a frame's topic is the last one not above it. */
    private final TreeMap<byte[], OpenTopic<T>> topics = new TreeMap<>(Arrays::compareUnsigned);

    private final CompletableFuture<Void> available = new CompletableFuture<>();
    private final Output out = new Output();
    private boolean noMoreSplits;
    private boolean malformedSeen;

    TopicSourceReader(SourceReaderContext context, TopicSourceSettings<T> settings) {
        this.settings = settings;
        this.socket = new ZeroMqSocket(SocketType.SUB, settings.socket());
        this.metrics = new TopicMetrics(context.metricGroup(), topics::size);
        socket.register(context.metricGroup());
    }

    @Override
    public void start() {
        // splits are pushed by the enumerator
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void addSplits(List<TopicSplit> splits) {
        for (TopicSplit split : splits) {
            if (!settings.topics().contains(split.topic())) {
                LOG.info("topic is no longer configured and is left: {}", split);
                continue;
            }
            OpenTopic<T> topic = new OpenTopic<>(split, metrics);
            if (topics.putIfAbsent(topic.prefix(), topic) != null) {
                throw new IllegalStateException("split was assigned twice: " + split);
            }
            socket.subscribe(topic.prefix());
        }
        if (!topics.isEmpty()) {
            available.complete(null);
        }
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        available.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
        if (topics.isEmpty()) {
            return noMoreSplits ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        byte[] first = socket.receive();
        for (int i = 1; first != null; i++) {
            onMessage(socket.message(first), output);
            first = i < BATCH ? socket.receiveNow() : null;
        }
        return InputStatus.MORE_AVAILABLE;
    }

    private void onMessage(List<byte[]> frames, ReaderOutput<T> output) {
        for (byte[] frame : frames) {
            metrics.bytes.inc(frame.length);
        }
        OpenTopic<T> topic = topicOf(frames.get(0));
        if (topic == null) {
            return; // came before the end of its topic was known to the publisher
        }
        ZeroMqMessage message = new ZeroMqMessage(topic.topic(), frames);
        SequenceExtractor sequences = settings.sequences();
        if (sequences != null) {
            topic.follow(sequences.sequenceOf(message));
        }
        out.to = topic.output(output);
        out.ended = false;
        deserialize(message);
        if (out.ended) {
            end(topic, output);
        }
    }

    private @Nullable OpenTopic<T> topicOf(byte[] frame) {
        Map.Entry<byte[], OpenTopic<T>> entry = topics.floorEntry(frame);
        return entry != null && entry.getValue().covers(frame) ? entry.getValue() : null;
    }

    private void deserialize(ZeroMqMessage message) {
        try {
            settings.schema().deserialize(message, out);
        } catch (IOException e) {
            metrics.errors.inc();
            if (!malformedSeen) {
                malformedSeen = true;
                LOG.warn("malformed messages are counted and left out, this is the first: {}", message.topic(), e);
            }
        }
    }

    private void end(OpenTopic<T> topic, ReaderOutput<T> output) {
        topics.remove(topic.prefix());
        socket.unsubscribe(topic.prefix());
        output.releaseOutputForSplit(topic.topic());
    }

    @Override
    public List<TopicSplit> snapshotState(long checkpointId) {
        List<TopicSplit> splits = new ArrayList<>(topics.size());
        topics.values().forEach(topic -> splits.add(topic.split()));
        return splits;
    }

    @Override
    public void close() {
        socket.close();
    }

    /** Hands values to the chain, up to the one that ends the topic. */
    private final class Output implements Collector<T> {
        private @Nullable SourceOutput<T> to;
        private boolean ended;

        @Override
        public void collect(T value) {
            if (to == null) {
                throw new IllegalStateException("a record was emitted outside a turn");
            }
            RecordEvaluator<T> lastRecord = settings.lastRecord();
            ended = ended || (lastRecord != null && lastRecord.isEndOfStream(value));
            if (!ended) {
                metrics.records.inc();
                to.collect(value);
            }
        }

        @Override
        public void close() {
            // the chain is closed by Flink
        }
    }
}
