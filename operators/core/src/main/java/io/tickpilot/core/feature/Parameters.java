package io.tickpilot.core.feature;

import io.tickpilot.core.config.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of one feature, each given or by its default, in one canonical form. Immutable. */
public final class Parameters implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> values = new TreeMap<>();

    private Parameters() {}

    static Parameters defaults(List<Parameter> declared) {
        Parameters result = new Parameters();
        declared.forEach(p -> result.values.put(p.name(), p.otherwise()));
        return result;
    }

    /** Reads a key for each declared parameter; faults are left in {@code from}. */
    static Parameters from(Settings from, List<Parameter> declared) {
        Parameters result = defaults(declared);
        for (Parameter parameter : declared) {
            result.values.put(parameter.name(), read(from, parameter));
        }
        return result;
    }

    private static String read(Settings from, Parameter parameter) {
        String key = parameter.name();
        String otherwise = parameter.otherwise();
        return switch (parameter.form()) {
            case WORD -> word(from, parameter);
            case WHOLE_NUMBER ->
                plain(from.integer(key, Integer.parseInt(otherwise), (int) parameter.min(), (int) parameter.max()));
            case NUMBER -> plain(from.number(key, Double.parseDouble(otherwise), parameter.min(), parameter.max()));
        };
    }

    private static String word(Settings from, Parameter parameter) {
        String text = parameter.otherwise().isEmpty()
                ? from.required(parameter.name())
                : from.text(parameter.name(), parameter.otherwise());
        if (!parameter.choices().isEmpty() && !parameter.choices().contains(text)) {
            from.fault(parameter.name(), "must be one of " + parameter.allowed(), text);
        }
        return text;
    }

    /** The same with another value. */
    Parameters with(String name, String value) {
        Parameters result = new Parameters();
        result.values.putAll(values);
        result.values.put(name, value);
        return result;
    }

    int whole(String name) {
        return (int) number(name);
    }

    double number(String name) {
        return Double.parseDouble(text(name));
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("feature asks for a parameter it does not declare: " + name);
        }
        return value;
    }

    SortedMap<String, String> values() {
        return values;
    }

    /** Shortest text of a number: {@code 14}, {@code 0.7}. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Canonical: {@code fast=12,slow=26}, by name. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }
}
