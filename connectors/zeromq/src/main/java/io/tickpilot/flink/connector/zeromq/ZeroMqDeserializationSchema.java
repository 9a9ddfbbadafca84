package io.tickpilot.flink.connector.zeromq;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;

/**
 * Makes records of messages, with all frames at hand.
 *
 * @param <T> what the source emits
 */
public interface ZeroMqDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /** Called once a reader, before the first message. */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /**
     * Emits none, one or several records.
     *
     * @throws IOException when the message is malformed: it is counted and left out
     */
    void deserialize(ZeroMqMessage message, Collector<T> out) throws IOException;

    /** Takes the last frame of each message alone. */
    static <T> ZeroMqDeserializationSchema<T> ofValue(DeserializationSchema<T> schema) {
        return new ValueSchema<>(schema);
    }
}
