package io.tickpilot.local.features;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a whole Parquet file, a map of column to value for each row; nulls are left out. */
final class ParquetRows {
    private ParquetRows() {}

    static List<Map<String, Object>> of(Path file) throws IOException {
        try (Stream<Map<String, Object>> rows = ParquetReader.streamContent(file.toFile(), new ToMap())) {
            return rows.toList();
        }
    }

    private static final class ToMap implements Hydrator<Map<String, Object>, Map<String, Object>, String[]> {
        @Override
        public Map<String, Object> start() {
            return new TreeMap<>();
        }

        @Override
        public Map<String, Object> add(Map<String, Object> row, String[] path, Object value) {
            if (value != null) {
                row.put(path[0], value);
            }
            return row;
        }

        @Override
        public Map<String, Object> finish(Map<String, Object> row) {
            return row;
        }
    }
}
