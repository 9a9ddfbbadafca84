package io.tickpilot.supervision;

import io.tickpilot.bridge.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How accounts stand, keyed by account. */
final class RiskSchema implements KafkaRecordSerializationSchema<Tuple2<String, String>> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Tuple2<String, String> report, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                Topics.RISK, report.f0.getBytes(StandardCharsets.UTF_8), report.f1.getBytes(StandardCharsets.UTF_8));
    }
}
