package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Symbols.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Local names over the members of the class at hand over the program's globals. */
final class Scopes {
    private final Symbols symbols;
    private final String structure;
    private final Deque<Map<String, Kind>> blocks = new ArrayDeque<>();

    /** {@code structure} is the class whose method is written, or empty. */
    Scopes(Symbols symbols, String structure) {
        this.symbols = symbols;
        this.structure = structure;
        blocks.push(new HashMap<>());
    }

    Symbols symbols() {
        return symbols;
    }

    String structure() {
        return structure;
    }

    void open() {
        blocks.push(new HashMap<>());
    }

    void close() {
        if (blocks.size() > 1) {
            blocks.pop();
        }
    }

    void declare(String name, Kind kind) {
        blocks.element().put(name, kind);
    }

    boolean isLocal(String name) {
        return blocks.stream().anyMatch(block -> block.containsKey(name));
    }

    /** A variable or field visible here. */
    @Nullable
    Kind variable(String name) {
        for (Map<String, Kind> block : blocks) {
            Kind kind = block.get(name);
            if (kind != null) {
                return kind;
            }
        }
        Kind member = symbols.isMethod(structure, name) ? null : symbols.member(structure, name);
        return member != null ? member : symbols.global(name);
    }

    /** What calling {@code name} yields. */
    @Nullable
    Kind call(String name) {
        Kind method = symbols.isMethod(structure, name) ? symbols.member(structure, name) : null;
        return method != null ? method : symbols.function(name);
    }
}
