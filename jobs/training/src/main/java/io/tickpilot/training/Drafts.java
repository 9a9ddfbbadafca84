package io.tickpilot.training;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and folders of files in the making. When the process is asked to end, as by Ctrl-C, those that are not finished are removed,
 * and none is begun or finished any more: what is in its place is whole.
 */
public final class Drafts {
    private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);
    private static final int ATTEMPTS = 10;
    private static final Set<Path> UNFINISHED = new HashSet<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Drafts::end, "drafts"));
    }

    private Drafts() {}

    /** Something done to a draft. */
    @FunctionalInterface
    public interface Step<T> {
        T run() throws IOException;
    }

    /** @param create makes the draft */
    public static synchronized <T> T begin(Path draft, Step<T> create) throws IOException {
        if (ending) {
            throw new IOException("interrupted");
        }
        UNFINISHED.add(draft);
        return create.run();
    }

    /** @param move puts the draft, which is whole now, in its place */
    public static synchronized void finish(Path draft, Step<?> move) throws IOException {
        if (ending) {
            throw new IOException("interrupted");
        }
        move.run();
        UNFINISHED.remove(draft);
    }

    /** Removes a draft that may be finished, or any other file or folder of files. */
    public static synchronized void discard(Path draft) throws IOException {
        delete(draft);
        UNFINISHED.remove(draft);
    }

    private static synchronized void end() {
        ending = true;
        for (Path draft : UNFINISHED) {
            remove(draft);
        }
    }

    /** Again when its owner, who does not know yet, has put another file into it meanwhile. */
    private static void remove(Path draft) {
        for (int attempt = 1; ; attempt++) {
            try {
                delete(draft);
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    LOG.warn("draft could not be removed: {}", draft, e);
                    return;
                }
            }
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
