package io.tickpilot.bridge.curve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that a folder lets in, read anew at most once a second, and only when somebody comes. A file added lets its
 * client in, one deleted keeps it out from its next connection on. Thread-safe.
 */
final class KnownKeys {
    private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KeyFolder folder;
    private final Map<Path, String> told = new ConcurrentHashMap<>();
    private Map<String, KeyHolder> holders;
    private long readNanos;

    /** @throws IOException when the folder cannot be read */
    KnownKeys(KeyFolder folder, long nowNanos) throws IOException {
        this.folder = folder;
        holders = folder.holders(this::fault);
        readNanos = nowNanos;
    }

    /** @return whose key it is, or null when it lets nobody in */
    synchronized @Nullable KeyHolder find(String publicKey, long nowNanos) {
        if (nowNanos - readNanos > FRESH_NANOS) {
            readNanos = nowNanos;
            try {
                holders = folder.holders(this::fault);
            } catch (IOException e) {
                LOG.warn("keys of clients cannot be read, those known before stay: {}", e.getMessage());
            }
        }
        return holders.get(publicKey);
    }

    private void fault(Path file, String why) {
        if (!why.equals(told.put(file, why))) {
            LOG.warn("key lets nobody in: file={} why={}", file, why);
        }
    }
}
