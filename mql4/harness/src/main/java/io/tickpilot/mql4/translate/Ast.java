package io.tickpilot.mql4.translate;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declarations of a program; bodies and expressions stay token lists, which {@link BodyWriter} and {@link ExpressionWriter} read. */
public interface Ast {

    /** A type as written: {@code arguments} are template arguments, angle brackets included. */
    record Type(String name, List<Token> arguments, boolean pointer) {
        public static final Type NONE = new Type("", List.of(), false);
    }

    /** Whatever stands at the top level. */
    sealed interface Item permits Enumeration, Structure, Function, Variables, Imports {}

    /** Whatever stands in a class body. */
    sealed interface Member permits Access, MemberFunction, MemberVariables {}

    /** {@code public:} and its like. */
    record Access(Token word) implements Member {}

    record MemberFunction(Function function) implements Member {}

    record MemberVariables(Variables variables) implements Member {}

    record Enumeration(String name, List<String> names, List<Token> body, Place place) implements Item {}

    /** A struct, class or interface ({@code keyword}); {@code template} holds {@code template<...>} whole. */
    record Structure(
            String keyword, String name, List<Token> template, List<Token> base, List<Member> members, Place place)
            implements Item {}

    record Parameter(
            boolean constant,
            Type type,
            boolean reference,
            String name,
            @Nullable List<List<Token>> dimensions,
            List<Token> defaultValue,
            Place place) {
        public boolean array() {
            return dimensions != null;
        }
    }

    /**
     * A function, method, constructor ({@code returns} is NONE) or prototype ({@code body} is null). {@code owner} is the class before
     * {@code ::}, or empty; {@code tail} holds {@code const}, {@code override}, an initialiser list or {@code = 0}.
     */
    record Function(
            Set<String> specifiers,
            List<Token> template,
            Type returns,
            String owner,
            String name,
            List<Parameter> parameters,
            List<Token> tail,
            @Nullable List<Token> body,
            Place place)
            implements Item {}

    /** One name of a declaration; {@code initializer} begins with {@code =} or {@code (}, or is empty. */
    record Declarator(
            String owner,
            String name,
            boolean pointer,
            List<List<Token>> dimensions,
            List<Token> initializer,
            Place place) {}

    /** {@code static const int a = 1, b[3];} */
    record Variables(Set<String> specifiers, Type type, List<Declarator> declarators, Place place) implements Item {}

    /** The prototypes between {@code #import "library"} and the next {@code #import}. */
    record Imports(String library, List<Function> functions, Place place) implements Item {}
}
