package io.tickpilot.mql4.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.mql4.translate.Token.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LexerTest {
    private static final Place START = new Place("a.mq4", 1);

    private static List<String> words(String text) {
        return Lexer.tokens(text, START).stream().map(Token::text).toList();
    }

    @Test
    void cutsSymbolsAtTheirLongest() {
        assertThat(words("a<<=b>>1&&c::d!=-1"))
                .containsExactly("a", "<<=", "b", ">>", "1", "&&", "c", "::", "d", "!=", "-", "1");
    }

    @Test
    void keepsNumbersWhole() {
        assertThat(words("1.5e-3 0xFFe+1 .5 2e10f 7")).containsExactly("1.5e-3", "0xFFe", "+", "1", ".5", "2e10f", "7");
    }

    @Test
    void knowsDatesColoursCharactersAndStrings() {
        assertThat(Lexer.tokens("D'2020.01.02' C'1,2,3' 'x' '\\'' \"a\\\"b\" D", START))
                .extracting(Token::kind)
                .containsExactly(Kind.DATE, Kind.COLOR, Kind.CHARACTER, Kind.CHARACTER, Kind.STRING, Kind.IDENTIFIER);
    }

    @Test
    void dropsCommentsButCountsTheirLines() {
        List<Token> tokens = Lexer.tokens("a // \"no\"\n/* x\n y */ b", START);

        assertThat(tokens).extracting(Token::text).containsExactly("a", "b");
        assertThat(tokens.get(1).place()).isEqualTo(new Place("a.mq4", 3));
    }

    @Test
    void joinsDirectivesOverLinesThatEndInABackslash() {
        List<Token> tokens = Lexer.tokens("#define X 1 + \\\n 2 // note\ny", START);

        assertThat(tokens.get(0).kind()).isEqualTo(Kind.DIRECTIVE);
        assertThat(tokens.get(0).text().replaceAll("\\s+", " ")).isEqualTo("#define X 1 + 2");
        assertThat(tokens.get(1).place().line()).isEqualTo(3);
    }

    @Test
    void namesThePlaceOfAQuoteThatIsNeverClosed() {
        assertThatThrownBy(() -> Lexer.tokens("x\n\"abc\n", START)).hasMessage("a.mq4:2: quote is never closed");
    }
}
