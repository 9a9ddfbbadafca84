package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Declarator;
import io.tickpilot.mql4.translate.Ast.Type;
import io.tickpilot.mql4.translate.Ast.Variables;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads types and variable declarations, at the top level, in classes and in function bodies alike. */
final class VariableParser {
    static final Set<String> SPECIFIERS =
            Set.of("static", "const", "input", "sinput", "extern", "virtual", "inline", "export");
    private final TypeNames types;

    VariableParser(TypeNames types) {
        this.types = types;
    }

    TypeNames types() {
        return types;
    }

    Set<String> specifiers(TokenCursor in) {
        Set<String> found = new LinkedHashSet<>();
        while (SPECIFIERS.contains(in.peek().text()) && in.peek().isIdentifier()) {
            found.add(in.next().text());
        }
        return found;
    }

    /** A type name with template arguments; the star belongs to each declarator, but is read here for functions too. */
    Type type(TokenCursor in) {
        String name = in.expectIdentifier().text();
        List<Token> arguments = in.peek().is("<") && !TypeNames.isSimple(name) ? in.angled() : List.of();
        return new Type(name, arguments, false);
    }

    /** True when a declaration of variables begins at the cursor; expects to stand where a statement begins. */
    boolean startsVariables(TokenCursor in) {
        int start = in.position();
        try {
            Set<String> specifiers = specifiers(in);
            if (!types.isType(in.peek())) {
                return !specifiers.isEmpty() && in.peek().isIdentifier();
            }
            type(in);
            while (in.accept("*") || in.accept("&") || in.accept("const")) {}
            if (!in.next().isIdentifier()) {
                return false;
            }
            Token after = in.peek();
            return after.is("=") || after.is(";") || after.is(",") || after.is("[") || after.is("(") || after.is("{");
        } finally {
            in.reset(start);
        }
    }

    /** Reads a whole declaration, its semicolon included. */
    Variables variables(TokenCursor in) {
        Place place = in.peek().place();
        Set<String> specifiers = specifiers(in);
        Type type = type(in);
        while (in.accept("const")) {
            specifiers.add("const");
        }
        List<Declarator> declarators = new ArrayList<>();
        do {
            declarators.add(declarator(in));
        } while (in.accept(","));
        in.expect(";");
        return new Variables(specifiers, type, declarators, place);
    }

    private Declarator declarator(TokenCursor in) {
        boolean pointer = in.accept("*");
        if (in.peek().is("&")) {
            throw new MqlException(in.peek().place(), "references exist only as parameters in MQL4");
        }
        Token name = in.expectIdentifier();
        String owner = "";
        if (in.accept("::")) {
            owner = name.text();
            name = in.expectIdentifier();
        }
        List<List<Token>> dimensions = new ArrayList<>();
        while (in.peek().is("[")) {
            dimensions.add(in.bracketed());
        }
        if (in.peek().is("{")) {
            throw new MqlException(in.peek().place(), "initialisation by braces needs '=' in MQL4: " + name.text());
        }
        List<Token> initializer = in.peek().is("=") || in.peek().is("(") ? in.until(",", ";") : List.of();
        return new Declarator(owner, name.text(), pointer, dimensions, initializer, name.place());
    }
}
