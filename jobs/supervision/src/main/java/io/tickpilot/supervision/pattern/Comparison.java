package io.tickpilot.supervision.pattern;

import java.io.Serializable;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One condition on an observation: {@code FIELD OPERATOR VALUE}. The value is a number, a text in double quotes, or
 * {@code STEP.FIELD} of an earlier step's last observation. Numbers compare by {@code < <= > >= == !=}; texts by
 * {@code == != starts not-starts}. A number that is not there, or NaN, fulfils nothing.
 */
record Comparison(
        String field,
        String operator,
        @Nullable Double number,
        @Nullable String text,
        String step,
        String of) implements Serializable {
    private static final Set<String> NUMBERS = Set.of("<", "<=", ">", ">=", "==", "!=");
    private static final Set<String> TEXTS = Set.of("==", "!=", "starts", "not-starts");

    /** @throws IllegalArgumentException saying what is wrong with it */
    static Comparison parse(String written) {
        String[] parts = written.strip().split("\\s+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("must be FIELD OPERATOR VALUE");
        }
        String value = parts[2];
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        if (!(quoted ? TEXTS : NUMBERS).contains(parts[1])) {
            throw new IllegalArgumentException(
                    "has an operator that is unknown" + (quoted ? " for texts: " : " for numbers: ") + parts[1]);
        }
        if (quoted) {
            return new Comparison(parts[0], parts[1], null, value.substring(1, value.length() - 1), "", "");
        }
        try {
            return new Comparison(parts[0], parts[1], Double.valueOf(value), null, "", "");
        } catch (NumberFormatException e) {
            int dot = value.indexOf('.');
            if (dot < 1 || dot == value.length() - 1) {
                throw new IllegalArgumentException(
                        "has a value that is no number, \"text\" or STEP.FIELD: " + value, e);
            }
            return new Comparison(parts[0], parts[1], null, null, value.substring(0, dot), value.substring(dot + 1));
        }
    }

    /** As {@link #parse} reads it. */
    String written() {
        String value = text != null ? '"' + text + '"' : number != null ? number.toString() : step + '.' + of;
        return field + ' ' + operator + ' ' + value;
    }

    /** @param earlier the last observation of a step, null when it has none */
    boolean holds(Observation observation, Function<String, @Nullable Observation> earlier) {
        if (text != null) {
            return holds(observation.text(field), text);
        }
        double wanted = Double.NaN;
        if (number != null) {
            wanted = number;
        } else {
            Observation before = earlier.apply(step);
            wanted = before == null ? Double.NaN : before.number(of);
        }
        return holds(observation.number(field), wanted);
    }

    private boolean holds(double value, double wanted) {
        return switch (operator) {
            case "<" -> value < wanted;
            case "<=" -> value <= wanted;
            case ">" -> value > wanted;
            case ">=" -> value >= wanted;
            case "==" -> value == wanted;
            default -> value < wanted || value > wanted;
        };
    }

    private boolean holds(String value, String wanted) {
        return switch (operator) {
            case "==" -> value.equals(wanted);
            case "!=" -> !value.equals(wanted);
            case "starts" -> value.startsWith(wanted);
            default -> !value.startsWith(wanted);
        };
    }
}
