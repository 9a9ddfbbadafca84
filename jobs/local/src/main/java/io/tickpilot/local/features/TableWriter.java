package io.tickpilot.local.features;

import java.io.Closeable;
import java.io.IOException;

/** Writes a table to a file of some format, which is whole once this is closed. */
interface TableWriter extends Closeable {
    void write(TableRow row) throws IOException;
}
