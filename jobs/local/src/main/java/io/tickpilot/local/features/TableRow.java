package io.tickpilot.local.features;

/** A row of an exported table. */
public interface TableRow {

    /** Gives each cell in the order of the columns, by the call that its column's kind asks for. */
    void writeTo(Cells cells);

    /** Takes the cells of a row. */
    interface Cells {
        void text(String value);

        void whole(long value);

        void number(double value);

        void number(float value);
    }
}
