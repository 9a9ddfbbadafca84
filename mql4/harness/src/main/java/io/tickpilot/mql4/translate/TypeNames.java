package io.tickpilot.mql4.translate;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which words are types: MQL4's own and the program's. */
public final class TypeNames {
    /** MQL4's simple types and the C++ that holds them. */
    static final Map<String, String> SIMPLE = Map.ofEntries(
            Map.entry("void", "void"),
            Map.entry("bool", "bool"),
            Map.entry("char", "mql::Char"),
            Map.entry("uchar", "mql::UChar"),
            Map.entry("short", "mql::Short"),
            Map.entry("ushort", "mql::UShort"),
            Map.entry("int", "int"),
            Map.entry("uint", "mql::UInt"),
            Map.entry("long", "mql::Long"),
            Map.entry("ulong", "mql::ULong"),
            Map.entry("float", "float"),
            Map.entry("double", "double"),
            Map.entry("string", "mql::String"),
            Map.entry("datetime", "mql::DateTime"),
            Map.entry("color", "mql::Color"));

    private static final Set<String> BUILT_IN_STRUCTURES =
            Set.of("MqlTick", "MqlDateTime", "MqlRates", "MqlTradeRequest", "MqlTradeResult");
    private final Set<String> declared = new HashSet<>();

    /** Collects the names that follow {@code struct}, {@code class}, {@code interface}, {@code enum} and {@code typename}. */
    static TypeNames of(List<Token> tokens) {
        TypeNames names = new TypeNames();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token word = tokens.get(i);
            Token next = tokens.get(i + 1);
            if (next.isIdentifier()
                    && (word.is("struct")
                            || word.is("class")
                            || word.is("interface")
                            || word.is("enum")
                            || word.is("typename"))) {
                names.declared.add(next.text());
            }
        }
        return names;
    }

    /** True when the word names a type of MQL4 or of the program. */
    public boolean isType(Token token) {
        String text = token.text();
        return token.isIdentifier()
                && (SIMPLE.containsKey(text)
                        || declared.contains(text)
                        || BUILT_IN_STRUCTURES.contains(text)
                        || isBuiltInEnumeration(text));
    }

    /** A struct or class, not an enumeration or simple type. */
    static boolean isBuiltInStructure(String name) {
        return BUILT_IN_STRUCTURES.contains(name);
    }

    static boolean isSimple(String name) {
        return SIMPLE.containsKey(name);
    }

    private static boolean isBuiltInEnumeration(String text) {
        return text.startsWith("ENUM_") && text.equals(text.toUpperCase(java.util.Locale.ROOT));
    }

    /** The C++ spelling of a simple type, any other name as it is. */
    static String cpp(String name) {
        return SIMPLE.getOrDefault(name, name);
    }
}
