package io.tickpilot.timescale;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;

/**
 * Section {@code database}: where rows go.
 *
 * @param url JDBC URL of a PostgreSQL database, such as {@code jdbc:postgresql://db:5432/tickpilot}; empty for the
 *     embedded one, where there is one
 * @param password sent to the server; never part of messages
 */
public record DatabaseSettings(String url, String user, String password) implements Serializable {
    private static final String PREFIX = "jdbc:postgresql:";

    public static DatabaseSettings from(Settings root) {
        Settings section = root.section("database");
        String url = section.text("url", "");
        if (!url.isEmpty() && !url.startsWith(PREFIX)) {
            section.fault("url", "must start with " + PREFIX, Migrations.withoutSecrets(url));
        }
        return new DatabaseSettings(url, section.text("user", "postgres"), section.text("password", "postgres"));
    }

    /** No database of the user's own was named. */
    public boolean isEmbedded() {
        return url.isEmpty();
    }

    @Override
    public String toString() {
        return Migrations.withoutSecrets(url) + " as " + user;
    }
}
