package io.tickpilot.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A temporary folder of files that is gone when it is closed, or when the process is asked to end. */
record ScratchFolder(Path path) implements AutoCloseable {

    static ScratchFolder create() throws IOException {
        Path path = Path.of(System.getProperty("java.io.tmpdir", "."), "tickpilot-fold-" + UUID.randomUUID());
        return new ScratchFolder(Drafts.begin(path, () -> Files.createDirectory(path)));
    }

    @Override
    public void close() throws IOException {
        Drafts.discard(path);
    }
}
