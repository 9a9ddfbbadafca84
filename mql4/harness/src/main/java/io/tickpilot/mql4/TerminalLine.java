package io.tickpilot.mql4;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of the simulated terminal.
 *
 * @param word what it is: {@code EVENT}, {@code PRINT}, {@code ORDER}, ...
 * @param name of an event: {@code OPEN}, {@code CLOSE}, ...; else empty
 * @param values by key, decoded
 */
public record TerminalLine(String word, String name, Map<String, String> values) {

    static TerminalLine parse(String line) {
        String[] words = line.split(" ");
        boolean event = words[0].equals("EVENT") && words.length > 1;
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = event ? 2 : 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals > 0) {
                values.put(words[i].substring(0, equals), decode(words[i].substring(equals + 1)));
            }
        }
        return new TerminalLine(words[0], event ? words[1] : "", values);
    }

    /** The opposite of the terminal's percent-encoding, which leaves a plus as it is. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Encodes one value for a command. */
    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c <= ' ' || c == '%' || c == 0x7F) {
                out.append(String.format("%%%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    public boolean isEvent(String event) {
        return word.equals("EVENT") && name.equals(event);
    }

    /** A value, or the empty string. */
    public String text(String key) {
        return values.getOrDefault(key, "");
    }

    public int whole(String key) {
        return Integer.parseInt(text(key));
    }

    public double number(String key) {
        return Double.parseDouble(text(key));
    }
}
