package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Token.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * MQL4's small preprocessor: {@code #include} (each file once), {@code #define} with and without parameters, {@code #undef},
 * {@code #ifdef}, {@code #ifndef}, {@code #else}, {@code #endif}, {@code #property}. {@code #import} stays in the stream for the parser.
 */
public final class Preprocessor {
    private static final int DEEPEST_EXPANSION = 64;
    private final List<Path> includeFolders;
    private final Map<String, Macro> macros = new HashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Token> out = new ArrayList<>();

    public Preprocessor(List<Path> includeFolders) {
        this.includeFolders = List.copyOf(includeFolders);
        for (String name : List.of("__MQL4__", "__MQLBUILD__", "__MQL4BUILD__")) {
            macros.put(name, Macro.parse(name + " 1420", new Place("built-in", 1)));
        }
    }

    /** Reads the program that starts at {@code main}; findings are in the result, not thrown. */
    public Preprocessed read(Path main) {
        include(main);
        return new Preprocessed(List.copyOf(out), Map.copyOf(properties), List.copyOf(files), List.copyOf(findings));
    }

    /** What remains of a program: its tokens, its {@code #property} lines by name, its files, and what was wrong. */
    public record Preprocessed(
            List<Token> tokens, Map<String, String> properties, List<Path> files, List<Finding> findings) {}

    private void include(Path file) {
        Path real = file.toAbsolutePath().normalize();
        if (!seen.add(real)) {
            return;
        }
        files.add(file);
        List<Token> tokens = Lexer.tokens(content(file), new Place(file.toString(), 1));
        Deque<Boolean> conditions = new ArrayDeque<>();
        int i = 0;
        while (i < tokens.size()) {
            Token token = tokens.get(i);
            boolean active = !conditions.contains(false);
            if (token.kind() == Kind.DIRECTIVE) {
                directive(token, file, conditions, active);
                i++;
            } else {
                i = active ? expand(tokens, i, Set.of(), 0, out) : i + 1;
            }
        }
        if (!conditions.isEmpty()) {
            findings.add(new Finding(new Place(file.toString(), 1), "#ifdef without #endif"));
        }
    }

    private void directive(Token token, Path file, Deque<Boolean> conditions, boolean active) {
        String text = token.text().substring(1).strip();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(0, end);
        String rest = text.substring(end).strip();
        switch (name) {
            case "ifdef" -> conditions.push(macros.containsKey(rest));
            case "ifndef" -> conditions.push(!macros.containsKey(rest));
            case "else" -> conditions.push(!pop(conditions, token));
            case "endif" -> pop(conditions, token);
            case "include", "define", "undef", "property", "import" -> {
                if (active) {
                    command(name, rest, token, file);
                }
            }
            default -> findings.add(new Finding(token.place(), "no directive of MQL4: #" + name));
        }
    }

    private boolean pop(Deque<Boolean> conditions, Token token) {
        if (conditions.isEmpty()) {
            throw new MqlException(token.place(), "#else or #endif without #ifdef");
        }
        return conditions.pop();
    }

    private void command(String name, String rest, Token token, Path file) {
        switch (name) {
            case "include" -> include(rest, token, file);
            case "define" -> {
                Macro macro = Macro.parse(rest, token.place());
                macros.put(macro.name(), macro);
            }
            case "undef" -> macros.remove(rest);
            case "property" -> {
                String[] words = rest.split("\\s+", 2);
                properties.put(words[0], words.length > 1 ? words[1] : "");
            }
            default -> out.add(token);
        }
    }

    private void include(String rest, Token token, Path file) {
        boolean quoted = rest.startsWith("\"");
        if (rest.length() < 3 || !quoted && !rest.startsWith("<")) {
            findings.add(new Finding(token.place(), "#include needs \"file\" or <file>: " + rest));
            return;
        }
        String name = rest.substring(1, rest.length() - 1).replace('\\', '/');
        List<Path> folders = new ArrayList<>();
        if (quoted) {
            folders.add(file.toAbsolutePath().getParent());
        }
        folders.addAll(includeFolders);
        for (Path folder : folders) {
            Path candidate = folder.resolve(name);
            if (Files.isRegularFile(candidate)) {
                include(candidate);
                return;
            }
        }
        findings.add(new Finding(token.place(), "include file not found: " + name));
    }

    /** Appends the token at {@code i}, expanded, and returns the index after what it used up. */
    private int expand(List<Token> tokens, int i, Set<String> hidden, int depth, List<Token> target) {
        Token token = tokens.get(i);
        Macro macro = token.isIdentifier() && !hidden.contains(token.text()) ? macros.get(token.text()) : null;
        if (macro == null) {
            target.add(token);
            return i + 1;
        }
        if (depth > DEEPEST_EXPANSION) {
            throw new MqlException(token.place(), "macro expands without end: " + token.text());
        }
        List<List<Token>> arguments = new ArrayList<>();
        int end = i + 1;
        if (macro.parameters() != null) {
            if (end >= tokens.size() || !tokens.get(end).is("(")) {
                target.add(token);
                return end;
            }
            end = arguments(tokens, end, arguments);
            if (arguments.size() < macro.parameters().size()) {
                throw new MqlException(token.place(), "too few arguments of macro " + token.text());
            }
        }
        Set<String> inner = new HashSet<>(hidden);
        inner.add(token.text());
        List<Token> body = macro.expand(arguments, token.place());
        int j = 0;
        while (j < body.size()) {
            j = expand(body, j, inner, depth + 1, target);
        }
        return end;
    }

    private static int arguments(List<Token> tokens, int open, List<List<Token>> arguments) {
        int depth = 0;
        List<Token> current = new ArrayList<>();
        for (int i = open; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(")") && --depth == 0) {
                if (!current.isEmpty() || !arguments.isEmpty()) {
                    arguments.add(current);
                }
                return i + 1;
            }
            if (token.is(",") && depth == 1) {
                arguments.add(current);
                current = new ArrayList<>();
            } else if (depth > 0) {
                current.add(token);
            }
            if (token.is("(")) {
                depth++;
            }
        }
        throw new MqlException(tokens.get(open).place(), "arguments of a macro are never closed");
    }

    /** MetaEditor writes UTF-16 with a mark, UTF-8, or the machine's code page. */
    private static String content(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            boolean wide = bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
            Charset charset = wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
            return new String(bytes, charset).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("MQL4 source cannot be read: " + file, e);
        }
    }
}
