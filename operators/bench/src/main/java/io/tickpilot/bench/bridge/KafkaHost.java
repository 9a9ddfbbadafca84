package io.tickpilot.bench.bridge;

import io.tickpilot.bench.JavaProcess;
import io.tickpilot.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Kafka in a process of its own, until it is ended. */
public final class KafkaHost implements AutoCloseable {
    private static final String READY = "kafka ready: ";

    private final JavaProcess process;
    private final String bootstrap;

    private KafkaHost(JavaProcess process, String bootstrap) {
        this.process = process;
        this.bootstrap = bootstrap;
    }

    public static KafkaHost start(Path folder) throws IOException {
        JavaProcess process = JavaProcess.start(
                List.of("-Xmx1g", "-XX:+UseG1GC"),
                KafkaHost.class,
                List.of(folder.resolve("kafka").toString()));
        try {
            return new KafkaHost(process, process.awaitLine(READY));
        } catch (IOException e) {
            process.close();
            throw e;
        }
    }

    public String bootstrap() {
        return bootstrap;
    }

    public JavaProcess process() {
        return process;
    }

    public static void main(String[] args) throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), 0);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        System.out.println(READY + kafka.bootstrap());
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        process.close();
    }
}
