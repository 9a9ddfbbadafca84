package io.tickpilot.timescale;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sets the parameters of a statement one after the other. Whatever a sender wrote becomes something the database takes:
 * a refused row would stop the archive for good.
 */
final class Row {
    /** Index entries are limited to 2.7 kB; names and reasons are far shorter. */
    private static final int MAX_KEY_CHARS = 200;

    private static final long EARLIEST_MICROS = micros("0001-01-01T00:00:00Z");
    private static final long LATEST_MICROS = micros("9999-12-31T23:59:59Z");

    private final PreparedStatement statement;
    private int column;

    Row(PreparedStatement statement) {
        this.statement = statement;
    }

    Row key(String text) throws SQLException {
        return text(text.length() <= MAX_KEY_CHARS ? text : text.substring(0, MAX_KEY_CHARS));
    }

    /** PostgreSQL's text knows no NUL. */
    Row text(String text) throws SQLException {
        statement.setString(++column, text.replace('\0', '\uFFFD'));
        return this;
    }

    Row number(double value) throws SQLException {
        statement.setDouble(++column, value);
        return this;
    }

    Row integer(int value) throws SQLException {
        statement.setInt(++column, value);
        return this;
    }

    Row big(long value) throws SQLException {
        statement.setLong(++column, value);
        return this;
    }

    Row flag(boolean value) throws SQLException {
        statement.setBoolean(++column, value);
        return this;
    }

    Row bytes(byte[] value) throws SQLException {
        statement.setBytes(++column, value);
        return this;
    }

    /** Epoch microseconds; years 1 to 9999, what lies outside becomes the nearest. */
    Row time(long micros) throws SQLException {
        long bounded = Math.max(EARLIEST_MICROS, Math.min(LATEST_MICROS, micros));
        Instant instant = Instant.EPOCH.plus(bounded, ChronoUnit.MICROS);
        statement.setObject(++column, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
        return this;
    }

    Row noTime() throws SQLException {
        statement.setNull(++column, Types.TIMESTAMP_WITH_TIMEZONE);
        return this;
    }

    Row json(@Nullable String json) throws SQLException {
        statement.setObject(++column, json, Types.OTHER);
        return this;
    }

    private static long micros(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000;
    }
}
