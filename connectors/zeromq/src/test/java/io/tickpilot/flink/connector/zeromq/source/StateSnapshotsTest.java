package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads every snapshot ever committed: {@code snapshots/v<version>/<kind>.hex}. A new version gets a folder; files of
 * older ones stay as they are.
 */
class StateSnapshotsTest {
    private static final Map<String, Kind<?>> KINDS = Map.of(
            "journal-split", new Kind<>(new JournalSplitSerializer(), new JournalSplit(61, 3, 1L << 40, 77)),
            "journal-enumerator",
                    new Kind<>(
                            new JournalEnumeratorStateSerializer(),
                            new JournalEnumeratorState(
                                    64, List.of(new JournalSplit(3, 0, -1, 0), new JournalSplit(9, 2, 500, 501)))),
            "topic-split", new Kind<>(new TopicSplitSerializer(), new TopicSplit("EURUSD é", 1L << 40)),
            "topic-enumerator",
                    new Kind<>(
                            new TopicEnumeratorStateSerializer(),
                            new TopicEnumeratorState(Set.of("EURUSD", "GBPUSD", "é"))));

    @ParameterizedTest
    @MethodSource("snapshots")
    void readsEverySnapshot(Path file) throws Exception {
        kind(file).reads(version(file), bytes(file));
    }

    @Test
    void stillWritesTheNewestSnapshots() throws Exception {
        for (Map.Entry<String, Kind<?>> kind : KINDS.entrySet()) {
            Path newest = root().resolve("v" + kind.getValue().serializer.getVersion())
                    .resolve(kind.getKey() + ".hex");

            assertThat(kind.getValue().written()).as(newest.toString()).isEqualTo(bytes(newest));
        }
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        for (Kind<?> kind : KINDS.values()) {
            assertThatThrownBy(() -> kind.serializer.deserialize(99, kind.written()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("version=99");
        }
    }

    static List<Path> snapshots() throws Exception {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Path root() throws URISyntaxException {
        return Path.of(StateSnapshotsTest.class.getResource("/snapshots").toURI());
    }

    private static Kind<?> kind(Path file) {
        return KINDS.get(file.getFileName().toString().replace(".hex", ""));
    }

    private static int version(Path file) {
        return Integer.parseInt(file.getParent().getFileName().toString().substring(1));
    }

    private static byte[] bytes(Path file) throws IOException {
        return HexFormat.of().parseHex(Files.readString(file).strip());
    }

    /** A kind of state and what its snapshots hold. */
    private record Kind<T>(SimpleVersionedSerializer<T> serializer, T expected) {
        void reads(int version, byte[] bytes) throws IOException {
            assertThat(serializer.deserialize(version, bytes)).isEqualTo(expected);
        }

        byte[] written() throws IOException {
            return serializer.serialize(expected);
        }
    }
}
