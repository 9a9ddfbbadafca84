package io.tickpilot.records;

/**
 * A line that is no tick.
 *
 * @param file path, followed by {@code !entry} within an archive
 * @param line counted from 1
 * @param text the line as read, at most its first 500 characters
 * @param reason the rule in lower case, then the value
 */
public record RejectedLine(String file, long line, String text, String reason) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + reason;
    }
}
