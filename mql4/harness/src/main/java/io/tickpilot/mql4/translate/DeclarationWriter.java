package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Declarator;
import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Parameter;
import io.tickpilot.mql4.translate.Ast.Type;
import io.tickpilot.mql4.translate.Ast.Variables;
import java.util.List;
import java.util.Set;

/** Writes variables and function heads: the arrays of MQL4 become classes that watch their bounds. */
final class DeclarationWriter {

    /** Where variables stand; inside a structure arrays are flat, so that it can go to a library as it is. */
    enum Context {
        GLOBAL,
        LOCAL,
        MEMBER
    }

    private final CppText out;
    private final TypeNames types;

    DeclarationWriter(CppText out, TypeNames types) {
        this.out = out;
        this.types = types;
    }

    /** Writes one declaration per name and makes the names known to {@code scopes} when local. */
    void variables(Variables variables, Context context, Scopes scopes) {
        for (Declarator each : variables.declarators()) {
            out.at(each.place());
            Set<String> specifiers = variables.specifiers();
            boolean definesMember = !each.owner().isEmpty();
            if (specifiers.contains("static") && !definesMember) {
                out.put("static");
            }
            if (specifiers.contains("const")) {
                out.put("const");
            }
            out.put(variableType(variables.type(), each, context, scopes));
            out.put(definesMember ? each.owner() + "::" + each.name() : each.name());
            if (context == Context.LOCAL) {
                scopes.declare(each.name(), Symbols.kind(variables, each));
            }
            new ExpressionWriter(out, scopes, types, each.name()).write(each.initializer());
            out.put(";");
        }
    }

    private String variableType(Type type, Declarator each, Context context, Scopes scopes) {
        String cpp = name(type) + (each.pointer() ? "*" : "");
        List<List<Token>> dimensions = each.dimensions();
        for (int i = dimensions.size() - 1; i > 0; i--) {
            cpp = "mql::FlatArray<" + cpp + "," + expression(dimensions.get(i), scopes) + ">";
        }
        if (dimensions.isEmpty()) {
            return cpp;
        }
        if (dimensions.get(0).isEmpty()) {
            return "mql::Array<" + cpp + ">";
        }
        String kind = context == Context.MEMBER ? "mql::FlatArray<" : "mql::StaticArray<";
        return kind + cpp + "," + expression(dimensions.get(0), scopes) + ">";
    }

    String name(Type type) {
        StringBuilder text = new StringBuilder(TypeNames.cpp(type.name()));
        type.arguments()
                .forEach(token -> text.append(TypeNames.cpp(token.text())).append(' '));
        return text.toString();
    }

    String returnType(Function function) {
        return name(function.returns()) + (function.returns().pointer() ? "*" : "");
    }

    /** The parameter list in parentheses; default values only where asked for, as C++ allows them once. */
    String parameters(Function function, boolean withDefaults, Scopes scopes) {
        StringBuilder list = new StringBuilder("(");
        for (Parameter each : function.parameters()) {
            if (list.length() > 1) {
                list.append(", ");
            }
            list.append(parameterType(each, !function.template().isEmpty(), scopes));
            list.append(' ').append(each.name());
            if (withDefaults && !each.defaultValue().isEmpty()) {
                list.append(" = ").append(expression(each.defaultValue(), scopes));
            }
        }
        return list.append(')').toString();
    }

    String parameterType(Parameter parameter, boolean template, Scopes scopes) {
        String cpp = name(parameter.type()) + (parameter.type().pointer() ? "*" : "");
        List<List<Token>> dimensions = parameter.dimensions();
        if (dimensions == null) {
            boolean handle = parameter.type().pointer();
            return (parameter.constant() && !handle ? "const " : "") + cpp + (parameter.reference() ? "&" : "");
        }
        for (int i = dimensions.size() - 1; i > 0; i--) {
            cpp = "mql::FlatArray<" + cpp + "," + expression(dimensions.get(i), scopes) + ">";
        }
        if (template) {
            return (parameter.constant() ? "const " : "") + "mql::Array<" + cpp + ">&";
        }
        return (parameter.constant() ? "mql::ArrayIn<" : "mql::ArrayRef<") + cpp + ">";
    }

    /** Words on one line, for places where a line mark cannot stand. */
    String expression(List<Token> tokens, Scopes scopes) {
        Place nowhere = new Place("", 0);
        CppText text = new CppText();
        new ExpressionWriter(text, scopes, types)
                .write(tokens.stream().map(token -> token.at(nowhere)).toList());
        return text.toString().strip();
    }
}
