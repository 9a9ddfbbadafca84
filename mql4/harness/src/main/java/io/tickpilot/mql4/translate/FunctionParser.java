package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Ast.Function;
import io.tickpilot.mql4.translate.Ast.Parameter;
import io.tickpilot.mql4.translate.Ast.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads functions, methods, constructors, destructors, operators and prototypes. */
final class FunctionParser {
    private final TokenCursor in;
    private final VariableParser variables;

    FunctionParser(TokenCursor in, VariableParser variables) {
        this.in = in;
        this.variables = variables;
    }

    /** The function that begins at the cursor, or null with the cursor where it was. {@code enclosing} is the class around it. */
    @Nullable
    Function function(List<Token> template, String enclosing) {
        int start = in.position();
        Place place = in.peek().place();
        Set<String> specifiers = variables.specifiers(in);
        Type returns = Type.NONE;
        if (!startsConstructor(enclosing)) {
            if (!in.peek().isIdentifier()) {
                throw new MqlException(
                        in.peek().place(),
                        "expected a declaration but found '" + in.peek().text() + "'");
            }
            returns = variables.type(in);
            while (in.accept("const")) {}
            if (in.accept("*")) {
                returns = new Type(returns.name(), returns.arguments(), true);
            } else {
                in.accept("&");
            }
        }
        String owner = "";
        if (in.peek().isIdentifier() && in.peek(1).is("::")) {
            owner = in.next().text();
            in.next();
        }
        String name = name();
        if (name.isEmpty() || !in.peek().is("(") || !parametersFollow(returns)) {
            in.reset(start);
            return null;
        }
        List<Parameter> parameters = parameters(in.bracketed());
        List<Token> tail = in.until("{", ";");
        List<Token> body = in.peek().is("{") ? in.bracketed() : null;
        if (body == null) {
            in.expect(";");
        }
        return new Function(specifiers, template, returns, owner, name, parameters, tail, body, place);
    }

    /** {@code Name(} or {@code ~Name(} in class Name, {@code Name::Name(} or {@code Name::~Name(} outside. */
    private boolean startsConstructor(String enclosing) {
        if (in.peek().is("~")) {
            return true;
        }
        if (in.peek(1).is("::")) {
            return in.peek(2).is("~") || in.peek(2).text().equals(in.peek().text());
        }
        return in.peek().text().equals(enclosing) && in.peek(1).is("(");
    }

    private String name() {
        if (in.peek().is("~")) {
            in.next();
            return "~" + in.expectIdentifier().text();
        }
        if (!in.peek().isIdentifier()) {
            return "";
        }
        String word = in.next().text();
        if (!word.equals("operator")) {
            return word;
        }
        StringBuilder name = new StringBuilder(word);
        if (in.peek().is("(")) {
            name.append(in.next().text()).append(in.next().text());
        }
        while (!in.peek().is("(") && !in.atEnd()) {
            name.append(in.next().text());
        }
        return name.toString();
    }

    /** Tells {@code int f(int a)} from {@code Thing t(1, 2);}. */
    private boolean parametersFollow(Type returns) {
        Token first = in.peek(1);
        return returns.equals(Type.NONE)
                || TypeNames.isSimple(returns.name())
                || first.is(")")
                || first.is("const")
                || variables.types().isType(first);
    }

    private List<Parameter> parameters(List<Token> tokens) {
        List<Parameter> found = new ArrayList<>();
        TokenCursor list = new TokenCursor(tokens);
        if (tokens.size() == 1 && tokens.get(0).is("void")) {
            return found;
        }
        while (!list.atEnd()) {
            found.add(parameter(list));
            if (!list.atEnd()) {
                list.expect(",");
            }
        }
        return found;
    }

    private Parameter parameter(TokenCursor list) {
        Place place = list.peek().place();
        boolean constant = list.accept("const");
        Type type = variables.type(list);
        constant |= list.accept("const");
        if (list.accept("*")) {
            type = new Type(type.name(), type.arguments(), true);
        }
        boolean reference = list.accept("&");
        String name = list.peek().isIdentifier() ? list.next().text() : "";
        List<List<Token>> dimensions = new ArrayList<>();
        while (list.peek().is("[")) {
            dimensions.add(list.bracketed());
        }
        List<Token> value = list.accept("=") ? list.until(",") : List.of();
        return new Parameter(constant, type, reference, name, dimensions.isEmpty() ? null : dimensions, value, place);
    }
}
