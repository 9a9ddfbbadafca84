package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Access;
import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Member;
import io.tickpilot.mql4.translate.Ast.MemberFunction;
import io.tickpilot.mql4.translate.Ast.MemberVariables;
import io.tickpilot.mql4.translate.Ast.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads structs, classes and interfaces. */
final class StructureParser {
    private static final Set<String> ACCESS = Set.of("public", "private", "protected");
    private final TokenCursor in;
    private final VariableParser variables;

    StructureParser(TokenCursor in, VariableParser variables) {
        this.in = in;
        this.variables = variables;
    }

    /** The structure at the cursor, or null for a mere announcement of its name. */
    @Nullable
    Structure structure(List<Token> template) {
        Token keyword = in.next();
        String name = in.expectIdentifier().text();
        if (in.accept(";")) {
            return null;
        }
        List<Token> base = in.until("{");
        List<Member> members = members(new TokenCursor(in.bracketed()), name);
        in.expect(";");
        return new Structure(keyword.text(), name, template, base, members, keyword.place());
    }

    private List<Member> members(TokenCursor body, String name) {
        List<Member> members = new ArrayList<>();
        while (!body.atEnd()) {
            if (ACCESS.contains(body.peek().text()) && body.peek(1).is(":")) {
                members.add(new Access(body.next()));
                body.next();
            } else if (!body.accept(";")) {
                Function function = new FunctionParser(body, variables).function(body.template(), name);
                members.add(
                        function != null
                                ? new MemberFunction(function)
                                : new MemberVariables(variables.variables(body)));
            }
        }
        return members;
    }
}
