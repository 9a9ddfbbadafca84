package io.tickpilot.training.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.training.TrainingException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeadlineSplitTest {

    @Test
    void putsHeadlinesThatDifferInFiguresOnlyInOnePart() {
        List<Headline> all = SomeHeadlines.of(1_200, 3);

        HeadlineSplit split = HeadlineSplit.of(all, 7);

        assertThat(split.train().size()
                        + split.validation().size()
                        + split.test().size())
                .isEqualTo(all.size());
        Set<String> seen = new HashSet<>();
        for (List<Headline> part : List.of(split.train(), split.validation(), split.test())) {
            Set<String> templates = part.stream().map(Headline::template).collect(Collectors.toSet());
            assertThat(Collections.disjoint(templates, seen)).isTrue();
            seen.addAll(templates);
        }
        assertThat(seen.size()).isLessThan(all.size());
    }

    @Test
    void dependsOnTheSeedAlone() {
        List<Headline> all = SomeHeadlines.of(1_200, 3);

        assertThat(HeadlineSplit.of(all, 7)).isEqualTo(HeadlineSplit.of(all, 7));
        assertThat(HeadlineSplit.of(all, 7)).isNotEqualTo(HeadlineSplit.of(all, 8));
    }

    @Test
    void refusesTooFewOfATone() {
        List<Headline> all = SomeHeadlines.of(1_200, 3).stream()
                .filter(each -> each.tone() != Tone.NEGATIVE)
                .toList();

        assertThatThrownBy(() -> HeadlineSplit.of(all, 7))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("too few headlines of a tone to train on, give some hundreds of each: negative=0"
                        + " neutral=\\d+ positive=\\d+");
        assertThatThrownBy(() -> HeadlineSplit.of(List.of(), 7)).isInstanceOf(TrainingException.class);
    }
}
