package io.tickpilot.mql4.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.mql4.translate.MqlException;
import io.tickpilot.mql4.translate.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinterTest {
    @TempDir
    private Path folder;

    private void translate(String source) throws IOException {
        Path main = folder.resolve("Main.mq4");
        Files.writeString(main, source);
        Translator.translate(main, List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "void f() { auto x=1; } # not MQL4: auto",
                "void f() { std::string s; } # not MQL4: std",
                "void f() { unsigned int x; } # not MQL4: unsigned",
                "void f() { try { } catch(...) { } } # not MQL4: try",
                "void f() { goto end; } # not MQL4: goto",
                "union U { int a; }; # not MQL4: union",
                "class C { public: int v; }; void f(C *p) { p->v=1; } # not MQL4: '->'",
                "void f() { int x[3]; for(int v : x) { } } # not MQL4: for over a range",
                "void f() { int y=[](int a) { return a; }(1); } # not MQL4: lambda",
                "void f() { int x=1; int y=*x; } # not MQL4: '*' before an operand",
                "void f() { int x=1; f(&x); } # not MQL4: '&' before an operand",
                "void f() { int *p; } # pointers point to classes only",
                "void f() { long long x; } # not MQL4: long long",
                "void f() { int &r=f; } # references exist only as parameters",
                "void f() { int x{5}; } # initialisation by braces needs '='",
                "void f(int a[]) { } # arrays are passed by reference only: a",
                "struct S { int a; }; void f(S s) { } # objects are passed by reference only: s",
                "void f(int a=1, int b) { } # a parameter without default value follows one with: b",
                "class C { int a=5; }; # a member takes its value in the constructor only: a",
                "class A {}; class B {}; class C : public A, public B {}; # no multiple inheritance",
                "void f() { memcpy(1,2); } # unknown function: memcpy",
                "void f() { iMovingAverage(1); } # unknown function: iMovingAverage",
                "enum class E { A }; # not MQL4: enum class",
            })
    void refusesWhatMetaEditorWouldRefuse(String source, String message) {
        assertThatThrownBy(() -> translate("#property strict\n\n" + source))
                .isInstanceOf(MqlException.class)
                .hasMessageContaining("Main.mq4:3: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#if 1", "#elif 1", "#pragma once", "#error no", "#line 5"})
    void refusesDirectivesOfC(String directive) {
        assertThatThrownBy(() -> translate("#property strict\n" + directive + "\n"))
                .hasMessageContaining("no directive of MQL4");
    }

    @Test
    void demandsPropertyStrict() {
        assertThatThrownBy(() -> translate("void f() { }"))
                .hasMessageContaining("Main.mq4:1: #property strict is missing");
    }

    @Test
    void demandsAStructureBeforeTheImportThatUsesIt() {
        assertThatThrownBy(() ->
                        translate("#property strict\n#import \"a.dll\"\nint f(S &s);\n#import\nstruct S { int a; };"))
                .hasMessageContaining("Main.mq4:3: a structure must be declared before the #import that uses it: S");
    }

    @Test
    void reportsAllFindingsAtOnce() {
        assertThatThrownBy(() -> translate("#property strict\nvoid f() { unsigned a;\n auto b; }"))
                .isInstanceOfSatisfying(
                        MqlException.class, e -> assertThat(e.findings()).hasSize(2));
    }

    @Test
    void acceptsWhatOnlyLooksLikeItsForbidden() throws IOException {
        translate("""
                #property strict
                class Node { int v; Node *next; public: Node(int a) : v(a), next(NULL) {} int Get() { return(v); } };
                int g(const Node &n, int &out[]) { return(out[0]*2&3); }
                void f() { int a=2, b=3, c=a*b; Node n(1); Node *p=GetPointer(n); bool d=(a&b)!=0; c=a?b:c;
                  for(int i=0; i<3; i++) { a=(i>1)?b:c; } string auto_text="auto std try -> unsigned"; }
                """);
    }

    @Test
    void knowsTheNamesOfTheReference() {
        assertThat(Names.functions())
                .contains("OrderSend", "iATR", "CryptEncode", "EventSetMillisecondTimer", "sqrt", "Point")
                .doesNotContain("CopyRealVolume", "OrderSendAsync", "PositionSelect")
                .allMatch(name -> name.matches("[A-Za-z]\\w*"));
    }
}
