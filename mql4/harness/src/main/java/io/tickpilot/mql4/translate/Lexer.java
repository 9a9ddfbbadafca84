package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts MQL4 text into tokens; comments and blanks vanish, a preprocessor line becomes one DIRECTIVE token. */
public final class Lexer {
    private static final List<String> SYMBOLS = List.of(
            "<<=", ">>=", "...", "->", "++", "--", "&&", "||", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=",
            "&=", "|=", "^=", "<<", ">>", "::", "##");
    private final String text;
    private final String file;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line;
    private boolean lineStart = true;

    private Lexer(String text, Place start) {
        this.text = text;
        this.file = start.file();
        this.line = start.line();
    }

    /** The tokens of {@code text}, without an END token; the first line is {@code start}'s. */
    public static List<Token> tokens(String text, Place start) {
        Lexer lexer = new Lexer(text, start);
        while (lexer.position < text.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(position);
        if (c == '\n') {
            line++;
            position++;
            lineStart = true;
        } else if (Character.isWhitespace(c) || c == '\uFEFF') {
            position++;
        } else if (text.startsWith("//", position)) {
            position = endOfLine(position);
        } else if (text.startsWith("/*", position)) {
            blockComment();
        } else if (c == '#' && lineStart) {
            directive();
        } else {
            lineStart = false;
            word(c);
        }
    }

    private void word(char c) {
        if (c == '"') {
            add(Kind.STRING, quoted(position, '"'));
        } else if (c == '\'') {
            add(Kind.CHARACTER, quoted(position, '\''));
        } else if (c == 'D' && text.startsWith("D'", position)) {
            add(Kind.DATE, quoted(position + 1, '\''));
        } else if (c == 'C' && text.startsWith("C'", position)) {
            add(Kind.COLOR, quoted(position + 1, '\''));
        } else if (Character.isLetter(c) || c == '_') {
            add(Kind.IDENTIFIER, endOfWord(position));
        } else if (startsNumber(c)) {
            add(Kind.NUMBER, endOfNumber(position));
        } else {
            add(Kind.SYMBOL, position + symbolLength());
        }
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(position, end), place()));
        position = end;
    }

    private Place place() {
        return new Place(file, line);
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private void blockComment() {
        int end = text.indexOf("*/", position + 2);
        if (end < 0) {
            throw new MqlException(place(), "comment is never closed");
        }
        line += (int)
                text.substring(position, end).chars().filter(c -> c == '\n').count();
        position = end + 2;
    }

    /** A directive runs to the end of its line, over lines that end in a backslash; a comment after it is dropped. */
    private void directive() {
        Place start = place();
        StringBuilder content = new StringBuilder();
        boolean open = true;
        while (open) {
            int end = endOfLine(position);
            String part = withoutComment(text.substring(position, end)).stripTrailing();
            position = end;
            open = part.endsWith("\\") && position < text.length();
            content.append(open ? part.substring(0, part.length() - 1) + " " : part);
            if (open) {
                position++;
                line++;
            }
        }
        tokens.add(new Token(Kind.DIRECTIVE, content.toString(), start));
    }

    private static String withoutComment(String part) {
        boolean quoted = false;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '"' && (i == 0 || part.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            } else if (!quoted && part.startsWith("//", i)) {
                return part.substring(0, i);
            }
        }
        return part;
    }

    private int quoted(int open, char quote) {
        int i = open + 1;
        while (i < text.length() && text.charAt(i) != quote && text.charAt(i) != '\n') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= text.length() || text.charAt(i) != quote) {
            throw new MqlException(place(), "quote is never closed");
        }
        return i + 1;
    }

    private int endOfWord(int from) {
        int i = from;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        return i;
    }

    private boolean startsNumber(char c) {
        return Character.isDigit(c)
                || c == '.' && position + 1 < text.length() && Character.isDigit(text.charAt(position + 1));
    }

    private int endOfNumber(int from) {
        boolean hexadecimal = text.startsWith("0x", from) || text.startsWith("0X", from);
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean sign = (c == '+' || c == '-') && !hexadecimal && "eE".indexOf(text.charAt(i - 1)) >= 0;
            if (!Character.isLetterOrDigit(c) && c != '.' && !sign) {
                break;
            }
            i++;
        }
        return i;
    }

    private int symbolLength() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, position)) {
                return symbol.length();
            }
        }
        return 1;
    }
}
