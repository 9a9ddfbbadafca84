package io.tickpilot.replay.export;

/** Writes JSON, commas where they belong. */
final class Json {
    private final StringBuilder out;
    private boolean first = true;

    Json(StringBuilder out) {
        this.out = out;
    }

    Json open(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    Json close(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    Json name(String name) {
        text(name);
        out.append(':');
        first = true;
        return this;
    }

    Json text(String value) {
        separate();
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
        return this;
    }

    Json number(long value) {
        separate();
        out.append(value);
        return this;
    }

    Json number(double value) {
        separate();
        if (Double.isFinite(value)) {
            out.append(value);
        } else {
            out.append("null");
        }
        return this;
    }

    Json number(float value) {
        separate();
        if (Float.isFinite(value)) {
            out.append(value);
        } else {
            out.append("null");
        }
        return this;
    }

    Json bool(boolean value) {
        separate();
        out.append(value);
        return this;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }
}
