package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Declarator;
import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Imports;
import io.tickpilot.mql4.translate.Ast.Item;
import io.tickpilot.mql4.translate.Ast.Member;
import io.tickpilot.mql4.translate.Ast.MemberFunction;
import io.tickpilot.mql4.translate.Ast.MemberVariables;
import io.tickpilot.mql4.translate.Ast.Structure;
import io.tickpilot.mql4.translate.Ast.Type;
import io.tickpilot.mql4.translate.Ast.Variables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the program's names stand for, as far as it takes to tell objects from pointers. */
public final class Symbols {

    /**
     * The type of a value: {@code dimensions} counts the brackets still to come, {@code handle} marks an array passed as parameter.
     */
    record Kind(String type, boolean pointer, int dimensions, boolean handle) {
        Kind(String type, boolean pointer, int dimensions) {
            this(type, pointer, dimensions, false);
        }

        Kind element() {
            return new Kind(type, pointer, Math.max(0, dimensions - 1));
        }

        static Kind of(Type type) {
            return new Kind(type.name(), type.pointer(), 0);
        }
    }

    private record Shape(String base, Map<String, Kind> members, Set<String> methods) {}

    private final Map<String, Shape> structures = new HashMap<>();
    private final Map<String, Kind> globals = new HashMap<>();
    private final Map<String, Kind> functions = new HashMap<>();

    static Symbols of(List<Item> items) {
        Symbols symbols = new Symbols();
        for (Item item : items) {
            if (item instanceof Structure structure) {
                symbols.add(structure);
            } else if (item instanceof Variables variables) {
                variables.declarators().forEach(each -> symbols.globals.put(each.name(), kind(variables, each)));
            } else if (item instanceof Function function && function.owner().isEmpty()) {
                symbols.functions.putIfAbsent(function.name(), Kind.of(function.returns()));
            } else if (item instanceof Imports imports) {
                imports.functions().forEach(each -> symbols.functions.put(each.name(), Kind.of(each.returns())));
            }
        }
        return symbols;
    }

    private void add(Structure structure) {
        Map<String, Kind> members = new HashMap<>();
        Set<String> methods = new HashSet<>();
        for (Member member : structure.members()) {
            if (member instanceof MemberVariables fields) {
                fields.variables()
                        .declarators()
                        .forEach(each -> members.put(each.name(), kind(fields.variables(), each)));
            } else if (member instanceof MemberFunction method) {
                members.putIfAbsent(
                        method.function().name(), Kind.of(method.function().returns()));
                methods.add(method.function().name());
            }
        }
        String base = structure.base().stream()
                .filter(token -> token.isIdentifier()
                        && !Set.of("public", "private", "protected").contains(token.text()))
                .map(Token::text)
                .findFirst()
                .orElse("");
        structures.put(structure.name(), new Shape(base, members, methods));
    }

    static Kind kind(Variables variables, Declarator declarator) {
        return new Kind(
                variables.type().name(),
                declarator.pointer(),
                declarator.dimensions().size());
    }

    /** True when the program declares a struct, class or interface of this name. */
    public boolean isStructure(String name) {
        return structures.containsKey(name);
    }

    /** A member of {@code structure} or of what it extends. */
    @Nullable
    Kind member(String structure, String name) {
        Shape shape = structures.get(structure);
        int depth = 0;
        while (shape != null && depth++ < 32) {
            Kind kind = shape.members().get(name);
            if (kind != null) {
                return kind;
            }
            shape = structures.get(shape.base());
        }
        return null;
    }

    boolean isMethod(String structure, String name) {
        Shape shape = structures.get(structure);
        int depth = 0;
        while (shape != null && depth++ < 32) {
            if (shape.methods().contains(name)) {
                return true;
            }
            shape = structures.get(shape.base());
        }
        return false;
    }

    /** Every method name of every class; calls to them need no other declaration. */
    public Set<String> allMethods() {
        Set<String> all = new HashSet<>();
        structures.values().forEach(shape -> all.addAll(shape.methods()));
        return all;
    }

    @Nullable
    Kind global(String name) {
        return globals.get(name);
    }

    @Nullable
    Kind function(String name) {
        return functions.get(name);
    }
}
