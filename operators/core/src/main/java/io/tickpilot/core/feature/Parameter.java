package io.tickpilot.core.feature;

import java.util.List;

/**
 * One setting of a feature.
 *
 * @param otherwise value when a schema does not give one; empty when it must
 * @param min lowest number allowed, {@code max} the highest; of no meaning for words
 * @param choices all words allowed; empty when any is
 */
public record Parameter(
        String name, Form form, String otherwise, double min, double max, List<String> choices, String description) {

    /** How a value is written. */
    public enum Form {
        WHOLE_NUMBER,
        NUMBER,
        WORD
    }

    static Parameter whole(String name, int otherwise, int min, int max, String description) {
        String text = Integer.toString(otherwise);
        return new Parameter(name, Form.WHOLE_NUMBER, text, min, max, List.of(), description);
    }

    static Parameter number(String name, double otherwise, double min, double max, String description) {
        return new Parameter(name, Form.NUMBER, Parameters.plain(otherwise), min, max, List.of(), description);
    }

    static Parameter choice(String name, String otherwise, List<String> choices, String description) {
        return new Parameter(name, Form.WORD, otherwise, 0, 0, choices, description);
    }

    /** A word that every schema must give. */
    static Parameter required(String name, String description) {
        return new Parameter(name, Form.WORD, "", 0, 0, List.of(), description);
    }

    /** What may be written, such as {@code 2..1000} or {@code quotes, trades}. */
    public String allowed() {
        if (form == Form.WORD) {
            return choices.isEmpty() ? "any word" : String.join(", ", choices);
        }
        return Parameters.plain(min) + ".." + Parameters.plain(max);
    }
}
