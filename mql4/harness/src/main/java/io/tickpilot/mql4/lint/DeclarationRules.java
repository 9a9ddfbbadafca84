package io.tickpilot.mql4.lint;

import io.tickpilot.mql4.translate.Ast;
import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Parameter;
import io.tickpilot.mql4.translate.Ast.Structure;
import io.tickpilot.mql4.translate.Finding;
import io.tickpilot.mql4.translate.Symbols;
import io.tickpilot.mql4.translate.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What MetaEditor refuses in declarations and g++ would take. */
final class DeclarationRules {
    private static final Set<String> BUILT_IN_STRUCTURES = Set.of("MqlTick", "MqlDateTime", "MqlRates");
    private final List<Ast.Item> items;
    private final Symbols symbols;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> structuresSoFar = new HashSet<>();

    DeclarationRules(List<Ast.Item> items, Symbols symbols) {
        this.items = items;
        this.symbols = symbols;
    }

    List<Finding> findings() {
        for (Ast.Item item : items) {
            if (item instanceof Function function) {
                parameters(function);
            } else if (item instanceof Structure structure) {
                structure(structure);
            } else if (item instanceof Ast.Imports imports) {
                imports.functions().forEach(this::imported);
            }
        }
        return findings;
    }

    private void parameters(Function function) {
        boolean defaults = false;
        for (Parameter each : function.parameters()) {
            if (each.array() && !each.reference()) {
                refuse(each, "arrays are passed by reference only: " + each.name());
            } else if (isObject(each) && !each.reference() && !each.type().pointer()) {
                refuse(each, "objects are passed by reference only: " + each.name());
            } else if (defaults && each.defaultValue().isEmpty()) {
                refuse(each, "a parameter without default value follows one with: " + each.name());
            }
            defaults |= !each.defaultValue().isEmpty();
        }
    }

    private boolean isObject(Parameter parameter) {
        String name = parameter.type().name();
        return symbols.isStructure(name) || BUILT_IN_STRUCTURES.contains(name);
    }

    private void structure(Structure structure) {
        structuresSoFar.add(structure.name());
        if (hasSeveralBases(structure)) {
            findings.add(new Finding(structure.place(), "MQL4 has no multiple inheritance: " + structure.name()));
        }
        for (Ast.Member member : structure.members()) {
            if (member instanceof Ast.MemberFunction method) {
                parameters(method.function());
            } else if (member instanceof Ast.MemberVariables fields) {
                for (Ast.Declarator each : fields.variables().declarators()) {
                    if (!each.initializer().isEmpty()) {
                        findings.add(new Finding(
                                each.place(), "a member takes its value in the constructor only: " + each.name()));
                    }
                }
            }
        }
    }

    /** A comma outside template arguments. */
    private static boolean hasSeveralBases(Structure structure) {
        int depth = 0;
        for (Token token : structure.base()) {
            depth += token.is("<") ? 1 : token.is(">") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                return true;
            }
        }
        return false;
    }

    private void imported(Function function) {
        for (Parameter each : function.parameters()) {
            String type = each.type().name();
            if (symbols.isStructure(type) && !structuresSoFar.contains(type)) {
                refuse(each, "a structure must be declared before the #import that uses it: " + type);
            }
        }
        for (Token token : function.tail()) {
            findings.add(new Finding(token.place(), "nothing may follow a prototype in #import: " + token.text()));
        }
        parameters(function);
    }

    private void refuse(Parameter parameter, String message) {
        findings.add(new Finding(parameter.place(), message));
    }
}
