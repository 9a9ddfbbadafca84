package io.tickpilot.signals;

import io.tickpilot.core.config.Settings;
import io.tickpilot.flink.connector.zeromq.JournalStart;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Section {@code signals}, with {@code kafka.bootstrap} and {@code bridge.partitions}.
 *
 * @param source whether the fast copy is used, or the journal alone
 * @param bootstrap Kafka's address
 * @param fastCopy ZeroMQ address of the bridge's PUB, {@code signalsIn} of its PULL; where bridges stand by, those of all of
 *     them, separated by commas
 * @param partitions of the journal, which are the key groups: the maximum parallelism, fixed for the life of the state
 * @param parallelism tasks now
 * @param start where a job without state begins
 * @param journalWait how long a checkpoint may hold the task until the journal has what it holds; then the task fails and rewinds
 */
public record SignalsSettings(
        Source source,
        String bootstrap,
        String fastCopy,
        String signalsIn,
        int partitions,
        int parallelism,
        JournalStart start,
        Duration checkpointInterval,
        Duration journalWait)
        implements Serializable {

    /** Where the log is read. */
    public enum Source {
        /** The fast copy, joined with the journal after gaps and restarts. */
        ZEROMQ,
        /** The journal alone. */
        KAFKA
    }

    public static SignalsSettings from(Settings root) {
        Settings signals = root.section("signals");
        Settings bridge = root.section("bridge");
        int partitions = bridge.integer("partitions", 64, 1, 32_768);
        return new SignalsSettings(
                signals.choice("source", Source.class, Source.ZEROMQ),
                root.section("kafka").text("bootstrap", "127.0.0.1:9092"),
                signals.text("fast-copy", "tcp://127.0.0.1:5558"),
                signals.text("signals-in", "tcp://127.0.0.1:5559"),
                partitions,
                signals.integer("parallelism", 1, 1, partitions),
                signals.choice("start", JournalStart.class, JournalStart.EARLIEST),
                signals.duration("checkpoint-interval", Duration.ofSeconds(5)),
                signals.duration("journal-wait", Duration.ofSeconds(10)));
    }

    List<String> fastCopies() {
        return List.of(fastCopy.split(","));
    }

    List<String> bridges() {
        return List.of(signalsIn.split(","));
    }

    /** The same, with servers whose addresses are known only now. */
    public SignalsSettings connectedTo(String kafka, String fastCopyAddress, String signalsInAddress) {
        return new SignalsSettings(
                source,
                kafka,
                fastCopyAddress,
                signalsInAddress,
                partitions,
                parallelism,
                start,
                checkpointInterval,
                journalWait);
    }
}
