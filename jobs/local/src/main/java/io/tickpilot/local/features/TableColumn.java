package io.tickpilot.local.features;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A column of an exported table. */
public record TableColumn(String name, Kind kind) {

    /** What its cells hold. A number that is NaN is an empty cell. */
    public enum Kind {
        TEXT,
        WHOLE,
        DOUBLE,
        FLOAT
    }

    static List<TableColumn> of(Kind kind, String... names) {
        return Arrays.stream(names).map(name -> new TableColumn(name, kind)).toList();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    static List<TableColumn> join(List<TableColumn>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }
}
