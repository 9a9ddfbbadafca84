package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Enumeration;
import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Imports;
import io.tickpilot.mql4.translate.Ast.Item;
import io.tickpilot.mql4.translate.Ast.Structure;
import io.tickpilot.mql4.translate.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the declarations of a preprocessed program; knows no statements and no expressions. */
public final class ProgramParser {
    private final TokenCursor in;
    private final VariableParser variables;
    private final List<Item> items = new ArrayList<>();

    private ProgramParser(List<Token> tokens, TypeNames types) {
        this.in = new TokenCursor(tokens);
        this.variables = new VariableParser(types);
    }

    static List<Item> parse(List<Token> tokens, TypeNames types) {
        ProgramParser parser = new ProgramParser(tokens, types);
        while (!parser.in.atEnd()) {
            if (!parser.in.accept(";")) {
                parser.items.addAll(parser.item());
            }
        }
        return parser.items;
    }

    private List<Item> item() {
        Token token = in.peek();
        if (token.kind() == Kind.DIRECTIVE) {
            Imports imports = imports();
            return imports == null ? List.of() : List.of(imports);
        }
        if (token.is("enum")) {
            return List.of(enumeration());
        }
        List<Token> template = in.template();
        if (in.peek().is("struct") || in.peek().is("class") || in.peek().is("interface")) {
            Structure structure = new StructureParser(in, variables).structure(template);
            return structure == null ? List.of() : List.of(structure);
        }
        Function function = function(template);
        return List.of(function != null ? function : variables.variables(in));
    }

    private @Nullable Imports imports() {
        Token directive = in.next();
        String library = directive
                .text()
                .replaceAll("^#\\s*import\\s*", "")
                .replace("\"", "")
                .strip();
        if (library.isEmpty()) {
            return null;
        }
        List<Function> functions = new ArrayList<>();
        while (!in.atEnd() && in.peek().kind() != Kind.DIRECTIVE) {
            if (!in.accept(";")) {
                Function function = function(List.of());
                if (function == null) {
                    throw new MqlException(
                            in.peek().place(),
                            "only prototypes may stand in #import: " + in.peek().text());
                }
                functions.add(function);
            }
        }
        return new Imports(library, functions, directive.place());
    }

    private Enumeration enumeration() {
        Place place = in.expect("enum").place();
        String name = in.peek().isIdentifier() ? in.next().text() : "";
        List<Token> body = in.bracketed();
        in.expect(";");
        List<String> names = new ArrayList<>();
        TokenCursor inside = new TokenCursor(body);
        while (!inside.atEnd()) {
            names.add(inside.expectIdentifier().text());
            inside.until(",");
            inside.accept(",");
        }
        return new Enumeration(name, names, body, place);
    }

    private @Nullable Function function(List<Token> template) {
        return new FunctionParser(in, variables).function(template, "");
    }
}
