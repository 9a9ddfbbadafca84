package io.tickpilot.mql4.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** The names MQL4 brings along, one a line in {@code names/functions.txt}; taken from the public reference. */
public final class Names {
    private static final Set<String> FUNCTIONS = read("functions.txt");

    private Names() {}

    /** All built-in functions. */
    public static Set<String> functions() {
        return FUNCTIONS;
    }

    private static Set<String> read(String resource) {
        try (InputStream in = Names.class.getResourceAsStream("/io/tickpilot/mql4/names/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("resource is missing: " + resource);
            }
            Set<String> names = new TreeSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(names::add);
            return Set.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException("resource cannot be read: " + resource, e);
        }
    }
}
