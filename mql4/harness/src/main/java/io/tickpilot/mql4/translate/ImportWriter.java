package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.lint.Names;
import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Imports;
import io.tickpilot.mql4.translate.Ast.Parameter;

/**
 * Writes the functions of a library: each looks its symbol up when first called, as the terminal does. They live in a namespace of the
 * library's name, since MQL4 calls {@code kernel32::GetLastError()} what hides behind a built-in function otherwise.
 */
final class ImportWriter {
    private final CppText out;
    private final DeclarationWriter declarations;
    private final Scopes global;

    ImportWriter(CppText out, DeclarationWriter declarations, Scopes global) {
        this.out = out;
        this.declarations = declarations;
        this.global = global;
    }

    /** Announces the functions, so that any code may call them. */
    void announce(Imports imports) {
        for (Function function : imports.functions()) {
            out.at(function.place())
                    .put("namespace " + namespace(imports) + " {")
                    .put(declarations.returnType(function))
                    .put(function.name() + declarations.parameters(function, true, global) + "; }");
            if (!Names.functions().contains(function.name())) {
                out.put("using " + namespace(imports) + "::" + function.name() + ";");
            }
        }
    }

    /** {@code ws2_32} of {@code ws2_32.dll}. */
    private static String namespace(Imports imports) {
        String file = imports.library().substring(imports.library().lastIndexOf('\\') + 1);
        return file.replaceFirst("\\.\\w+$", "").replaceAll("\\W", "_");
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
                    .put("namespace " + namespace(imports) + " {")
                    .put(result)
                    .put(function.name() + declarations.parameters(function, false, global))
                    .put("{ static mql::Import import(\"" + imports.library().replace("\\", "/") + "\", \""
                            + function.name() + "\"); return mql::call<" + result + ">(import" + arguments + "); } }");
        }
    }
}
