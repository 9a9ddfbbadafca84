package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.translate.Symbols.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes expressions. Follows the type of each chain of {@code .}, {@code []} and {@code ()} to know whether MQL4's dot means
 * C++'s arrow.
 */
final class ExpressionWriter {
    private static final Map<String, String> WORDS = Map.of(
            "NULL", "mql::null",
            "True", "true",
            "TRUE", "true",
            "False", "false",
            "FALSE", "false",
            "__FILE__", "mql::file_name(__FILE__)",
            "__PATH__", "mql::String(__FILE__)",
            "__FUNCTION__", "mql::String(__func__)",
            "__FUNCSIG__", "mql::String(__PRETTY_FUNCTION__)");

    /** Variables of the terminal, which are functions of the shim. */
    private static final Set<String> PREDEFINED = Set.of(
            "Bid",
            "Ask",
            "Point",
            "Digits",
            "Bars",
            "_Point",
            "_Digits",
            "_Symbol",
            "_Period",
            "_LastError",
            "_StopFlag",
            "_UninitReason",
            "_RandomSeed",
            "__DATE__",
            "__DATETIME__");

    /** The lower-case names of mathematical functions and printf, which C's library would take. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("acos", "MathArccos"),
            Map.entry("asin", "MathArcsin"),
            Map.entry("atan", "MathArctan"),
            Map.entry("ceil", "MathCeil"),
            Map.entry("cos", "MathCos"),
            Map.entry("exp", "MathExp"),
            Map.entry("fabs", "MathAbs"),
            Map.entry("floor", "MathFloor"),
            Map.entry("fmax", "MathMax"),
            Map.entry("fmin", "MathMin"),
            Map.entry("fmod", "MathMod"),
            Map.entry("log", "MathLog"),
            Map.entry("log10", "MathLog10"),
            Map.entry("pow", "MathPow"),
            Map.entry("printf", "PrintFormat"),
            Map.entry("rand", "MathRand"),
            Map.entry("round", "MathRound"),
            Map.entry("sin", "MathSin"),
            Map.entry("sqrt", "MathSqrt"),
            Map.entry("srand", "MathSrand"),
            Map.entry("tan", "MathTan"));

    private final CppText out;
    private final Scopes scopes;
    private final TypeNames types;
    private final String declaring;

    ExpressionWriter(CppText out, Scopes scopes, TypeNames types) {
        this(out, scopes, types, "");
    }

    /** Writes the first value of a variable; {@code declaring} is its name. */
    ExpressionWriter(CppText out, Scopes scopes, TypeNames types, String declaring) {
        this.out = out;
        this.scopes = scopes;
        this.types = types;
        this.declaring = declaring;
    }

    void write(List<Token> tokens) {
        TokenCursor in = new TokenCursor(tokens);
        while (!in.atEnd()) {
            chain(in);
        }
    }

    /** Writes up to the end or a closing bracket; the type is that of the last operand. */
    private @Nullable Kind chain(TokenCursor in) {
        Kind last = null;
        while (!in.atEnd()) {
            Token token = in.peek();
            if (TokenCursor.opens(token)) {
                Kind inner = brackets(in);
                last = token.is("[") ? element(last) : last == null ? inner : last;
            } else if (TokenCursor.closes(token)) {
                return last;
            } else if (token.is(".")) {
                in.next();
                out.put(token.place(), last != null && last.pointer() && last.dimensions() == 0 ? "->" : ".");
                last = member(in, last);
            } else if (token.isIdentifier()) {
                last = identifier(in);
            } else {
                in.next();
                last = null;
                out.put(token.place(), symbolOrLiteral(in, token));
            }
        }
        return last;
    }

    /** {@code ::name} means the program's own name. */
    private static String symbolOrLiteral(TokenCursor in, Token token) {
        if (token.kind() != Token.Kind.SYMBOL) {
            return Literals.cpp(token);
        }
        Token before = in.peek(-2);
        return token.is("::") && !before.isIdentifier() && !before.is(">") ? "ea::" : token.text();
    }

    private @Nullable Kind brackets(TokenCursor in) {
        Token open = in.next();
        out.put(open.place(), open.text());
        Kind inner = chain(in);
        Token close = in.next();
        out.put(close.place(), close.text());
        return inner;
    }

    private static @Nullable Kind element(@Nullable Kind array) {
        return array == null ? null : array.element();
    }

    private @Nullable Kind member(TokenCursor in, @Nullable Kind owner) {
        Token name = in.next();
        out.put(name.place(), name.text());
        return owner == null ? null : scopes.symbols().member(owner.type(), name.text());
    }

    private @Nullable Kind identifier(TokenCursor in) {
        Token token = in.next();
        String name = token.text();
        boolean afterScope = in.peek(-2).is("::");
        boolean called = in.peek().is("(");
        out.at(token.place());
        if (name.equals("this")) {
            return self(in);
        }
        if (name.equals("new") || name.equals("delete") || name.equals("return") || name.equals("case")) {
            out.put(name);
            return null;
        }
        if (types.isType(token) && !scopes.isLocal(name)) {
            return typeName(in, token);
        }
        Kind variable = afterScope ? null : scopes.variable(name);
        boolean hidden = scopes.isLocal(name) && !name.equals(declaring);
        if (called && (variable == null || scopes.call(name) != null && !hidden)) {
            Kind result = scopes.call(name);
            out.put(result == null ? ALIASES.containsKey(name) ? "mql::" + ALIASES.get(name) : name : ownCall(name));
            return result;
        }
        if (variable == null && !afterScope) {
            out.put(PREDEFINED.contains(name) ? "mql::" + name + "()" : WORDS.getOrDefault(name, name));
            return null;
        }
        boolean whole = variable != null && variable.handle() && !in.peek().is("[");
        out.put(whole ? name + ".array()" : name);
        return variable;
    }

    /** In {@code int size = size();} C++ would see the variable that is being declared, MQL4 sees the function. */
    private String ownCall(String name) {
        if (!name.equals(declaring)) {
            return name;
        }
        return (scopes.symbols().isMethod(scopes.structure(), name) ? "this->" : "ea::") + name;
    }

    private Kind self(TokenCursor in) {
        boolean dot = in.peek().is(".");
        out.put(dot ? "this" : "mql::self(this)");
        return new Kind(scopes.structure(), dot, 0);
    }

    /** A cast, a temporary, the operand of {@code new} or {@code sizeof}, or a class before {@code ::}. */
    private Kind typeName(TokenCursor in, Token token) {
        boolean cast = in.peek().is("(") || in.peek().is(")") && in.peek(-2).is("(");
        out.put(cast && token.is("string") ? "mql::ToString" : TypeNames.cpp(token.text()));
        if (in.peek().is("<") && !TypeNames.isSimple(token.text())) {
            in.angled().forEach(each -> out.put(each.place(), TypeNames.cpp(each.text())));
        }
        boolean pointer = in.peek().is("*") && (in.peek(1).is(")") || in.peek(1).is(">"));
        if (pointer) {
            out.put(in.next().text());
        }
        return new Kind(token.text(), pointer, 0);
    }
}
