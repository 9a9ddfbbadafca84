package io.tickpilot.training.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tickpilot.records.RecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadlineFileTest {
    private static final String SENTFIN_HEADER = "S No.,Title,Decisions,Words\n";

    @TempDir
    Path folder;

    @Test
    void readsTextAndLabelInAnyColumn() throws IOException {
        Headlines headlines =
                read("id,Label,note,Text\n1,positive,,\"Gold, silver \"\"shine\"\"\"\n2, NEUTRAL ,,Fed meets\n");

        assertThat(headlines.sentfin()).isFalse();
        assertThat(headlines.all())
                .containsExactly(
                        new Headline("Gold, silver \"shine\"", Tone.POSITIVE), new Headline("Fed meets", Tone.NEUTRAL));
    }

    @Test
    void takesTheSideOfAnyEntityOfSentfin() throws IOException {
        Headlines headlines = read(SENTFIN_HEADER
                + "1,SpiceJet to issue warrants,{'SpiceJet': 'neutral'},4\n"
                + "2,Gold up,\"{'Gold': 'positive', 'Comex': 'neutral'}\",2\n"
                + "3,Moody's downgrades Tata Steel,\"{'Tata Steel': 'negative', 'Moody's': 'neutral'}\",4\n"
                + "4,\"Q3: Dr Reddy's, L&T fall\",\"{\"\"Dr Reddy's\"\": 'negative', 'L&T': \"\"negative\"\"}\",5\n");

        assertThat(headlines.sentfin()).isTrue();
        assertThat(headlines.all())
                .extracting(Headline::tone)
                .containsExactly(Tone.NEUTRAL, Tone.POSITIVE, Tone.NEGATIVE, Tone.NEGATIVE);
    }

    @Test
    void passesOverHeadlinesWithBothSides() throws IOException {
        Headlines headlines =
                read(SENTFIN_HEADER + "1,Gold shines; silver dull,\"{'Gold': 'positive', 'Silver': 'negative'}\",4\n");

        assertThat(headlines.all()).isEmpty();
        assertThat(headlines.torn()).isEqualTo(1);
        assertThat(headlines.rows()).isEqualTo(1);
    }

    @Test
    void keepsOneOfRepeatedHeadlinesAndNoneOfContradictedOnes() throws IOException {
        Headlines headlines =
                read("text,label\nGold up 5 %,positive\nGOLD UP  5%!,positive\nOil flat,neutral\noil flat,negative\n");

        assertThat(headlines.all()).extracting(Headline::text).containsExactly("Gold up 5 %");
        assertThat(headlines)
                .extracting(Headlines::rows, Headlines::repeated, Headlines::contradicted)
                .isEqualTo(tuple(4, 2, 1).toList());
    }

    @Test
    void namesFileLineAndValueOfTheFirstFault() {
        assertRefused(
                "", "headlines.csv: header must have the columns text and label, or SEntFiN's Title and Decisions: ");
        assertRefused("headline,label\na,positive\n", "headlines.csv: header must have the columns");
        assertRefused(
                "text,label\nGold up,positive\nOil,good\n",
                "headlines.csv:3: label must be negative, neutral or positive: good");
        assertRefused("text,label\n , positive\n", "headlines.csv:2: text must not be empty: ");
        assertRefused("text,label\nGold up\n", "headlines.csv:2: row has too few cells: 1");
        assertRefused(
                SENTFIN_HEADER + "1,Gold,up,2\n", "headlines.csv:2: Decisions must be like {'Gold': 'positive'}: up");
        assertRefused(
                SENTFIN_HEADER + "1,Gold,{'Gold': 'splendid'},2\n",
                "headlines.csv:2: label must be negative, neutral or positive: splendid");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = folder.resolve("headlines.csv");
        Files.write(
                file,
                new byte[] {'t', 'e', 'x', 't', ',', 'l', 'a', 'b', 'e', 'l', '\n', (byte) 0xff, (byte) 0xfe, '\n'});

        assertThatThrownBy(() -> HeadlineFile.read(file))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("headlines.csv:")
                .hasMessageContaining("not CSV in UTF-8: ");
        assertThatThrownBy(() -> HeadlineFile.read(folder.resolve("absent.csv")))
                .hasMessageEndingWith("absent.csv: no such file of headlines");
    }

    private void assertRefused(String content, String words) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("\n");
    }

    private Headlines read(String content) throws IOException {
        return HeadlineFile.read(Files.writeString(folder.resolve("headlines.csv"), content));
    }
}
