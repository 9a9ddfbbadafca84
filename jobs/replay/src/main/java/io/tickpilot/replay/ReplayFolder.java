package io.tickpilot.replay;

import io.tickpilot.flink.SymbolSummary;
import io.tickpilot.replay.export.SummaryRows;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary folder for what passes between a replay's job and the one who started it. Closing deletes it. */
record ReplayFolder(Path root) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayFolder.class);

    static ReplayFolder create() throws IOException {
        ReplayFolder folder = new ReplayFolder(Files.createTempDirectory("tickpilot-replay"));
        Files.createDirectory(folder.rejects());
        Files.createDirectory(folder.decisions());
        Files.createDirectory(folder.checkpoints());
        return folder;
    }

    Path rejects() {
        return root.resolve("rejects");
    }

    Path decisions() {
        return root.resolve("decisions");
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path interruptionMarker() {
        return root.resolve("interrupted");
    }

    List<SymbolSummary> summaries() throws IOException {
        Path file = root.resolve(SummaryRows.FILE);
        List<SymbolSummary> summaries = new ArrayList<>();
        if (Files.exists(file)) {
            for (String row : Files.readAllLines(file)) {
                summaries.add(SummaryRows.parse(row));
            }
        }
        return summaries;
    }

    /** Number of rejected lines; a row each. */
    long countRejects() throws IOException {
        long count = 0;
        for (Path file : files(rejects())) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                for (int c = in.read(); c >= 0; c = in.read()) {
                    count += c == '\n' ? 1 : 0;
                }
            }
        }
        return count;
    }

    /** Appends all files of a folder, in the order of their names, into one. */
    static void join(Path folder, Path target) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            for (Path file : files(folder)) {
                Files.copy(file, out);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Deletes what it can: the cluster may still be writing a checkpoint, and nothing of it is worth a failure. */
    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("temporary folder is left behind: {}", root, e);
        }
    }
}
