package io.tickpilot.mql4.lint;

import io.tickpilot.mql4.translate.Finding;
import io.tickpilot.mql4.translate.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Words and symbols of C++ that are not MQL4's. */
final class WordRules {
    private static final int LONGEST_NAME = 63;
    private static final Set<String> WORDS = Set.of(
            "alignas",
            "alignof",
            "and",
            "asm",
            "auto",
            "bitand",
            "bitor",
            "catch",
            "char16_t",
            "char32_t",
            "compl",
            "concept",
            "const_cast",
            "constexpr",
            "decltype",
            "explicit",
            "friend",
            "goto",
            "mutable",
            "namespace",
            "noexcept",
            "not",
            "nullptr",
            "or",
            "register",
            "reinterpret_cast",
            "signed",
            "size_t",
            "static_assert",
            "static_cast",
            "std",
            "thread_local",
            "throw",
            "try",
            "typedef",
            "typeid",
            "union",
            "unsigned",
            "using",
            "volatile",
            "wchar_t",
            "xor",
            "int8_t",
            "int16_t",
            "int32_t",
            "int64_t",
            "uint8_t",
            "uint16_t",
            "uint32_t",
            "uint64_t");

    /** After these a star or an ampersand cannot be a binary operator. */
    private static final Set<String> BEFORE_OPERAND = Set.of(
            "=", "(", ",", "return", "[", "{", ";", "}", "+", "-", "/", "!", "==", "!=", "<", "<=", ">=", "&&", "||",
            "?", ":", "+=", "-=", "*=", "/=", "case", "else");

    private static final Set<String> SIMPLE = Set.of(
            "void",
            "bool",
            "char",
            "uchar",
            "short",
            "ushort",
            "int",
            "uint",
            "long",
            "ulong",
            "float",
            "double",
            "string",
            "datetime",
            "color");

    private final List<Token> tokens;
    private final List<Finding> findings = new ArrayList<>();

    WordRules(List<Token> tokens) {
        this.tokens = tokens;
    }

    List<Finding> findings() {
        for (int i = 0; i < tokens.size(); i++) {
            check(i);
        }
        return findings;
    }

    private void check(int i) {
        Token token = tokens.get(i);
        String text = token.text();
        if (token.isIdentifier() && WORDS.contains(text)) {
            refuse(token, "not MQL4: " + text);
        } else if (token.isIdentifier() && text.length() > LONGEST_NAME) {
            refuse(token, "a name has at most 63 characters: " + text);
        } else if (token.is("->")) {
            refuse(token, "not MQL4: '->' (a pointer's members follow a dot)");
        } else if (token.is("#")
                || token.is("##")
                || token.is("...")
                || token.is("@")
                || token.is("$")
                || token.is("`")) {
            refuse(token, "not MQL4: '" + text + "'");
        } else if (token.is("[")) {
            lambda(i);
        } else if (token.is("for")) {
            rangeLoop(i);
        } else if (token.is("&") || token.is("*")) {
            address(i);
        } else if (token.isIdentifier() && SIMPLE.contains(text)) {
            simpleType(i);
        } else if (token.is("enum") && (at(i + 1).equals("class") || at(i + 1).equals("struct"))) {
            refuse(token, "not MQL4: enum " + at(i + 1));
        }
    }

    private void lambda(int i) {
        if (BEFORE_OPERAND.contains(at(i - 1))) {
            refuse(tokens.get(i), "not MQL4: lambda or array literal");
        }
    }

    private void rangeLoop(int i) {
        int depth = 0;
        for (int j = i + 1; j < tokens.size(); j++) {
            String text = at(j);
            depth += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
            if (depth == 0 || text.equals(";") || text.equals("?")) {
                return;
            }
            if (depth == 1 && text.equals(":")) {
                refuse(tokens.get(i), "not MQL4: for over a range");
                return;
            }
        }
    }

    private void address(int i) {
        Token token = tokens.get(i);
        String before = at(i - 1);
        boolean operand = i + 1 < tokens.size()
                && (tokens.get(i + 1).isIdentifier() || at(i + 1).equals("("));
        if (operand && BEFORE_OPERAND.contains(before)) {
            refuse(token, "not MQL4: '" + token.text() + "' before an operand (use GetPointer)");
        }
    }

    private void simpleType(int i) {
        Token token = tokens.get(i);
        if (at(i + 1).equals("*")
                && !at(i - 1).equals("(")
                && i + 2 < tokens.size()
                && tokens.get(i + 2).isIdentifier()) {
            refuse(token, "pointers point to classes only in MQL4: " + token.text() + " *");
        } else if (SIMPLE.contains(at(i + 1))) {
            refuse(token, "not MQL4: " + token.text() + " " + at(i + 1));
        }
    }

    private String at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i).text() : "";
    }

    private void refuse(Token token, String message) {
        findings.add(new Finding(token.place(), message));
    }
}
