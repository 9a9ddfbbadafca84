package io.tickpilot.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN =
            List.of("rsi", "bollinger-b", "bollinger-width", "macd", "macd-histogram");

    @Test
    void findsASlipOfThePenFirst() {
        assertThat(Nearest.of("mcad", KNOWN, 3)).startsWith("macd");
        assertThat(Nearest.of("RSI", KNOWN, 1)).containsExactly("rsi");
    }

    @Test
    void findsAllThatHoldTheName() {
        assertThat(Nearest.of("bollinger", KNOWN, 3)).containsExactly("bollinger-b", "bollinger-width");
    }

    @Test
    void findsNothingForAnotherWord() {
        assertThat(Nearest.of("volume-profile", KNOWN, 3)).isEmpty();
        assertThat(Nearest.of("", List.of("macd"), 3)).isEmpty();
    }
}
