package io.tickpilot.mql4.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslatorTest {
    @TempDir
    private Path folder;

    /** The C++ of a program, blanks and line marks reduced. */
    private String cpp(String source) throws IOException {
        Path main = folder.resolve("Main.mq4");
        Files.writeString(main, "#property strict\n" + source);
        return flat(Translator.translate(main, List.of(folder)).cpp());
    }

    private static String flat(String cpp) {
        return cpp.lines()
                .filter(line -> !line.startsWith("#line"))
                .reduce("", (a, b) -> a + " " + b)
                .replaceAll("\\s+", " ");
    }

    @Test
    void turnsArraysIntoClassesThatWatchTheirBounds() throws IOException {
        String cpp = cpp(
                "double a[]; int b[3][4]; struct S { uchar c[8]; }; void f(const string &x[], int &y[]) { long z[5]; }");

        assertThat(cpp)
                .contains("mql::Array<double> a ;")
                .contains("mql::StaticArray<mql::FlatArray<int,4>,3> b ;")
                .contains("mql::FlatArray<mql::UChar,8> c ;")
                .contains("void f(mql::ArrayIn<mql::String> x, mql::ArrayRef<int> y)")
                .contains("mql::StaticArray<mql::Long,5> z ;");
    }

    @Test
    void followsTypesToTellPointersFromObjects() throws IOException {
        String cpp = cpp("""
                class N { public: N *next; int v; N *Next() { return(next); } };
                N *list[2];
                void f(N *p, N &o) { p.next.v=1; o.next.v=2; p.Next().Next().v=3; list[0].next.v=4; N x; x.v=5; (p).v=6; }
                """);

        assertThat(cpp)
                .contains("p -> next -> v = 1")
                .contains("o . next -> v = 2")
                .contains("p -> Next ( ) -> Next ( ) -> v = 3")
                .contains("list [ 0 ] -> next -> v = 4")
                .contains("x . v = 5")
                .contains("( p ) -> v = 6");
    }

    @Test
    void anInnerVariableHidesAnOuterPointerOfTheSameName() throws IOException {
        String cpp = cpp("class C { public: int v; }; C *c; void f() { c.v=1; { C c; c.v=2; } c.v=3; }");

        assertThat(cpp).contains("c -> v = 1").contains("c . v = 2").contains("c -> v = 3");
    }

    @Test
    void putsPrototypesFirstAndDefaultValuesThereOnly() throws IOException {
        String cpp = cpp("int g() { return(f(1)); } int f(int a, string b=\"x\") { return(a); }");

        assertThat(cpp)
                .contains("int f(int a, mql::String b = u\"x\"_text);")
                .contains("int f(int a, mql::String b) {");
        assertThat(cpp.indexOf("int f(int a, mql::String b = ")).isLessThan(cpp.indexOf("return ( f ( 1 ) )"));
    }

    @Test
    void mapsPredefinedVariablesUnlessTheProgramHidesThem() throws IOException {
        String cpp = cpp("double f(double Ask) { return(Bid+Ask+Point()+Point+_Digits); }");

        assertThat(cpp).contains("mql::Bid() + Ask + Point ( ) + mql::Point() + mql::_Digits()");
    }

    @Test
    void convertsLiterals() throws IOException {
        String cpp = cpp(
                "void f() { datetime d=D'1970.01.02 00:00:01'; color c=C'0x10,2,3'; int k='A'; long n=4294967296; }");

        assertThat(cpp)
                .contains("mql::DateTime(86401LL)")
                .contains("mql::Color(" + (0x10 | 2 << 8 | 3 << 16) + ")")
                .contains("int k = 65")
                .contains("mql::Long(4294967296)");
    }

    @Test
    void givesLowerCaseMathematicsToMqlNotToC() throws IOException {
        assertThat(cpp("double f(double x) { return(sqrt(fabs(x))); }"))
                .contains("mql::MathSqrt ( mql::MathAbs ( x ) )");
    }

    @Test
    void leavesTheProgramsOwnFunctionsTheirNames() throws IOException {
        assertThat(cpp("double round(double x) { return(x); } double f() { return(round(1)); }"))
                .contains("return ( round ( 1 ) )");
    }

    @Test
    void expandsMacrosWithAndWithoutParameters() throws IOException {
        String cpp = cpp(
                "#define SQ(x) ((x)*(x))\n#define N SQ(3)\n#define JOIN(a,b) a##b\nint JOIN(va,lue)=N;\n#undef N\nint N=2;");

        assertThat(cpp).contains("int value = ( ( 3 ) * ( 3 ) ) ;").contains("int N = 2 ;");
    }

    @Test
    void choosesBranchesByDefinition() throws IOException {
        String cpp = cpp(
                "#ifdef __MQL4__\nint four;\n#ifdef NO\nint no;\n#else\nint yes;\n#endif\n#else\nint five;\n#endif");

        assertThat(cpp)
                .contains("int four")
                .contains("int yes")
                .doesNotContain("int no ")
                .doesNotContain("int five");
    }

    @Test
    void includesEachFileOnceAndFindsItBesideOrInTheIncludeFolders() throws IOException {
        Files.createDirectories(folder.resolve("Sub"));
        Files.writeString(folder.resolve("Sub/A.mqh"), "#include \"B.mqh\"\nint a;");
        Files.writeString(folder.resolve("Sub/B.mqh"), "int b;");

        assertThat(cpp("#include <Sub\\A.mqh>\n#include <Sub/B.mqh>\n"))
                .containsOnlyOnce("int a ;")
                .containsOnlyOnce("int b ;");
    }

    @Test
    void keepsTheLineOfEveryStatement() throws IOException {
        Path main = folder.resolve("Main.mq4");
        Files.writeString(main, "#property strict\n\n\n\n\n\n\n\nvoid f()\n{\n int a=1;\n}\n");

        String[] lines = Translator.translate(main, List.of()).cpp().split("\n");

        int line = 0;
        for (String each : lines) {
            line = each.startsWith("#line") ? Integer.parseInt(each.split(" ")[1]) - 1 : line + 1;
            if (each.contains("int a = 1")) {
                assertThat(line).isEqualTo(11);
            }
        }
    }

    @Test
    void typesTheFunctionsOfLibraries() throws IOException {
        String cpp = cpp(
                "#import \"libzmq.dll\"\nint zmq_send(int socket, const uchar &data[], int length, int flags);\n#import\n");

        assertThat(cpp)
                .contains("namespace libzmq { int zmq_send(")
                .contains("using libzmq::zmq_send;")
                .contains("static mql::Import import(\"libzmq.dll\", \"zmq_send\")")
                .contains("mql::by_value(socket), mql::by_address(data), mql::by_value(length)");
    }

    @Test
    void tellsTheTerminalWhichEventsTheProgramHandles() throws IOException {
        String cpp = cpp(
                "void OnInit() {} void OnTimer() {} void OnChartEvent(const int id,const long &l,const double &d,const string &s) {}");

        assertThat(cpp)
                .contains("h.init = []() -> int { ea::OnInit(); return 0; };")
                .contains("h.timer = []() { ea::OnTimer(); };")
                .contains("ea::OnChartEvent(id, l, d, s)")
                .doesNotContain("h.tick");
    }

    @Test
    void readsFilesOfMetaEditorInUtf16() throws IOException {
        Path main = folder.resolve("Wide.mq4");
        Files.write(main, ("\uFEFF#property strict\nint wide;").getBytes(java.nio.charset.StandardCharsets.UTF_16LE));

        assertThat(flat(Translator.translate(main, List.of()).cpp())).contains("int wide ;");
    }

    @Test
    void namesThePlaceOfWhatItCannotRead() {
        assertThatThrownBy(() -> cpp("\nint f( { }"))
                .isInstanceOf(MqlException.class)
                .hasMessageContaining("Main.mq4:3");
        assertThatThrownBy(() -> cpp("#include <Absent.mqh>"))
                .hasMessageContaining("Main.mq4:2: include file not found: Absent.mqh");
    }
}
