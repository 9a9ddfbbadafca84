package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Imports;
import io.tickpilot.mql4.translate.Ast.Parameter;

/** Writes the functions of a library: each looks its symbol up when first called, as the terminal does. */
final class ImportWriter {
    private final CppText out;
    private final DeclarationWriter declarations;
    private final Scopes global;

    ImportWriter(CppText out, DeclarationWriter declarations, Scopes global) {
        this.out = out;
        this.declarations = declarations;
        this.global = global;
    }

    void write(Imports imports) {
        for (Function function : imports.functions()) {
            StringBuilder arguments = new StringBuilder();
            for (Parameter each : function.parameters()) {
                boolean passedByAddress = each.array() || each.reference();
                arguments.append(passedByAddress ? ", mql::by_address(" : ", mql::by_value(");
                arguments.append(each.name()).append(')');
            }
            String result = declarations.returnType(function);
            out.at(function.place())
                    .put(result)
                    .put(function.name() + declarations.parameters(function, false, global))
                    .put("{ static mql::Import import(\"" + imports.library().replace("\\", "/") + "\", \""
                            + function.name() + "\"); return mql::call<" + result + ">(import" + arguments + "); }");
        }
    }
}
