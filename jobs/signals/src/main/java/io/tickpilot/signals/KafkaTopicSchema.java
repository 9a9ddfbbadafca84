package io.tickpilot.signals;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Values of a topic in the wire's form, keyed by symbol so that a symbol's values stay in order. */
final class KafkaTopicSchema<T> implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final SerializableFunction<T, String> symbol;
    private final SerializationSchema<T> value;

    KafkaTopicSchema(String topic, SerializableFunction<T, String> symbol, SerializationSchema<T> value) {
        this.topic = topic;
        this.symbol = symbol;
        this.value = value;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, Long timestamp) {
        byte[] key = symbol.apply(element).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, key, value.serialize(element));
    }
}
