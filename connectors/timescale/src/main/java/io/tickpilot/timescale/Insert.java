package io.tickpilot.timescale;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * How values of one type become rows of one table. Inserting a value again changes nothing.
 *
 * @param sql a prepared statement's text
 */
public record Insert<T>(String table, String sql, Binder<T> binder) implements Serializable {

    /** Sets every parameter of the statement from a value. */
    @FunctionalInterface
    public interface Binder<T> extends Serializable {
        void bind(PreparedStatement statement, T value) throws SQLException;
    }

    static <T> Insert<T> into(String table, String columns, Binder<T> binder) {
        int parameters = columns.split(",").length;
        String marks = "?, ".repeat(parameters - 1) + "?";
        return new Insert<>(
                table,
                "insert into " + table + " (" + columns + ") values (" + marks + ") on conflict do nothing",
                binder);
    }
}
