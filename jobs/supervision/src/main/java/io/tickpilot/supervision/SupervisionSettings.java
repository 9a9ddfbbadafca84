package io.tickpilot.supervision;

import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.supervision.pattern.PatternDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code supervision}, with {@code kafka.bootstrap} and, where it names none itself, {@code signals.control} and
 * {@code signals.control-key}.
 *
 * @param control addresses of the bridges' control, separated by commas
 * @param controlKey file with an operator's secret keys; empty for bridges that want none
 * @param keys what that file holds, once read
 * @param group the consumer group whose committed offsets a start without a checkpoint goes on from
 * @param start where it begins when there are none
 * @param patternsFile definitions in one file, separated by lines of three dashes; empty for those that come with it
 * @param patterns texts of the definitions by id, once read
 * @param accounts how accounts are watched
 */
public record SupervisionSettings(
        String bootstrap,
        String control,
        String controlKey,
        @Nullable OperatorKeys keys,
        String group,
        Start start,
        Duration checkpointInterval,
        String patternsFile,
        Map<String, String> patterns,
        AccountSettings accounts)
        implements Serializable {
    private static final Pattern DASHES = Pattern.compile("(?m)^---\\s*$");

    /** Where topics are read from without a checkpoint and a committed offset. */
    public enum Start {
        EARLIEST,
        LATEST
    }

    public static SupervisionSettings from(Settings root) {
        Settings supervision = root.section("supervision");
        Settings signals = root.section("signals");
        return new SupervisionSettings(
                root.section("kafka").text("bootstrap", "127.0.0.1:9092"),
                supervision.text("control", signals.text("control", "tcp://127.0.0.1:5556")),
                supervision.text("control-key", signals.text("control-key", "")),
                null,
                supervision.text("group", "tickpilot-supervision"),
                supervision.choice("start", Start.class, Start.LATEST),
                supervision.duration("checkpoint-interval", Duration.ofSeconds(5)),
                supervision.text("patterns-file", ""),
                Map.of(),
                AccountSettings.defaults());
    }

    /** The same, with accounts watched in this way. */
    public SupervisionSettings withAccounts(AccountSettings others) {
        return new SupervisionSettings(
                bootstrap, control, controlKey, keys, group, start, checkpointInterval, patternsFile, patterns, others);
    }

    /** The same, with what its files hold. */
    public SupervisionSettings withFiles(Function<String, Path> resolve) {
        try {
            OperatorKeys read =
                    controlKey.isEmpty() ? keys : OperatorKeys.of(KeyFolder.readClient(resolve.apply(controlKey)));
            return with(read, patternsFile.isEmpty() ? shipped() : definitions(file(resolve.apply(patternsFile))));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("supervision.control-key: holds no keys of a client: " + controlKey);
        }
    }

    private String file(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new ConfigException("supervision.patterns-file: cannot be read: " + patternsFile);
        }
    }

    /** The definitions that come with it, by id. */
    public static Map<String, String> shipped() {
        try (InputStream in = SupervisionSettings.class.getResourceAsStream("patterns.yaml")) {
            if (in == null) {
                throw new IllegalStateException("shipped patterns are missing");
            }
            return definitions(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> definitions(String text) {
        Map<String, String> definitions = new TreeMap<>();
        for (String each : DASHES.split(text)) {
            if (!each.isBlank()) {
                definitions.put(PatternDefinition.parse(each).id(), each);
            }
        }
        return definitions;
    }

    private SupervisionSettings with(@Nullable OperatorKeys readKeys, Map<String, String> readPatterns) {
        return new SupervisionSettings(
                bootstrap,
                control,
                controlKey,
                readKeys,
                group,
                start,
                checkpointInterval,
                patternsFile,
                readPatterns,
                accounts);
    }

    /** The same, from the oldest of every topic where nothing is committed. */
    public SupervisionSettings fromTheBeginning() {
        return new SupervisionSettings(
                bootstrap,
                control,
                controlKey,
                keys,
                group,
                Start.EARLIEST,
                checkpointInterval,
                patternsFile,
                patterns,
                accounts);
    }

    /** The same, with servers whose addresses are known only now. */
    public SupervisionSettings connectedTo(String kafka, String otherControl, @Nullable OperatorKeys operator) {
        return new SupervisionSettings(
                kafka,
                otherControl,
                controlKey,
                operator,
                group,
                start,
                checkpointInterval,
                patternsFile,
                patterns,
                accounts);
    }
}
