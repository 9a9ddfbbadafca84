package io.tickpilot.flink.connector.zeromq.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class ZeroMqSinkTest {

    @Test
    void sendsEachRecordAsOneFrameInOrder() throws Exception {
        try (ZContext context = new ZContext();
                ZMQ.Socket pull = context.createSocket(SocketType.PULL)) {
            pull.setReceiveTimeOut(10_000);
            pull.bind("tcp://127.0.0.1:*");
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.setParallelism(1);
            env.fromData("a", "b", "c")
                    .sinkTo(ZeroMqSink.<String>builder()
                            .setEndpoint(pull.getLastEndpoint())
                            .setSchema(new SimpleStringSchema())
                            .build());

            env.execute();

            List<String> received = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                received.add(new String(pull.recv(), StandardCharsets.UTF_8));
            }
            assertThat(received).containsExactly("a", "b", "c");
        }
    }

    @Test
    void dropsAndCountsWhatAnAbsentPeerCannotTake() {
        SinkWriterMetricGroup metrics =
                InternalSinkWriterMetricGroup.wrap(UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
        try (ZContext context = new ZContext();
                ZMQ.Socket unread = context.createSocket(SocketType.PULL)) {
            unread.setRcvHWM(1);
            unread.bind("tcp://127.0.0.1:*");
            String nobody = unread.getLastEndpoint();
            unread.unbind(nobody);
            var writer = new ZeroMqSinkWriter<>(nobody, new SimpleStringSchema(), 2, Duration.ofMillis(1), metrics);

            for (int i = 0; i < 5; i++) {
                writer.write("x", null);
            }

            assertThat(metrics.getNumRecordsSendCounter().getCount()).isEqualTo(2);
            assertThat(metrics.getNumRecordsSendErrorsCounter().getCount()).isEqualTo(3);
            writer.close();
        }
    }
}
