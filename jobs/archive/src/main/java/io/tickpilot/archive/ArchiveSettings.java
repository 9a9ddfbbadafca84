package io.tickpilot.archive;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.timescale.DatabaseSettings;
import java.time.Duration;

/**
 * Sections {@code archive}, {@code kafka} and {@code database}.
 *
 * @param bootstrap Kafka's address
 * @param group the consumer group whose committed offsets a start without a checkpoint goes on from
 * @param batchRows most rows in one statement
 * @param batchInterval longest time a row waits for its batch
 * @param checkpointInterval between checkpoints; rows are written and offsets committed at each
 */
public record ArchiveSettings(
        String bootstrap,
        DatabaseSettings database,
        String group,
        int batchRows,
        Duration batchInterval,
        Duration checkpointInterval) {

    public static ArchiveSettings from(Settings root) {
        Settings archive = root.section("archive");
        return new ArchiveSettings(
                root.section("kafka").text("bootstrap", "127.0.0.1:9092"),
                DatabaseSettings.from(root),
                archive.text("group", "tickpilot-archive"),
                archive.integer("batch-rows", 500, 1, 100_000),
                archive.duration("batch-interval", Duration.ofMillis(200)),
                archive.duration("checkpoint-interval", Duration.ofSeconds(10)));
    }

    /** The same, with servers whose addresses are known only now. */
    public ArchiveSettings connectedTo(String bootstrap, DatabaseSettings database) {
        return new ArchiveSettings(bootstrap, database, group, batchRows, batchInterval, checkpointInterval);
    }

    void requireDatabase() {
        if (database.isEmbedded()) {
            throw new ConfigException("database.url: is required: nothing given");
        }
    }
}
