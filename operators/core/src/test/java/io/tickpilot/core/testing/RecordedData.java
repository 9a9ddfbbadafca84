package io.tickpilot.core.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Where the recorded market data lies; tests skip, saying so, where it does not. */
public final class RecordedData {
    private RecordedData() {}

    /** @param relative path below the folder named by the system property {@code tickpilot.data} */
    public static Path path(String relative) {
        String root = System.getProperty("tickpilot.data", "");
        Path path = Path.of(root, relative);
        Assumptions.assumeTrue(
                !root.isEmpty() && Files.exists(path), () -> "recorded data is absent, skipped: " + relative);
        return path;
    }
}
