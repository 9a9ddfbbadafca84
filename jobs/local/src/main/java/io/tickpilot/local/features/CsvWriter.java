package io.tickpilot.local.features;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * CSV as RFC 4180 has it, with a header, but lines end in a line feed alone. Numbers are the shortest decimals that give the same
 * bits again.
 */
final class CsvWriter implements TableWriter {
    private static final int BUFFER_CHARS = 1 << 15;

    private final OutputStream out;
    private final StringBuilder text = new StringBuilder(2 * BUFFER_CHARS);
    private final TableRow.Cells cells = new Appending();
    private boolean rowBegun;

    CsvWriter(OutputStream out, List<TableColumn> columns) {
        this.out = out;
        columns.forEach(column -> cells.text(column.name()));
        endRow();
    }

    @Override
    public void write(TableRow row) throws IOException {
        row.writeTo(cells);
        endRow();
        if (text.length() >= BUFFER_CHARS) {
            flush();
        }
    }

    private void endRow() {
        text.append('\n');
        rowBegun = false;
    }

    private void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }

    private final class Appending implements TableRow.Cells {
        private void next() {
            if (rowBegun) {
                text.append(',');
            }
            rowBegun = true;
        }

        @Override
        public void text(String value) {
            next();
            boolean quoted = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            text.append(quoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
        }

        @Override
        public void whole(long value) {
            next();
            text.append(value);
        }

        @Override
        public void number(double value) {
            next();
            if (!Double.isNaN(value)) {
                text.append(value);
            }
        }

        @Override
        public void number(float value) {
            next();
            if (!Float.isNaN(value)) {
                text.append(value);
            }
        }
    }
}
