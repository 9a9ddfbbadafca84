package io.tickpilot.core.event;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a command says beyond its kind and target: {@code key=value} pairs separated by {@code ;}, for example
 * {@code cause=daily-loss;cooldown=60000000}. A key comes once. Faults are {@link IllegalArgumentException}s that name key and
 * value.
 */
public final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /** @param text empty for none */
    public static Arguments parse(String text) {
        Map<String, String> values = new TreeMap<>();
        int from = 0;
        while (from < text.length()) {
            int semicolon = text.indexOf(';', from);
            int to = semicolon < 0 ? text.length() : semicolon;
            int equals = text.indexOf('=', from);
            if (equals <= from || equals >= to) {
                throw new IllegalArgumentException("argument must be key=value: " + text.substring(from, to));
            }
            String key = text.substring(from, equals);
            if (values.put(key, text.substring(equals + 1, to)) != null) {
                throw new IllegalArgumentException("argument is given twice: " + key);
            }
            from = to + 1;
        }
        return new Arguments(values);
    }

    /** Pairs as {@link #parse} reads them, in the given order. */
    public static String format(Map<String, ?> pairs) {
        StringBuilder text = new StringBuilder();
        pairs.forEach((key, value) -> {
            String written = String.valueOf(value);
            if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf(';') >= 0 || written.indexOf(';') >= 0) {
                throw new IllegalArgumentException("argument cannot be written: " + key + "=" + written);
            }
            text.append(text.isEmpty() ? "" : ";").append(key).append('=').append(written);
        });
        return text.toString();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Map<String, String> all() {
        return Collections.unmodifiableMap(values);
    }

    public String text(String key) {
        String value = values.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("argument is missing: " + key);
        }
        return value;
    }

    public String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** A finite number from {@code least} to {@code most}. */
    public double number(String key, double least, double most) {
        String text = text(key);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("argument is not a number: " + key + "=" + text, e);
        }
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "argument must be in [" + least + ", " + most + "]: " + key + "=" + text);
        }
        return value;
    }

    public double number(String key, double least, double most, double otherwise) {
        return has(key) ? number(key, least, most) : otherwise;
    }

    /** A time or a span in microseconds, not negative. */
    public long micros(String key) {
        String text = text(key);
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("argument is not a number of microseconds: " + key + "=" + text, e);
        }
        throw new IllegalArgumentException("argument must not be negative: " + key + "=" + text);
    }

    public long micros(String key, long otherwise) {
        return has(key) ? micros(key) : otherwise;
    }
}
