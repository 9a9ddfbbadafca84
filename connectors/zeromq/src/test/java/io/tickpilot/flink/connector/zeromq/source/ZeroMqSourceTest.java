package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.flink.connector.zeromq.PatientPublisher;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Watermarks of the plain source in a mini cluster. Records are their own time stamps. */
class ZeroMqSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong WATERMARK = new AtomicLong();
    private static final AtomicLong RECORDS = new AtomicLong();
    private static final WatermarkStrategy<String> TIME = WatermarkStrategy.<String>forMonotonousTimestamps()
            .withTimestampAssigner((record, previous) -> Long.parseLong(record));

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    private final PatientPublisher publisher = new PatientPublisher();
    private JobClient running;

    @BeforeEach
    void forget() {
        WATERMARK.set(Long.MIN_VALUE);
        RECORDS.set(0);
    }

    @AfterEach
    void stop() throws Exception {
        running.cancel().get();
        publisher.close();
    }

    @Test
    void keepsTheWatermarkOfTheSlowestTopic() throws Exception {
        start(TIME);

        publisher.publish("slow", "6");
        awaitWatermark(5, "fast", "1000");
        publisher.publish("slow", "51");
        awaitWatermark(50, "fast", "2000");
    }

    @Test
    void waitsForATopicThatIsSilent() throws Exception {
        start(TIME);

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            publisher.publish("fast", "1000");
            return RECORDS.get() > 100;
        });

        assertThat(WATERMARK.get()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void goesOnWithoutASilentTopicOnceItIsIdle() throws Exception {
        start(TIME.withIdleness(Duration.ofMillis(200)));

        awaitWatermark(999, "fast", "1000");
    }

    /** Goes on publishing: the watermark is seen by records that follow it. */
    private void awaitWatermark(long expected, String topic, String record) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            publisher.publish(topic, record);
            assertThat(WATERMARK.get()).isEqualTo(expected);
        });
    }

    private void start(WatermarkStrategy<String> watermarks) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        env.getConfig().setAutoWatermarkInterval(10);
        ZeroMqSource<String> source = ZeroMqSource.<String>builder()
                .addEndpoint(publisher.endpoint())
                .setTopics("slow", "fast")
                .setValueSchema(new SimpleStringSchema())
                .build();
        env.fromSource(source, watermarks, "topics").process(new Watching());
        running = env.executeAsync();
    }

    private static final class Watching extends ProcessFunction<String, Void> {
        @Override
        public void processElement(String record, Context context, Collector<Void> out) {
            WATERMARK.set(context.timerService().currentWatermark());
            RECORDS.incrementAndGet();
        }
    }
}
