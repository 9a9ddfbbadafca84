package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Access;
import io.tickpilot.mql4.translate.Ast.Declarator;
import io.tickpilot.mql4.translate.Ast.Enumeration;
import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Imports;
import io.tickpilot.mql4.translate.Ast.Item;
import io.tickpilot.mql4.translate.Ast.Member;
import io.tickpilot.mql4.translate.Ast.MemberFunction;
import io.tickpilot.mql4.translate.Ast.MemberVariables;
import io.tickpilot.mql4.translate.Ast.Structure;
import io.tickpilot.mql4.translate.Ast.Variables;
import java.util.List;

/**
 * Writes the program in C++. MQL4 lets a function be used above its definition, so names of structures, enumerations and prototypes
 * come first; everything else keeps its order.
 */
final class ProgramWriter {
    private final CppText out = new CppText();
    private final List<Item> items;
    private final VariableParser variables;
    private final Symbols symbols;
    private final Scopes global;
    private final DeclarationWriter declarations;
    private final ImportWriter importWriter;

    ProgramWriter(List<Item> items, TypeNames types, Symbols symbols) {
        this.items = items;
        this.variables = new VariableParser(types);
        this.symbols = symbols;
        this.global = new Scopes(symbols, "");
        this.declarations = new DeclarationWriter(out, types);
        this.importWriter = new ImportWriter(out, declarations, global);
    }

    String write() {
        out.generated("#include \"mql4.hpp\"\nnamespace ea {\nusing namespace mql;");
        announceStructures();
        each(Enumeration.class, this::enumeration);
        each(Function.class, this::prototype);
        each(Imports.class, importWriter::announce);
        for (Item item : items) {
            if (item instanceof Structure structure) {
                structure(structure);
            } else if (item instanceof Function function) {
                function(function);
            } else if (item instanceof Variables each) {
                declarations.variables(each, DeclarationWriter.Context.GLOBAL, global);
            }
        }
        each(Imports.class, importWriter::write);
        each(Variables.class, this::inputs);
        out.generated("}");
        out.generated(new HandlerTable(items).cpp());
        return out.toString();
    }

    private <T extends Item> void each(Class<T> type, java.util.function.Consumer<T> action) {
        items.stream().filter(type::isInstance).map(type::cast).forEach(action);
    }

    private void announceStructures() {
        each(Structure.class, structure -> out.at(structure.place())
                .put(words(structure.template()))
                .put(cppKeyword(structure))
                .put(structure.name())
                .put(";"));
    }

    private static String cppKeyword(Structure structure) {
        return structure.keyword().equals("interface") ? "struct" : structure.keyword();
    }

    private String words(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(TypeNames.cpp(token.text())).append(' '));
        return text.toString();
    }

    /** The enumeration, and what {@code EnumToString} needs to name its values. */
    private void enumeration(Enumeration enumeration) {
        out.put(
                enumeration.place(),
                "enum " + enumeration.name() + (enumeration.name().isEmpty() ? "" : " : int") + " {");
        new ExpressionWriter(out, global, variables.types()).write(enumeration.body());
        out.put("} ;");
        if (!enumeration.name().isEmpty()) {
            StringBuilder names = new StringBuilder();
            enumeration.names().forEach(name -> names.append(", {")
                    .append(name)
                    .append(", \"")
                    .append(name)
                    .append("\"}"));
            out.put("inline mql::EnumNames enum_names(" + enumeration.name() + "*) { return {"
                    + names.substring(Math.min(2, names.length())) + "}; }");
        }
    }

    private void prototype(Function function) {
        if (function.owner().isEmpty()) {
            out.at(function.place())
                    .put(words(function.template()))
                    .put(declarations.returnType(function))
                    .put(function.name() + declarations.parameters(function, true, global) + ";");
        }
    }

    private void function(Function function) {
        if (function.body() == null) {
            return;
        }
        Scopes scopes = new Scopes(symbols, function.owner());
        String owner = function.owner().isEmpty() ? "" : function.owner() + "::";
        out.at(function.place())
                .put(words(function.template()))
                .put(declarations.returnType(function))
                .put(owner + function.name() + declarations.parameters(function, false, scopes));
        tail(function, scopes);
        new BodyWriter(out, scopes, variables).write(function, function.body());
    }

    private void tail(Function function, Scopes scopes) {
        new ExpressionWriter(out, scopes, variables.types()).write(function.tail());
    }

    private void structure(Structure structure) {
        boolean contract = structure.keyword().equals("interface");
        out.at(structure.place())
                .put(words(structure.template()))
                .put(cppKeyword(structure))
                .put(structure.name())
                .put(words(structure.base()))
                .put("{");
        for (Member member : structure.members()) {
            if (member instanceof Access access) {
                out.put(access.word().place(), access.word().text() + " :");
            } else if (member instanceof MemberVariables fields) {
                declarations.variables(
                        fields.variables(), DeclarationWriter.Context.MEMBER, new Scopes(symbols, structure.name()));
            } else if (member instanceof MemberFunction method) {
                method(method.function(), structure, contract);
            }
        }
        if (!structure.keyword().equals("struct") && !hasDestructor(structure)) {
            out.put("public: virtual ~" + structure.name() + "() {}");
        }
        out.put("} ;");
    }

    /** Every destructor of a class is virtual in MQL4. */
    private static boolean hasDestructor(Structure structure) {
        return structure.members().stream()
                .anyMatch(member -> member instanceof MemberFunction method
                        && method.function().name().startsWith("~"));
    }

    private void method(Function method, Structure structure, boolean contract) {
        Scopes scopes = new Scopes(symbols, structure.name());
        boolean virtual = method.specifiers().contains("virtual")
                || contract
                || method.name().startsWith("~");
        out.at(method.place()).put(words(method.template()));
        if (method.specifiers().contains("static")) {
            out.put("static");
        } else if (virtual && !structure.keyword().equals("struct")) {
            out.put("virtual");
        }
        out.put(declarations.returnType(method)).put(method.name() + declarations.parameters(method, true, scopes));
        tail(method, scopes);
        if (method.body() == null) {
            out.put(contract ? "= 0 ;" : ";");
        } else {
            new BodyWriter(out, scopes, variables).write(method, method.body());
        }
    }

    /** Inputs can be set before the program starts. */
    private void inputs(Variables variables) {
        if (variables.specifiers().contains("input")
                || variables.specifiers().contains("sinput")
                || variables.specifiers().contains("extern")) {
            for (Declarator each : variables.declarators()) {
                out.put(
                        each.place(),
                        "static mql::Input<" + declarations.name(variables.type()) + "> input_" + each.name() + "(\""
                                + each.name() + "\", &" + each.name() + ");");
            }
        }
    }
}
