package io.tickpilot.mql4.translate;

/** One word of MQL4 with its place. {@code text} is as written, quotes included. */
public record Token(Kind kind, String text, Place place) {

    /** What a token is to the parser. */
    public enum Kind {
        IDENTIFIER,
        NUMBER,
        STRING,
        CHARACTER,
        DATE,
        COLOR,
        SYMBOL,
        DIRECTIVE,
        END
    }

    public boolean is(String symbolOrWord) {
        return text.equals(symbolOrWord) && (kind == Kind.SYMBOL || kind == Kind.IDENTIFIER);
    }

    public boolean isIdentifier() {
        return kind == Kind.IDENTIFIER;
    }

    Token at(Place other) {
        return new Token(kind, text, other);
    }
}
