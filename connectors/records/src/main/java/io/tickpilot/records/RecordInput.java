package io.tickpilot.records;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * One place to read from.
 *
 * @param location path of a file or folder
 * @param symbol name its ticks get; empty to take it from the recording's own names
 */
public record RecordInput(String location, String symbol, RecordOptions options) implements Serializable {
    public static RecordInput of(Path path, String symbol, RecordOptions options) {
        return new RecordInput(path.toString(), symbol, options);
    }

    public Path path() {
        return Path.of(location);
    }
}
