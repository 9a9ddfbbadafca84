package io.tickpilot.supervision;

import io.tickpilot.bridge.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** This job's alerts, keyed by symbol as all others. */
final class AlertSchema implements KafkaRecordSerializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(byte[] alert, KafkaSinkContext context, Long timestamp) {
        byte[] key = Observations.symbolOfAlert(alert).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(Topics.ALERTS, key, alert);
    }
}
