package io.tickpilot.mql4.translate;

/** C++ being written; {@code #line} keeps the compiler's and the debugger's places those of the MQL4 source. */
final class CppText {
    private static final int BLANK_LINES_BEFORE_DIRECTIVE = 4;
    private final StringBuilder text = new StringBuilder();
    private String file = "";
    private int line;

    /** Makes what follows come from {@code place}. */
    CppText at(Place place) {
        int ahead = place.line() - line;
        if (!place.file().equals(file) || ahead < 0 || ahead > BLANK_LINES_BEFORE_DIRECTIVE) {
            newLineIfNeeded();
            text.append("#line ")
                    .append(place.line())
                    .append(" \"")
                    .append(place.file().replace("\\", "/"))
                    .append("\"\n");
            file = place.file();
            line = place.line();
        } else if (ahead > 0) {
            text.append("\n".repeat(ahead));
            line += ahead;
        }
        return this;
    }

    /** Appends words that hold no line break. */
    CppText put(String words) {
        if (!words.isEmpty()) {
            text.append(words).append(' ');
        }
        return this;
    }

    CppText put(Place place, String words) {
        return at(place).put(words);
    }

    /** Appends lines that come from no MQL4 source. */
    CppText generated(String lines) {
        newLineIfNeeded();
        text.append("#line 1 \"generated\"\n").append(lines).append('\n');
        file = "";
        return this;
    }

    private void newLineIfNeeded() {
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
