package io.tickpilot.mql4.lint;

import io.tickpilot.mql4.translate.Ast;
import io.tickpilot.mql4.translate.Finding;
import io.tickpilot.mql4.translate.Symbols;
import io.tickpilot.mql4.translate.Token;
import io.tickpilot.mql4.translate.TypeNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every called name must be the program's own, a library's or one of MQL4's. */
final class CallRules {
    private static final Set<String> WORDS_BEFORE_PARENTHESIS = Set.of(
            "if",
            "for",
            "while",
            "switch",
            "return",
            "sizeof",
            "operator",
            "delete",
            "new",
            "case",
            "else",
            "typename",
            "dynamic_cast");
    private final List<Token> tokens;
    private final TypeNames types;
    private final Set<String> known = new HashSet<>(Names.functions());
    private final Set<Token> initializers = new HashSet<>();

    CallRules(List<Token> tokens, List<Ast.Item> items, Symbols symbols, TypeNames types) {
        this.tokens = tokens;
        this.types = types;
        known.addAll(symbols.allMethods());
        for (Ast.Item item : items) {
            if (item instanceof Ast.Function function) {
                known.add(function.name());
                initializers.addAll(function.tail());
            } else if (item instanceof Ast.Structure structure) {
                addInitializers(structure);
            } else if (item instanceof Ast.Imports imports) {
                imports.functions().forEach(each -> known.add(each.name()));
            }
        }
    }

    private void addInitializers(Ast.Structure structure) {
        for (Ast.Member member : structure.members()) {
            if (member instanceof Ast.MemberFunction method) {
                initializers.addAll(method.function().tail());
            }
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isIdentifier() && tokens.get(i + 1).is("(") && !accepted(i)) {
                findings.add(new Finding(token.place(), "unknown function: " + token.text()));
            }
        }
        return findings;
    }

    private boolean accepted(int i) {
        Token token = tokens.get(i);
        Token before = i > 0 ? tokens.get(i - 1) : token;
        boolean declaration = i > 0
                && (before.isIdentifier() && !WORDS_BEFORE_PARENTHESIS.contains(before.text())
                        || before.is("*")
                        || before.is("~"));
        return known.contains(token.text())
                || WORDS_BEFORE_PARENTHESIS.contains(token.text())
                || types.isType(token)
                || declaration && isDeclared(i)
                || initializers.contains(token);
    }

    /** {@code Thing name(1)}: the word before is a type. */
    private boolean isDeclared(int i) {
        int back = tokens.get(i - 1).is("*") ? i - 2 : i - 1;
        return back >= 0 && types.isType(tokens.get(back)) || tokens.get(i - 1).is("~");
    }
}
