package io.tickpilot.signals;

import io.tickpilot.bridge.curve.ClientKeys;
import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.flink.connector.zeromq.CurveKeys;
import io.tickpilot.flink.connector.zeromq.JournalStart;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code signals}, with {@code kafka.bootstrap} and {@code bridge.partitions}.
 *
 * @param source whether the fast copy is used, or the journal alone
 * @param bootstrap Kafka's address
 * @param fastCopy ZeroMQ address of the bridge's PUB, {@code signalsIn} of its PULL; where bridges stand by, those of all of
 *     them, separated by commas
 * @param control where bridges take commands, separated by commas
 * @param partitions of the journal, which are the key groups: the maximum parallelism, fixed for the life of the state
 * @param parallelism tasks now
 * @param start where a job without state begins
 * @param curveKey file with the job's secret keys; empty for a bridge that wants none
 * @param keys what that file holds, once read
 * @param controlKey file with an operator's secret keys, for the commands; empty for a bridge that wants none
 * @param controlKeys what that file holds, once read
 * @param journalWait how long a checkpoint may hold the task until the journal has what it holds; then the task fails and rewinds
 */
public record SignalsSettings(
        Source source,
        String bootstrap,
        String fastCopy,
        String signalsIn,
        String control,
        int partitions,
        int parallelism,
        JournalStart start,
        Duration checkpointInterval,
        Duration journalWait,
        String curveKey,
        @Nullable CurveKeys keys,
        String controlKey,
        @Nullable CurveKeys controlKeys)
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
                signals.text("control", "tcp://127.0.0.1:5556"),
                partitions,
                signals.integer("parallelism", 1, 1, partitions),
                signals.choice("start", JournalStart.class, JournalStart.EARLIEST),
                signals.duration("checkpoint-interval", Duration.ofSeconds(5)),
                signals.duration("journal-wait", Duration.ofSeconds(10)),
                signals.text("curve-key", ""),
                null,
                signals.text("control-key", ""),
                null);
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
                control,
                partitions,
                parallelism,
                start,
                checkpointInterval,
                journalWait,
                curveKey,
                keys,
                controlKey,
                controlKeys);
    }

    /** The same, with bridges that take commands elsewhere. */
    public SignalsSettings commanding(String otherControl) {
        return new SignalsSettings(
                source,
                bootstrap,
                fastCopy,
                signalsIn,
                otherControl,
                partitions,
                parallelism,
                start,
                checkpointInterval,
                journalWait,
                curveKey,
                keys,
                controlKey,
                controlKeys);
    }

    /** The same, with the keys that its files hold, when it names them. */
    public SignalsSettings withKeys(Function<String, Path> resolve) {
        return withKeys(read("signals.curve-key", curveKey, resolve), read("signals.control-key", controlKey, resolve));
    }

    private static @Nullable ClientKeys read(String key, String file, Function<String, Path> resolve) {
        if (file.isEmpty()) {
            return null;
        }
        try {
            return KeyFolder.readClient(resolve.apply(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(key + ": holds no keys of a client: " + file);
        }
    }

    /** The same, with keys at hand: the job's, and an operator's for its commands. */
    public SignalsSettings withKeys(@Nullable ClientKeys job, @Nullable ClientKeys operator) {
        return new SignalsSettings(
                source,
                bootstrap,
                fastCopy,
                signalsIn,
                control,
                partitions,
                parallelism,
                start,
                checkpointInterval,
                journalWait,
                curveKey,
                curve(job),
                controlKey,
                curve(operator));
    }

    private static @Nullable CurveKeys curve(@Nullable ClientKeys keys) {
        return keys == null
                ? null
                : CurveKeys.ofClient(
                        keys.serverKey(), keys.own().publicKey(), keys.own().secretKey());
    }
}
