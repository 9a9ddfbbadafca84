package io.tickpilot.mql4.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code #define}; {@code parameters} is null for one without parentheses. */
record Macro(String name, @Nullable List<String> parameters, List<Token> body) {

    /** Reads what follows {@code #define}. */
    static Macro parse(String definition, Place place) {
        String text = definition.strip();
        int end = 0;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        if (end == 0) {
            throw new MqlException(place, "#define without a name");
        }
        String name = text.substring(0, end);
        if (end == text.length() || text.charAt(end) != '(') {
            return new Macro(name, null, Lexer.tokens(text.substring(end), place));
        }
        int close = text.indexOf(')', end);
        if (close < 0) {
            throw new MqlException(place, "parameters of macro " + name + " are never closed");
        }
        List<String> parameters = new ArrayList<>();
        for (String parameter : text.substring(end + 1, close).split(",", -1)) {
            if (!parameter.isBlank()) {
                parameters.add(parameter.strip());
            }
        }
        return new Macro(name, parameters, Lexer.tokens(text.substring(close + 1), place));
    }

    /** The body with arguments in place, {@code ##} pasted. */
    List<Token> expand(List<List<Token>> arguments, Place place) {
        List<Token> out = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            Token token = body.get(i);
            int parameter = parameters == null ? -1 : parameters.indexOf(token.text());
            if (token.is("##") && !out.isEmpty() && i + 1 < body.size()) {
                Token left = out.remove(out.size() - 1);
                Token right = body.get(++i);
                int next = parameters == null ? -1 : parameters.indexOf(right.text());
                String rest = next >= 0 && !arguments.get(next).isEmpty()
                        ? arguments.get(next).get(0).text()
                        : right.text();
                out.addAll(Lexer.tokens(left.text() + rest, place));
            } else if (parameter >= 0 && token.isIdentifier()) {
                out.addAll(arguments.get(parameter));
            } else {
                out.add(token.at(place));
            }
        }
        return out;
    }
}
