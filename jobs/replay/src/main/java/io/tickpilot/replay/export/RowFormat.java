package io.tickpilot.replay.export;

import java.io.Serializable;

/** How elements become rows of text files. */
public interface RowFormat<T> extends Serializable {
    /** Name of the file an element goes to. */
    String fileOf(T element);

    /** First row of each file, without its line end; empty for none. */
    String header();

    /** Appends the element's row, without its line end. */
    void append(T element, StringBuilder row);

    /** A symbol as part of a file name. */
    static String fileName(String symbol) {
        return symbol.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
