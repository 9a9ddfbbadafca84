package io.tickpilot.local.models;

import io.tickpilot.core.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A window as text: a row each line, oldest first, numbers separated by commas. */
public final class WindowFile {
    private WindowFile() {}

    /** @throws ConfigException one line, when it is not a window of that shape */
    public static float[] read(Path file, int rows, int width) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.size() != rows) {
            throw new ConfigException(file + ": must have a line for each of " + rows + " rows: " + lines.size());
        }
        float[] window = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            String[] cells = lines.get(row).split(",", -1);
            if (cells.length != width) {
                throw new ConfigException(
                        file + ": line " + (row + 1) + ": must have " + width + " numbers: " + cells.length);
            }
            for (int column = 0; column < width; column++) {
                try {
                    window[row * width + column] = Float.parseFloat(cells[column].trim());
                } catch (NumberFormatException e) {
                    throw new ConfigException(
                            file + ": line " + (row + 1) + ": must be a number: " + cells[column].trim());
                }
            }
        }
        return window;
    }
}
