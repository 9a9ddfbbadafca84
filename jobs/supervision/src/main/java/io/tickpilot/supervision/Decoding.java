package io.tickpilot.supervision;

import io.tickpilot.wire.WireException;
import java.io.Serializable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Values out of a topic's records; what cannot be read is counted as {@code malformed}. */
final class Decoding<T> extends RichFlatMapFunction<byte[], T> {
    private static final long serialVersionUID = 1L;

    private final Decoder<T> decoder;
    private transient Counter malformed;

    /** Reads one record; null for one that is of no concern. */
    interface Decoder<T> extends Serializable {
        @Nullable
        T decode(byte[] bytes) throws WireException;
    }

    Decoding(Decoder<T> decoder) {
        this.decoder = decoder;
    }

    @Override
    public void open(OpenContext context) {
        malformed = getRuntimeContext().getMetricGroup().counter("malformed");
    }

    @Override
    public void flatMap(byte[] bytes, Collector<T> out) {
        try {
            T value = decoder.decode(bytes);
            if (value != null) {
                out.collect(value);
            }
        } catch (WireException e) {
            malformed.inc();
        }
    }
}
