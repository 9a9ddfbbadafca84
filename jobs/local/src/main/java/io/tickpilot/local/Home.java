package io.tickpilot.local;

import java.nio.file.Path;

/** Where the clone is, and what lies in it. */
public final class Home {
    private Home() {}

    /** Root of the clone: system property {@code tickpilot.home}, else the working folder. */
    public static Path path() {
        return Path.of(System.getProperty("tickpilot.home", ""))
                .toAbsolutePath()
                .normalize();
    }

    /** Everything written at run time unless told otherwise: logs, data of embedded services, pids. */
    public static Path state() {
        return path().resolve(".tickpilot");
    }

    /** A path as a user writes it: relative to the working folder, or to the clone when it is not there. */
    public static Path resolve(String path) {
        Path given = Path.of(path).toAbsolutePath().normalize();
        return given.toFile().exists() ? given : path().resolve(path).normalize();
    }
}
