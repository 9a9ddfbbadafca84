package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Parameter;
import io.tickpilot.mql4.translate.Symbols.Kind;
import java.util.List;
import java.util.Set;

/** Writes function bodies: finds where statements begin, hands declarations and expressions on. */
final class BodyWriter {
    private static final Set<String> STATEMENT_WORDS =
            Set.of("if", "else", "for", "while", "do", "switch", "default", "break", "continue");
    private final CppText out;
    private final Scopes scopes;
    private final VariableParser variables;
    private final DeclarationWriter declarations;

    BodyWriter(CppText out, Scopes scopes, VariableParser variables) {
        this.out = out;
        this.scopes = scopes;
        this.variables = variables;
        this.declarations = new DeclarationWriter(out, variables.types());
    }

    /** Writes the body of {@code function}, braces included. */
    void write(Function function, List<Token> body) {
        for (Parameter each : function.parameters()) {
            int dimensions = each.dimensions() == null ? 0 : each.dimensions().size();
            boolean handle = each.array() && function.template().isEmpty();
            scopes.declare(each.name(), new Kind(each.type().name(), each.type().pointer(), dimensions, handle));
        }
        out.put("{");
        statements(new TokenCursor(body));
        out.put("}");
    }

    private void statements(TokenCursor in) {
        while (!in.atEnd()) {
            statement(in);
        }
    }

    private void statement(TokenCursor in) {
        Token token = in.peek();
        if (token.is("{")) {
            scopes.open();
            out.put(token.place(), "{");
            statements(new TokenCursor(in.bracketed()));
            out.put(in.peek(-1).place(), "}");
            scopes.close();
        } else if (token.is("for")) {
            loop(in);
        } else if (STATEMENT_WORDS.contains(token.text()) && token.isIdentifier()) {
            controlWord(in);
        } else if (token.is("case")) {
            label(in);
        } else if (token.is("delete") || token.is("return")) {
            simple(in);
        } else if (variables.startsVariables(in)) {
            declarations.variables(variables.variables(in), DeclarationWriter.Context.LOCAL, scopes);
        } else {
            simple(in);
        }
    }

    /** An expression with its semicolon. */
    private void simple(TokenCursor in) {
        expression(in.until(";"));
        out.put(in.peek().place(), ";");
        in.next();
    }

    private void expression(List<Token> tokens) {
        new ExpressionWriter(out, scopes, variables.types()).write(tokens);
    }

    private void controlWord(TokenCursor in) {
        Token word = in.next();
        out.put(word.place(), word.text());
        if (in.peek().is("(")) {
            out.put("(");
            expression(in.bracketed());
            out.put(in.peek(-1).place(), ")");
        } else if (in.peek().is(":")) {
            out.put(in.next().text());
        }
    }

    private void label(TokenCursor in) {
        Token word = in.next();
        out.put(word.place(), word.text());
        expression(in.until(":"));
        out.put(in.expect(":").text());
    }

    /** {@code for}: its variables live in the block around it, which is enough to know their types. */
    private void loop(TokenCursor in) {
        out.put(in.next().place(), "for (");
        TokenCursor head = new TokenCursor(in.bracketed());
        if (variables.startsVariables(head)) {
            loopVariables(head);
        } else {
            expression(head.until(";"));
            out.put(head.expect(";").text());
        }
        expression(head.until(";"));
        out.put(head.expect(";").text());
        expression(head.until(";"));
        out.put(in.peek(-1).place(), ")");
    }

    private void loopVariables(TokenCursor head) {
        Ast.Variables found = variables.variables(head);
        String separator = declarations.name(found.type());
        for (Ast.Declarator each : found.declarators()) {
            out.put(each.place(), separator + (each.pointer() ? "*" : ""));
            out.put(each.name());
            scopes.declare(each.name(), Symbols.kind(found, each));
            expression(each.initializer());
            separator = ",";
        }
        out.put(";");
    }
}
