package io.tickpilot.supervision;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Records as JSON: names in snake case, what is not a finite number null, enums by name. */
final class RecordJson {

    private RecordJson() {}

    static String of(Record value) {
        StringBuilder text = new StringBuilder(1_024);
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder into) {
        if (value == null) {
            into.append("null");
        } else if (value instanceof Record record) {
            writeRecord(record, into);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, into);
        } else if (value instanceof Collection<?> values) {
            writeAll(values, into);
        } else if (value instanceof Double number) {
            into.append(Double.isFinite(number) ? number.toString() : "null");
        } else if (value instanceof Number || value instanceof Boolean) {
            into.append(value);
        } else {
            writeText(value.toString(), into);
        }
    }

    private static void writeRecord(Record record, StringBuilder into) {
        into.append('{');
        String comma = "";
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            into.append(comma);
            comma = ",";
            writeText(snake(component.getName()), into);
            into.append(':');
            try {
                component.getAccessor().setAccessible(true);
                write(component.getAccessor().invoke(record), into);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("record cannot be read: " + record.getClass(), e);
            }
        }
        into.append('}');
    }

    private static void writeMap(Map<?, ?> map, StringBuilder into) {
        into.append('{');
        String comma = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            into.append(comma);
            comma = ",";
            writeText(String.valueOf(entry.getKey()), into);
            into.append(':');
            write(entry.getValue(), into);
        }
        into.append('}');
    }

    private static void writeAll(Collection<?> values, StringBuilder into) {
        into.append('[');
        for (Iterator<?> each = values.iterator(); each.hasNext(); ) {
            write(each.next(), into);
            into.append(each.hasNext() ? "," : "");
        }
        into.append(']');
    }

    private static void writeText(String text, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                into.append('\\').append(c);
            } else if (c < ' ') {
                into.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                into.append(c);
            }
        }
        into.append('"');
    }

    private static String snake(String camel) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            text.append(Character.isUpperCase(c) ? "_" + Character.toLowerCase(c) : String.valueOf(c));
        }
        return text.toString();
    }
}
