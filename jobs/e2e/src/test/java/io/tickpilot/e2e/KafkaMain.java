package io.tickpilot.e2e;

import io.tickpilot.bridge.TestKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker until it is killed. Arguments: folder, port, port of the controller, port that clients are told. */
final class KafkaMain {
    private KafkaMain() {}

    public static void main(String[] args) throws Exception {
        TestKafka.start(
                Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        System.out.println("kafka ready");
        new CountDownLatch(1).await();
    }
}
