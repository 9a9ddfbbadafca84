package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads a token list from left to right. */
final class TokenCursor {
    private final List<Token> tokens;
    private final Token end;
    private int position;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
        Place last = tokens.isEmpty()
                ? new Place("", 1)
                : tokens.get(tokens.size() - 1).place();
        this.end = new Token(Kind.END, "", last);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        int index = position + ahead;
        return index >= 0 && index < tokens.size() ? tokens.get(index) : end;
    }

    boolean atEnd() {
        return position >= tokens.size();
    }

    Token next() {
        Token token = peek();
        position++;
        return token;
    }

    boolean accept(String text) {
        boolean same = peek().is(text);
        if (same) {
            position++;
        }
        return same;
    }

    Token expect(String text) {
        Token token = next();
        if (!token.is(text)) {
            throw new MqlException(token.place(), "expected '" + text + "' but found '" + token.text() + "'");
        }
        return token;
    }

    Token expectIdentifier() {
        Token token = next();
        if (!token.isIdentifier()) {
            throw new MqlException(token.place(), "expected a name but found '" + token.text() + "'");
        }
        return token;
    }

    int position() {
        return position;
    }

    void reset(int to) {
        position = to;
    }

    /** What lies between the bracket at hand and its partner, without either. */
    List<Token> bracketed() {
        Token open = next();
        List<Token> inside = new ArrayList<>();
        int depth = 1;
        while (!atEnd()) {
            Token token = next();
            if (opens(token)) {
                depth++;
            } else if (closes(token) && --depth == 0) {
                return inside;
            }
            inside.add(token);
        }
        throw new MqlException(open.place(), "'" + open.text() + "' is never closed");
    }

    /** What lies between {@code <} at hand and its partner {@code >}, both included. */
    List<Token> angled() {
        Token open = peek();
        List<Token> all = new ArrayList<>();
        int depth = 0;
        while (!atEnd()) {
            Token token = next();
            all.add(token);
            if (token.is("<")) {
                depth++;
            } else if (token.is(">") && --depth == 0) {
                return all;
            } else if (token.is(">>") && (depth -= 2) <= 0) {
                return all;
            }
        }
        throw new MqlException(open.place(), "'<' is never closed");
    }

    /** {@code template<...>} if it is at hand, else nothing. */
    List<Token> template() {
        if (!peek().is("template")) {
            return List.of();
        }
        List<Token> all = new ArrayList<>();
        all.add(next());
        all.addAll(angled());
        return all;
    }

    /** Everything up to one of the given symbols outside brackets, which is not consumed. */
    List<Token> until(String... stops) {
        List<Token> found = new ArrayList<>();
        int depth = 0;
        while (!atEnd()) {
            Token token = peek();
            if (depth == 0) {
                for (String stop : stops) {
                    if (token.is(stop)) {
                        return found;
                    }
                }
            }
            if (opens(token)) {
                depth++;
            } else if (closes(token)) {
                depth--;
            }
            found.add(next());
        }
        return found;
    }

    static boolean opens(Token token) {
        return token.is("(") || token.is("[") || token.is("{");
    }

    static boolean closes(Token token) {
        return token.is(")") || token.is("]") || token.is("}");
    }
}
